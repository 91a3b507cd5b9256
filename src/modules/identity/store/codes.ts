import { sql, type Sql } from '#platform/db/database.ts';
import { bucketOfKey } from '#platform/ids.ts';
import { codeTriesMax } from '../domain/rules.ts';
import type { CodePurpose } from '../types.ts';

type CodeKey = { phoneFingerprint: string; purpose: CodePurpose };

/** Puts a new code in the place of the phone's former one. */
export async function putCode(
  tx: Sql,
  { phoneFingerprint, purpose }: CodeKey,
  code: { fingerprint: string; sentAt: Date; expiresAt: Date },
): Promise<void> {
  await sql`
    insert into identity.sign_in_code as c (bucket, phone_fingerprint, purpose, code_fingerprint,
      sent_at, expires_at)
    values (${bucketOfKey(phoneFingerprint)}, ${phoneFingerprint}, ${purpose},
      ${code.fingerprint}, ${code.sentAt}, ${code.expiresAt})
    on conflict (bucket, phone_fingerprint, purpose) do update set
      code_fingerprint = excluded.code_fingerprint, sent_at = excluded.sent_at,
      expires_at = excluded.expires_at, tries = 0, used_at = null`.execute(tx);
}

/** Takes one of the tries of a phone's live code; undefined when none is live or left. */
export async function takeTry(
  tx: Sql,
  { phoneFingerprint, purpose }: CodeKey,
  now: Date,
): Promise<{ codeFingerprint: string; triesLeft: number } | undefined> {
  const { rows } = await sql<{ code_fingerprint: string; tries: number }>`
    update identity.sign_in_code set tries = tries + 1
    where bucket = ${bucketOfKey(phoneFingerprint)} and phone_fingerprint = ${phoneFingerprint}
      and purpose = ${purpose} and used_at is null and expires_at > ${now}
      and tries < ${codeTriesMax}
    returning code_fingerprint, tries`.execute(tx);
  const row = rows[0];
  return row && { codeFingerprint: row.code_fingerprint, triesLeft: codeTriesMax - row.tries };
}

/** Uses a code up; false when somebody else has, or it ran out meanwhile. */
export async function useCode(
  tx: Sql,
  { phoneFingerprint, purpose }: CodeKey,
  { codeFingerprint, now }: { codeFingerprint: string; now: Date },
): Promise<boolean> {
  const result = await sql`
    update identity.sign_in_code set used_at = ${now}
    where bucket = ${bucketOfKey(phoneFingerprint)} and phone_fingerprint = ${phoneFingerprint}
      and purpose = ${purpose} and code_fingerprint = ${codeFingerprint} and used_at is null
      and expires_at > ${now}`.execute(tx);
  return result.numAffectedRows === 1n;
}

/** Forgets codes that ran out before then. */
export async function deleteOldCodes(handle: Sql, before: Date): Promise<void> {
  await sql`delete from identity.sign_in_code where expires_at < ${before}`.execute(handle);
}
