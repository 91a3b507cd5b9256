import { sql, type Sql } from '#platform/db/database.ts';
import { bucketOfKey } from '#platform/ids.ts';
import type { RateRule } from '../domain/rules.ts';

/**
 * Counts one use of a key under a rule; the window opens with the first use. Answers how long to
 * wait when it was one too many (the caller then refuses, which takes the count back).
 */
export async function countUse(
  tx: Sql,
  rule: RateRule,
  key: string,
  now: Date,
): Promise<{ retryAfterMs: number } | undefined> {
  const closedBefore = new Date(now.getTime() - rule.windowMs);
  const { rows } = await sql<{ hits: number; started_at: Date }>`
    insert into identity.rate as r (bucket, scope, key, started_at, hits)
    values (${bucketOfKey(key)}, ${rule.scope}, ${key}, ${now}, 1)
    on conflict (bucket, scope, key) do update set
      hits = case when r.started_at <= ${closedBefore} then 1 else r.hits + 1 end,
      started_at = case when r.started_at <= ${closedBefore} then excluded.started_at
        else r.started_at end
    returning hits, started_at`.execute(tx);
  const { hits, started_at: startedAt } = rows[0]!;
  if (hits <= rule.max) return undefined;
  return { retryAfterMs: Math.max(1, startedAt.getTime() + rule.windowMs - now.getTime()) };
}

/** Forgets windows that opened before then. */
export async function deleteOldRates(handle: Sql, before: Date): Promise<void> {
  await sql`delete from identity.rate where started_at < ${before}`.execute(handle);
}
