import { timingSafeEqual } from 'node:crypto';
import { isId, type Id } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';
import { withChoices } from '../domain/preferences.ts';
import { lockPreferences, readPreferences, writePreferences } from '../store/preferences.ts';
import type { Room } from '../types.ts';

/** Which mails a link in them ends. */
export type MailKind = 'digest' | 'duty';

/** Where a kind of mail is ended without signing in: by a person, and by their mail program. */
export function unsubscribeUrlOf(
  room: Room,
  memberId: Id,
  kind: MailKind,
): { page: string; api: string } {
  const { publicOrigin } = room.platform.config;
  const token = `${memberId}.${kind}.${macOf(room, memberId, kind)}`;
  return {
    page: `${publicOrigin}/unsubscribe/${token}`,
    api: `${publicOrigin}/api/v1/notifications/mail-unsubscriptions/${token}`,
  };
}

/**
 * Ends a kind of mail for whoever its link was sent to; twice is once.
 * @throws notifications/link-invalid
 */
export async function unsubscribeMail(
  room: Room,
  { token }: { token: string },
): Promise<{ kind: MailKind }> {
  const { memberId, kind } = readToken(room, token);
  const { database, clock } = room.platform;
  await database.transaction(async (tx) => {
    const now = clock.now();
    const { locale } = await readPreferences(tx, memberId);
    const old = await lockPreferences(tx, memberId, locale, now);
    const wants =
      kind === 'digest'
        ? { ...old, digest: 'never' as const }
        : { ...old, choices: withChoices(old.choices, { duty: { mail: false } }) };
    await writePreferences(tx, memberId, wants, now);
  });
  return { kind };
}

/** What a link would end; changes nothing. @throws notifications/link-invalid */
export function readToken(room: Room, token: string): { memberId: Id; kind: MailKind } {
  const [, memberId = '', kind = '', mac = ''] =
    /^(\d{1,19})\.(digest|duty)\.([0-9a-f]{64})$/.exec(token) ?? [];
  if (!isId(memberId)) refuse('notifications/link-invalid');
  const expected = macOf(room, memberId, kind as MailKind);
  if (!timingSafeEqual(Buffer.from(mac, 'hex'), Buffer.from(expected, 'hex'))) {
    refuse('notifications/link-invalid');
  }
  return { memberId, kind: kind as MailKind };
}

function macOf({ platform }: Room, memberId: Id, kind: MailKind): string {
  return platform.secrets.fingerprint('notifications/unsubscribe', `${memberId}\n${kind}`);
}
