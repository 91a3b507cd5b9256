import { sql, type Database } from '#platform/db/database.ts';
import type { ShareOf } from '../domain/leads.ts';
import type { Kind } from '../types.ts';

/** The column that holds the grams. */
export type Grams = 'title_grams' | 'all_grams';

const keptMs = 60_000;

type Kept = { share: Promise<ShareOf>; readAt: number };
const kept = new WeakMap<Database, Map<string, Kept>>();

/**
 * How frequent each gram is in a projection, by the server's own statistics: of the thousand most
 * frequent; all others count as rare. They only say what way is the short one, so they may be a
 * moment old, and missing altogether.
 */
export function sharesIn(database: Database, kind: Kind, grams: Grams): Promise<ShareOf> {
  const all = kept.get(database) ?? new Map<string, Kept>();
  kept.set(database, all);
  const key = `${kind}.${grams}`;
  const known = all.get(key);
  const now = performance.now();
  if (known && now - known.readAt < keptMs) return known.share;
  const share = readShares(database, kind, grams);
  all.set(key, { share, readAt: now });
  share.catch(() => all.delete(key));
  return share;
}

async function readShares(database: Database, kind: Kind, grams: Grams): Promise<ShareOf> {
  const { rows } = await sql<{ gram: string; share: number }>`
    select most.gram, most.share
    from pg_stats s
    cross join unnest(s.most_common_elems::text::text[], s.most_common_elem_freqs)
      as most (gram, share)
    where s.schemaname = 'search' and s.tablename = ${kind} and s.attname = ${grams}
      and most.gram is not null`.execute(database.sql);
  // Of a table that was never looked at nothing is known, which is not that all is rare.
  if (rows.length === 0) return () => 1;
  const shares = new Map(rows.map(({ gram, share }) => [gram, share]));
  return (gram, isBeginning) => {
    if (!isBeginning) return shares.get(gram) ?? 0;
    return rows.reduce((sum, one) => (one.gram.startsWith(gram) ? sum + one.share : sum), 0);
  };
}
