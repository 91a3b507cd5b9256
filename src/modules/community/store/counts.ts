import { sql, type Sql, type Tx } from '#platform/db/database.ts';
import { bucketOf, type Id } from '#platform/ids.ts';
import type { CountChange, NoteCounts } from '../types.ts';
import type { CountColumns } from './tables.ts';

/** Adds to a note's counts; below nought is a bug, and the row refuses it. */
export async function addToCounts(tx: Tx, noteId: Id, change: CountChange): Promise<void> {
  const { likes = 0, comments = 0, saves = 0 } = change;
  await sql`
    update community.note set like_count = like_count + ${likes}::int,
      comment_count = comment_count + ${comments}::int, save_count = save_count + ${saves}::int
    where bucket = ${bucketOf(noteId)} and id = ${noteId}`.execute(tx);
}

/** The counts of these notes as they stand, whatever became of the notes. */
export async function countsOf(handle: Sql, noteIds: readonly Id[]): Promise<Map<Id, NoteCounts>> {
  const { rows } = await sql<CountColumns & { id: Id }>`
    select id, like_count, comment_count, save_count from community.note
    where bucket = any(${noteIds.map(bucketOf)}::smallint[]) and id = any(${noteIds}::bigint[])
    `.execute(handle);
  return new Map(rows.map((row) => [row.id, countsIn(row)]));
}

/** Notes and their counts in the order of their keys, after one of them: all are walked through so. */
export async function countsAfter(
  handle: Sql,
  after: Id | undefined,
  limit: number,
): Promise<Map<Id, NoteCounts>> {
  const from = after ?? '0';
  const { rows } = await sql<CountColumns & { id: Id }>`
    select id, like_count, comment_count, save_count from community.note
    where (bucket, id) > (${bucketOf(from)}, ${from})
    order by bucket, id limit ${limit}`.execute(handle);
  return new Map(rows.map((row) => [row.id, countsIn(row)]));
}

/** A row's counts as answers name them. */
export function countsIn(row: CountColumns): NoteCounts {
  return { likeCount: row.like_count, commentCount: row.comment_count, saveCount: row.save_count };
}
