import { sql, type Sql, type Tx } from '#platform/db/database.ts';
import { bucketOf, type Id } from '#platform/ids.ts';

/** Puts a search at the head of a member's history and forgets what is beyond so many. */
export async function writeHistory(
  tx: Tx,
  entry: { memberId: Id; key: string; q: string; now: Date },
  max: number,
): Promise<void> {
  const bucket = bucketOf(entry.memberId);
  await sql`
    insert into search.history (bucket, member_id, key, q, searched_at)
    values (${bucket}, ${entry.memberId}, ${entry.key}, ${entry.q}, ${entry.now})
    on conflict (bucket, member_id, key) do update
    set q = excluded.q, searched_at = excluded.searched_at`.execute(tx);
  await sql`
    delete from search.history
    where bucket = ${bucket} and member_id = ${entry.memberId} and key in (
      select key from search.history where bucket = ${bucket} and member_id = ${entry.memberId}
      order by searched_at desc, key offset ${max})`.execute(tx);
}

/** What a member looked for, the latest first. */
export async function readHistory(handle: Sql, memberId: Id): Promise<string[]> {
  const { rows } = await sql<{ q: string }>`
    select q from search.history
    where bucket = ${bucketOf(memberId)} and member_id = ${memberId}
    order by searched_at desc, key`.execute(handle);
  return rows.map((row) => row.q);
}

/** Forgets one search of a member, or all. */
export async function deleteHistory(tx: Tx, memberId: Id, key: string | null): Promise<void> {
  await sql`
    delete from search.history
    where bucket = ${bucketOf(memberId)} and member_id = ${memberId}
      and (${key}::text is null or key = ${key})`.execute(tx);
}
