import type { Actor } from '#platform/actor.ts';
import { channels, kindRules, kinds, type Channel, type Kind } from '../domain/kinds.ts';
import { isWanted, type Digest, type Preferences } from '../domain/preferences.ts';
import { readPreferences } from '../store/preferences.ts';
import type { Room } from '../types.ts';

export type NotificationSettings = {
  kinds: { kind: Kind; fixed: Channel[]; wanted: Record<Channel, boolean> }[];
  /** When nothing rings, in minutes after midnight in China. */
  quiet: { isOn: boolean; fromMinute: number; toMinute: number; dutiesPass: boolean };
  digest: Digest;
};

/** What the member chose, and what cannot be chosen. */
export async function getSettings(room: Room, actor: Actor): Promise<NotificationSettings> {
  return settingsView(await readPreferences(room.platform.database.sql, actor.memberId));
}

export function settingsView(wants: Preferences): NotificationSettings {
  return {
    kinds: kinds.map((kind) => ({
      kind,
      fixed: [...kindRules[kind].fixed],
      wanted: Object.fromEntries(
        channels.map((channel) => [channel, isWanted(wants, kind, channel)]),
      ) as Record<Channel, boolean>,
    })),
    quiet: {
      isOn: wants.isQuietOn,
      fromMinute: wants.quietFrom,
      toMinute: wants.quietTo,
      dutiesPass: wants.dutiesPass,
    },
    digest: wants.digest,
  };
}
