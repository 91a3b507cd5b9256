import { sql, type RawBuilder, type Sql, type Tx } from '#platform/db/database.ts';
import { bucketOf, type Id } from '#platform/ids.ts';

/** Writes that a member likes a locked note. @returns whether that is new */
export async function insertNoteLike(tx: Tx, noteId: Id, memberId: Id, now: Date) {
  const { numAffectedRows } = await sql`
    insert into reactions.note_like (bucket, note_id, member_id, liked_at)
    values (${bucketOf(noteId)}, ${noteId}, ${memberId}, ${now})
    on conflict do nothing`.execute(tx);
  return numAffectedRows === 1n;
}

/** Takes a like of a locked note back. @returns whether there was one */
export async function deleteNoteLike(tx: Tx, noteId: Id, memberId: Id): Promise<boolean> {
  const { numAffectedRows } = await sql`
    delete from reactions.note_like
    where bucket = ${bucketOf(noteId)} and note_id = ${noteId} and member_id = ${memberId}
    `.execute(tx);
  return numAffectedRows === 1n;
}

/** Writes that a member likes a locked comment, and counts it. @returns whether that is new */
export async function insertCommentLike(tx: Tx, commentId: Id, memberId: Id, now: Date) {
  const { numAffectedRows } = await sql`
    insert into reactions.comment_like (bucket, comment_id, member_id, liked_at)
    values (${bucketOf(commentId)}, ${commentId}, ${memberId}, ${now})
    on conflict do nothing`.execute(tx);
  if (numAffectedRows === 1n) await addLikes(tx, commentId, 1);
  return numAffectedRows === 1n;
}

/** Takes a like of a locked comment back. @returns whether there was one */
export async function deleteCommentLike(tx: Tx, commentId: Id, memberId: Id): Promise<boolean> {
  const { numAffectedRows } = await sql`
    delete from reactions.comment_like
    where bucket = ${bucketOf(commentId)} and comment_id = ${commentId}
      and member_id = ${memberId}`.execute(tx);
  if (numAffectedRows === 1n) await addLikes(tx, commentId, -1);
  return numAffectedRows === 1n;
}

async function addLikes(tx: Tx, commentId: Id, count: number): Promise<void> {
  await sql`update reactions.comment set like_count = like_count + ${count}::int
    where bucket = ${bucketOf(commentId)} and id = ${commentId}`.execute(tx);
}

/** Columns beside a note `n`: whether a member likes and saves it. */
export const markColumns = (memberId: Id): RawBuilder<unknown> => sql`
  exists (select from reactions.note_like l
    where l.bucket = n.bucket and l.note_id = n.id and l.member_id = ${memberId}) as is_liked,
  exists (select from reactions.save s
    where s.bucket = ${bucketOf(memberId)} and s.member_id = ${memberId} and s.note_id = n.id) as is_saved`;

/** Which of these notes a member likes. */
export async function likedNotes(handle: Sql, memberId: Id, noteIds: readonly Id[]) {
  const { rows } = await sql<{ note_id: Id }>`
    select note_id from reactions.note_like
    where bucket = any(${noteIds.map(bucketOf)}::smallint[])
      and note_id = any(${noteIds}::bigint[]) and member_id = ${memberId}`.execute(handle);
  return new Set(rows.map((row) => row.note_id));
}

/** Which of these comments a member likes. */
export async function likedComments(
  handle: Sql,
  memberId: Id | undefined,
  commentIds: readonly Id[],
): Promise<Set<Id>> {
  if (memberId === undefined || commentIds.length === 0) return new Set();
  const { rows } = await sql<{ comment_id: Id }>`
    select comment_id from reactions.comment_like
    where bucket = any(${commentIds.map(bucketOf)}::smallint[])
      and comment_id = any(${commentIds}::bigint[]) and member_id = ${memberId}`.execute(handle);
  return new Set(rows.map((row) => row.comment_id));
}

export type Kept = { note_id: Id; at: Date };

/** Notes a member likes, the latest first. */
export async function listLikes(
  handle: Sql,
  memberId: Id,
  { after, count }: { after: { value: string; id: Id } | undefined; count: number },
): Promise<Kept[]> {
  const { rows } = await sql<Kept>`
    select note_id, liked_at as at from reactions.note_like
    where member_id = ${memberId} and (${after === undefined} or (liked_at, note_id)
      < (${after?.value ?? null}::timestamptz, ${after?.id ?? null}::bigint))
    order by liked_at desc, note_id desc limit ${count}`.execute(handle);
  return rows;
}

/** Members who like or keep a note, in the order of their ids. */
export async function listKeepers(
  handle: Sql,
  noteId: Id,
  page: { after: Id | undefined; limit: number },
): Promise<Id[]> {
  const { rows } = await sql<{ id: Id }>`
    select member_id as id from reactions.note_like
    where bucket = ${bucketOf(noteId)} and note_id = ${noteId} and member_id > ${page.after ?? '0'}
    union
    select member_id from reactions.save
    where note_id = ${noteId} and member_id > ${page.after ?? '0'}
    order by id limit ${page.limit}`.execute(handle);
  return rows.map((row) => row.id);
}
