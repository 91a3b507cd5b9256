import { sql, type Sql, type Tx } from '#platform/db/database.ts';
import { bucketOf, type Id } from '#platform/ids.ts';

/** What a note's rows come to. */
export type RowCounts = { id: Id; likes: number; comments: number; saves: number };

/** Counts the rows of these notes. */
export async function countRows(handle: Sql, noteIds: readonly Id[]): Promise<RowCounts[]> {
  if (noteIds.length === 0) return [];
  const { rows } = await sql<RowCounts>`
    select n.id,
      (select count(*)::int from reactions.note_like l
        where l.bucket = platform.bucket_of(n.id) and l.note_id = n.id) as likes,
      (select count(*)::int from reactions.comment c
        where c.bucket = platform.bucket_of(n.id) and c.note_id = n.id
          and c.deleted_at is null and c.taken_down_at is null) as comments,
      (select count(*)::int from reactions.save s where s.note_id = n.id) as saves
    from unnest(${noteIds}::bigint[]) n (id)`.execute(handle);
  return rows;
}

/** Comments of these notes whose likes or replies are not what their rows come to. */
export async function findWrongComments(
  handle: Sql,
  noteIds: readonly Id[],
): Promise<{ id: Id; note_id: Id }[]> {
  if (noteIds.length === 0) return [];
  const { rows } = await sql<{ id: Id; note_id: Id }>`
    select c.id, c.note_id from unnest(${noteIds}::bigint[]) n (id)
    join reactions.comment c on c.bucket = platform.bucket_of(n.id) and c.note_id = n.id
    where c.like_count <> (${likesOf}) or c.reply_count <> (${repliesOf})`.execute(handle);
  return rows;
}

/** Sets a comment of a locked note right, and says whether it was wrong. */
export async function mendComment(tx: Tx, commentId: Id): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update reactions.comment c set like_count = (${likesOf}), reply_count = (${repliesOf})
    where c.bucket = ${bucketOf(commentId)} and c.id = ${commentId}
      and (c.like_count <> (${likesOf}) or c.reply_count <> (${repliesOf}))`.execute(tx);
  return numAffectedRows === 1n;
}

const likesOf = sql`select count(*)::int from reactions.comment_like l
  where l.bucket = c.bucket and l.comment_id = c.id`;
const repliesOf = sql`select count(*)::int from reactions.comment r
  where r.bucket = c.bucket and r.top_id = c.id and r.deleted_at is null
    and r.taken_down_at is null`;
