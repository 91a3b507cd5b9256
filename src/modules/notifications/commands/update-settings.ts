import type { Call } from '#platform/actor.ts';
import { withChoices, type Choices, type Digest } from '../domain/preferences.ts';
import { getSettings, type NotificationSettings } from '../queries/get-settings.ts';
import { lockPreferences, writePreferences } from '../store/preferences.ts';
import type { Room } from '../types.ts';

export type SettingsInput = {
  /** Only what is to change; a channel that is fixed stays as it is. */
  choices?: Choices | undefined;
  quiet?:
    { isOn?: boolean; fromMinute?: number; toMinute?: number; dutiesPass?: boolean } | undefined;
  digest?: Digest | undefined;
};

/** Changes what the member wants to hear, when, and by which channel; what is not named stays. */
export async function updateSettings(
  room: Room,
  call: Call,
  { choices = {}, quiet = {}, digest }: SettingsInput,
): Promise<NotificationSettings> {
  const { memberId } = call.actor;
  await room.platform.run(call, async (tx) => {
    const now = room.platform.clock.now();
    const old = await lockPreferences(tx, memberId, call.locale, now);
    const wants = {
      choices: withChoices(old.choices, choices),
      quietFrom: quiet.fromMinute ?? old.quietFrom,
      quietTo: quiet.toMinute ?? old.quietTo,
      isQuietOn: quiet.isOn ?? old.isQuietOn,
      dutiesPass: quiet.dutiesPass ?? old.dutiesPass,
      digest: digest ?? old.digest,
      locale: call.locale,
    };
    await writePreferences(tx, memberId, wants, now);
  });
  return getSettings(room, call.actor);
}
