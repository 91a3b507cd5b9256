import { sql, type Sql, type Tx } from '#platform/db/database.ts';
import { bucketOf, bucketOfKey, type Id } from '#platform/ids.ts';
import { codeTriesMax } from '../domain/rules.ts';

export type MailRow = { mail_sealed: Buffer; mail_fingerprint: string };

/** A member's confirmed address, sealed. */
export async function findMail(handle: Sql, memberId: Id): Promise<MailRow | undefined> {
  const { rows } = await sql<MailRow>`
    select mail_sealed, mail_fingerprint from identity.mail
    where bucket = ${bucketOf(memberId)} and member_id = ${memberId}`.execute(handle);
  return rows[0];
}

export type NewMailCode = {
  memberId: Id;
  sealed: Buffer;
  fingerprint: string;
  codeFingerprint: string;
  sentAt: Date;
  expiresAt: Date;
};

/** Puts a new address and code in the place of what the member asked for before. */
export async function putMailCode(tx: Sql, code: NewMailCode): Promise<void> {
  await sql`
    insert into identity.mail_code (bucket, member_id, mail_sealed, mail_fingerprint,
      code_fingerprint, sent_at, expires_at)
    values (${bucketOf(code.memberId)}, ${code.memberId}, ${code.sealed}, ${code.fingerprint},
      ${code.codeFingerprint}, ${code.sentAt}, ${code.expiresAt})
    on conflict (bucket, member_id) do update set mail_sealed = excluded.mail_sealed,
      mail_fingerprint = excluded.mail_fingerprint, code_fingerprint = excluded.code_fingerprint,
      sent_at = excluded.sent_at, expires_at = excluded.expires_at, tries = 0,
      used_at = null`.execute(tx);
}

/** Takes one of the tries of a member's live code; undefined when none is live or left. */
export async function takeMailTry(
  tx: Sql,
  memberId: Id,
  now: Date,
): Promise<(MailRow & { code_fingerprint: string; triesLeft: number }) | undefined> {
  const { rows } = await sql<MailRow & { code_fingerprint: string; tries: number }>`
    update identity.mail_code set tries = tries + 1
    where bucket = ${bucketOf(memberId)} and member_id = ${memberId} and used_at is null
      and expires_at > ${now} and tries < ${codeTriesMax}
    returning mail_sealed, mail_fingerprint, code_fingerprint, tries`.execute(tx);
  return rows[0] && { ...rows[0], triesLeft: codeTriesMax - rows[0].tries };
}

/** Uses a code up; false when somebody else has, or it was replaced meanwhile. */
export async function useMailCode(
  tx: Sql,
  memberId: Id,
  codeFingerprint: string,
  now: Date,
): Promise<boolean> {
  const result = await sql`
    update identity.mail_code set used_at = ${now}
    where bucket = ${bucketOf(memberId)} and member_id = ${memberId}
      and code_fingerprint = ${codeFingerprint} and used_at is null`.execute(tx);
  return result.numAffectedRows === 1n;
}

/** Claims an address for a member; false when it is another's. */
export async function claimMail(
  tx: Tx,
  fingerprint: string,
  memberId: Id,
  now: Date,
): Promise<boolean> {
  const { rows } = await sql<{ member_id: Id }>`
    insert into identity.mail_claim as c (bucket, mail_fingerprint, member_id, claimed_at)
    values (${bucketOfKey(fingerprint)}, ${fingerprint}, ${memberId}, ${now})
    on conflict (bucket, mail_fingerprint) do update set member_id = c.member_id
    returning member_id`.execute(tx);
  return rows[0]!.member_id === memberId;
}

/** Gives an address back that the member no longer has. */
export async function releaseMail(tx: Sql, fingerprint: string, owner: Id): Promise<void> {
  await sql`
    delete from identity.mail_claim
    where bucket = ${bucketOfKey(fingerprint)} and mail_fingerprint = ${fingerprint}
      and member_id = ${owner}`.execute(tx);
}

/** Writes a member's confirmed address in the place of the former one. */
export async function putMail(tx: Sql, memberId: Id, mail: MailRow, now: Date): Promise<void> {
  await sql`
    insert into identity.mail (bucket, member_id, mail_sealed, mail_fingerprint, confirmed_at)
    values (${bucketOf(memberId)}, ${memberId}, ${mail.mail_sealed}, ${mail.mail_fingerprint},
      ${now})
    on conflict (bucket, member_id) do update set mail_sealed = excluded.mail_sealed,
      mail_fingerprint = excluded.mail_fingerprint,
      confirmed_at = excluded.confirmed_at`.execute(tx);
}

/** Takes a member's address away; answers the one that was there. */
export async function deleteMail(tx: Sql, memberId: Id): Promise<string | undefined> {
  const { rows } = await sql<{ mail_fingerprint: string }>`
    delete from identity.mail where bucket = ${bucketOf(memberId)} and member_id = ${memberId}
    returning mail_fingerprint`.execute(tx);
  return rows[0]?.mail_fingerprint;
}

/** Forgets codes that ran out before then. */
export async function deleteOldMailCodes(handle: Sql, before: Date): Promise<void> {
  await sql`delete from identity.mail_code where expires_at < ${before}`.execute(handle);
}
