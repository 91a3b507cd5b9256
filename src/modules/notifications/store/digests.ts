import { sql, type Sql, type Tx } from '#platform/db/database.ts';
import { bucketOf, type Id } from '#platform/ids.ts';
import type { Locale } from '#platform/refusal.ts';
import { nextDigestAt, periodOf, type Digest } from '../domain/preferences.ts';
import type { NotificationRow } from './notifications.ts';

export type DueDigest = {
  memberId: Id;
  digest: 'daily' | 'weekly';
  period: string;
  locale: Locale;
};

/**
 * Claims digests that are due: the row of member and period is the claim, and of several processes
 * one writes it. The next morning is set in the same transaction.
 */
export async function claimDigests(tx: Tx, now: Date, max: number): Promise<DueDigest[]> {
  const { rows } = await sql<{
    member_id: Id;
    digest: Exclude<Digest, 'never'>;
    locale: Locale;
    next_digest_at: Date;
  }>`
    select member_id, digest, locale, next_digest_at from notifications.preference
    where next_digest_at <= ${now} order by next_digest_at limit ${max}
    for update skip locked`.execute(tx);
  const claimed: DueDigest[] = [];
  for (const { member_id: memberId, digest, locale, next_digest_at: at } of rows) {
    const period = periodOf(digest, at);
    const bucket = bucketOf(memberId);
    await sql`
      update notifications.preference set next_digest_at = ${nextDigestAt(digest, now)!}
      where bucket = ${bucket} and member_id = ${memberId}`.execute(tx);
    const isNew = await sql`
      insert into notifications.digest (bucket, member_id, period, claimed_at)
      values (${bucket}, ${memberId}, ${period}, ${now})
      on conflict do nothing`.execute(tx);
    if (isNew.numAffectedRows === 1n) claimed.push({ memberId, digest, period, locale });
  }
  return claimed;
}

/** Writes down what became of a claimed digest. */
export async function settleDigest(
  handle: Sql,
  { memberId, period }: DueDigest,
  outcome: 'sent' | 'dropped',
  now: Date,
): Promise<void> {
  await sql`
    update notifications.digest set
      sent_at = case when ${outcome === 'sent'} then ${now}::timestamptz end,
      dropped_at = case when ${outcome === 'dropped'} then ${now}::timestamptz end
    where bucket = ${bucketOf(memberId)} and member_id = ${memberId}
      and period = ${period}`.execute(handle);
}

/** Gives a claimed digest back, to be claimed again then; one that was ended meanwhile is not. */
export async function releaseDigest(
  tx: Tx,
  { memberId, period, digest }: DueDigest,
  at: Date,
): Promise<void> {
  const bucket = bucketOf(memberId);
  await sql`
    delete from notifications.digest
    where bucket = ${bucket} and member_id = ${memberId} and period = ${period}`.execute(tx);
  await sql`
    update notifications.preference set next_digest_at = ${at}
    where bucket = ${bucket} and member_id = ${memberId} and digest = ${digest}`.execute(tx);
}

/** A member's unread lines raised since then, the latest first. */
export async function findUnreadSince(
  handle: Sql,
  memberId: Id,
  since: Date,
  max: number,
): Promise<NotificationRow[]> {
  const { rows } = await sql<NotificationRow>`
    select id, type, category, params, link, actor_ids::text[] as actor_ids, actors_count,
      created_at, raised_at, read_at
    from notifications.notification
    where bucket = ${bucketOf(memberId)} and member_id = ${memberId} and read_at is null
      and category <> 'talk' and raised_at > ${since}
    order by raised_at desc, id desc limit ${max}`.execute(handle);
  return rows;
}
