import { sql, type Sql, type Tx } from '#platform/db/database.ts';
import { bucketOf, bucketOfKey, type Id } from '#platform/ids.ts';
import { mailCodeTriesMax, mailsToBoxPerDay } from '../domain/rules.ts';

export type MailKey = { memberId: Id; circleId: Id };
export type Box = { circleId: Id; mailFingerprint: string };

/**
 * Counts a mail to a mailbox; its row stays locked. Answers false, and counts nothing, where it was
 * written to a moment ago or too often in its window.
 */
export async function countMail(
  tx: Tx,
  { circleId, mailFingerprint }: Box,
  { now, pauseMs, windowMs }: { now: Date; pauseMs: number; windowMs: number },
): Promise<boolean> {
  const pausedUntil = new Date(now.getTime() - pauseMs);
  const windowFrom = new Date(now.getTime() - windowMs);
  const result = await sql`
    insert into circles.mail_box as b (bucket, mail_fingerprint, circle_id, window_started_at,
      sends, last_sent_at)
    values (${bucketOfKey(mailFingerprint)}, ${mailFingerprint}, ${circleId}, ${now}, 1, ${now})
    on conflict (bucket, mail_fingerprint, circle_id) do update set
      sends = case when b.window_started_at <= ${windowFrom} then 1 else b.sends + 1 end,
      window_started_at = case when b.window_started_at <= ${windowFrom}
        then excluded.window_started_at else b.window_started_at end,
      last_sent_at = excluded.last_sent_at
    where b.last_sent_at <= ${pausedUntil}
      and (b.window_started_at <= ${windowFrom} or b.sends < ${mailsToBoxPerDay})`.execute(tx);
  return result.numAffectedRows === 1n;
}

/** Lets a mailbox let this member in; answers false where it has let in another. */
export async function claimMailbox(
  tx: Tx,
  { circleId, mailFingerprint }: Box,
  memberId: Id,
  now: Date,
): Promise<boolean> {
  const result = await sql`
    update circles.mail_box set member_id = ${memberId}, claimed_at = ${now}
    where bucket = ${bucketOfKey(mailFingerprint)} and mail_fingerprint = ${mailFingerprint}
      and circle_id = ${circleId} and (member_id is null or member_id = ${memberId})`.execute(tx);
  return result.numAffectedRows === 1n;
}

/** Sets the mailboxes free by which a member had come in. */
export async function freeMailbox(tx: Tx, { memberId, circleId }: MailKey): Promise<void> {
  await sql`
    update circles.mail_box set member_id = null, claimed_at = null
    where circle_id = ${circleId} and member_id = ${memberId}`.execute(tx);
}

/** Puts a new code in the place of the member's former one. */
export async function putMailCode(
  tx: Tx,
  { memberId, circleId }: MailKey,
  code: { mailFingerprint: string; codeFingerprint: string; sentAt: Date; expiresAt: Date },
): Promise<void> {
  await sql`
    insert into circles.mail_code (bucket, member_id, circle_id, mail_fingerprint,
      code_fingerprint, sent_at, expires_at)
    values (${bucketOf(memberId)}, ${memberId}, ${circleId}, ${code.mailFingerprint},
      ${code.codeFingerprint}, ${code.sentAt}, ${code.expiresAt})
    on conflict (bucket, member_id, circle_id) do update set
      mail_fingerprint = excluded.mail_fingerprint, code_fingerprint = excluded.code_fingerprint,
      sent_at = excluded.sent_at, expires_at = excluded.expires_at, tries = 0, used_at = null
  `.execute(tx);
}

export type Tried = { mailFingerprint: string; codeFingerprint: string; triesLeft: number };

/** Takes one of the tries of a member's live code; undefined when none is live or left. */
export async function takeTry(
  tx: Tx,
  { memberId, circleId }: MailKey,
  now: Date,
): Promise<Tried | undefined> {
  const { rows } = await sql<{ mail_fingerprint: string; code_fingerprint: string; tries: number }>`
    update circles.mail_code set tries = tries + 1
    where bucket = ${bucketOf(memberId)} and member_id = ${memberId} and circle_id = ${circleId}
      and used_at is null and expires_at > ${now} and tries < ${mailCodeTriesMax}
    returning mail_fingerprint, code_fingerprint, tries`.execute(tx);
  const row = rows[0];
  return (
    row && {
      mailFingerprint: row.mail_fingerprint,
      codeFingerprint: row.code_fingerprint,
      triesLeft: mailCodeTriesMax - row.tries,
    }
  );
}

/** Uses a code up; false when it was used, replaced or ran out meanwhile. */
export async function useMailCode(
  tx: Tx,
  { memberId, circleId }: MailKey,
  codeFingerprint: string,
  now: Date,
): Promise<boolean> {
  const result = await sql`
    update circles.mail_code set used_at = ${now}
    where bucket = ${bucketOf(memberId)} and member_id = ${memberId} and circle_id = ${circleId}
      and code_fingerprint = ${codeFingerprint} and used_at is null
      and expires_at > ${now}`.execute(tx);
  return result.numAffectedRows === 1n;
}

/** Forgets codes that ran out before then. */
export async function deleteOldMailCodes(handle: Sql, before: Date): Promise<void> {
  await sql`delete from circles.mail_code where expires_at < ${before}`.execute(handle);
}
