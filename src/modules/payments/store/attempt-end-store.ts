import { sql, type Sql } from '#platform/db/database.ts';
import { bucketOf, type Id } from '#platform/ids.ts';

/** The attempts of an order that can still be paid. */
export async function readOpenAttempts(handle: Sql, orderId: Id): Promise<Id[]> {
  const { rows } = await sql<{ id: string }>`
    select id from payments.attempt
    where bucket = ${bucketOf(orderId)} and order_id = ${orderId} and state = 'OPEN'
  `.execute(handle);
  return rows.map((row) => row.id);
}

/** Closes an attempt that the provider was never asked to open. @returns whether that was so */
export async function closeUnasked(handle: Sql, attemptId: Id, now: Date): Promise<boolean> {
  const done = await sql`
    update payments.attempt set state = 'CLOSED', closed_at = ${now}
    where bucket = ${bucketOf(attemptId)} and id = ${attemptId} and state = 'OPEN'
      and asked_at is null`.execute(handle);
  return done.numAffectedRows === 1n;
}

/**
 * Writes that the provider has closed an attempt.
 * @param lookAgainAt when to ask once more; null where its state cannot change any more
 */
export async function markClosed(
  handle: Sql,
  attemptId: Id,
  times: { now: Date; lookAgainAt: Date | null },
): Promise<void> {
  await sql`
    update payments.attempt
    set state = 'CLOSED', closed_at = coalesce(closed_at, ${times.now}),
      next_query_at = ${times.lookAgainAt}
    where bucket = ${bucketOf(attemptId)} and id = ${attemptId} and state <> 'PAID'
  `.execute(handle);
}

/** Attempts that the provider should be asked about now; each is set back before it is asked. */
export async function takeAttemptsToQuery(
  handle: Sql,
  now: Date,
  pause: { firstMs: number; maxMs: number; afterExpiryMs: number; limit: number },
): Promise<Id[]> {
  const { rows } = await sql<{ id: string }>`
    update payments.attempt a
    set queries = a.queries + 1,
      next_query_at = case
        when a.expires_at + ${pause.afterExpiryMs}::float8 * interval '1 ms' < ${now} then null
        else ${now}::timestamptz
          + least(${pause.firstMs}::float8 * power(2, least(a.queries, 20)), ${pause.maxMs}::float8)
            * interval '1 ms' end
    from (select bucket, id from payments.attempt
          where next_query_at <= ${now}
          order by next_query_at limit ${pause.limit} for update skip locked) due
    where a.bucket = due.bucket and a.id = due.id
    returning a.id`.execute(handle);
  return rows.map((row) => row.id);
}
