import type { Actor } from '#platform/actor.ts';
import { channels, kindRules, kinds, type Channel, type Kind } from '../domain/kinds.ts';
import { maskMailAddress } from '#platform/mail/mail-address.ts';
import { pushKeysOf } from '../commands/subscribe-push.ts';
import { findSubscriptions } from '../store/push.ts';
import { isWanted, type Digest, type Preferences } from '../domain/preferences.ts';
import { readPreferences } from '../store/preferences.ts';
import type { Room } from '../types.ts';

export type NotificationSettings = {
  kinds: { kind: Kind; fixed: Channel[]; wanted: Record<Channel, boolean> }[];
  /** When nothing rings, in minutes after midnight in China. */
  quiet: { isOn: boolean; fromMinute: number; toMinute: number; dutiesPass: boolean };
  digest: Digest;
  /** The key a browser subscribes with. */
  pushKey: string;
  /** How many browsers are rung. */
  browsers: number;
  /** The confirmed address, masked; null without one. */
  mailMasked: string | null;
};

/** What the member chose, and what cannot be chosen. */
export async function getSettings(room: Room, actor: Actor): Promise<NotificationSettings> {
  const { memberId } = actor;
  const handle = room.platform.database.sql;
  const [wants, { publicKey }, browsers, mail] = await Promise.all([
    readPreferences(handle, memberId),
    pushKeysOf(room),
    findSubscriptions(handle, memberId),
    room.identity.mailOf(handle, memberId),
  ]);
  return {
    ...choicesOf(wants),
    pushKey: publicKey,
    browsers: browsers.length,
    mailMasked: mail === undefined ? null : maskMailAddress(mail),
  };
}

function choicesOf(wants: Preferences): Pick<NotificationSettings, 'kinds' | 'quiet' | 'digest'> {
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
