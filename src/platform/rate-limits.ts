import { sql, type Tx } from './db/database.ts';
import { bucketOf, type Id } from './ids.ts';

export type RateLimit = {
  /** What is limited, named `room/thing`. */
  kind: string;
  /** How often within any window of `perMs`; at most 1,000. */
  max: number;
  perMs: number;
};

/**
 * Counts one doing of a limited thing, exactly and over all processes: the row of this member and
 * kind stays locked until the transaction ends, and a rollback counts nothing.
 * @returns 0 when it is allowed, else the whole seconds until it would be.
 */
export async function countOnce(
  tx: Tx,
  limit: RateLimit,
  memberId: Id,
  now: Date,
): Promise<number> {
  const since = new Date(now.getTime() - limit.perMs);
  const { rows } = await sql`
    insert into platform.rate_limit as r (bucket, member_id, kind, times)
    values (${bucketOf(memberId)}, ${memberId}, ${limit.kind}, array[${now}::timestamptz])
    on conflict (bucket, member_id, kind) do update
    set times = (select coalesce(array_agg(t order by t), '{}') from unnest(r.times) t
                 where t > ${since}::timestamptz) || ${now}::timestamptz
    where (select count(*) from unnest(r.times) t
           where t > ${since}::timestamptz) < ${limit.max}::int
    returning 1 as allowed`.execute(tx);
  return rows.length === 1 ? 0 : secondsUntilFree(tx, limit, memberId, now);
}

async function secondsUntilFree(
  tx: Tx,
  limit: RateLimit,
  memberId: Id,
  now: Date,
): Promise<number> {
  const since = new Date(now.getTime() - limit.perMs);
  const { rows } = await sql<{ oldest: Date }>`
    select min(t) as oldest from platform.rate_limit r, unnest(r.times) t
    where r.bucket = ${bucketOf(memberId)} and r.member_id = ${memberId}
      and r.kind = ${limit.kind} and t > ${since}::timestamptz`.execute(tx);
  const freeAtMs = rows[0]!.oldest.getTime() + limit.perMs;
  return Math.max(1, Math.ceil((freeAtMs - now.getTime()) / 1000));
}
