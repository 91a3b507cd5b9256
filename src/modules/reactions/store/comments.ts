import { sql, type Sql, type Tx } from '#platform/db/database.ts';
import { bucketOf, type Id } from '#platform/ids.ts';
import type { CommentRow } from './tables.ts';

const columns = sql`c.id, c.note_id, c.top_id, c.answers_id, c.answers_member_id, c.member_id,
  c.body, c.like_count, c.reply_count, c.pinned_at, c.written_at, c.deleted_at, c.taken_down_at`;
const live = sql`c.deleted_at is null and c.taken_down_at is null`;

export type NewComment = {
  noteId: Id;
  topId: Id | null;
  /** The reply it answers; undefined where it answers the comment at the top, or nothing. */
  answers: { id: Id; memberId: Id } | undefined;
  memberId: Id;
  body: string[];
  now: Date;
};

/** Writes a comment and counts it at the top of its thread. */
export async function insertComment(tx: Tx, comment: NewComment): Promise<CommentRow> {
  const bucket = bucketOf(comment.noteId);
  const { topId, answers } = comment;
  const { rows } = await sql<CommentRow>`
    insert into reactions.comment as c (bucket, id, note_id, top_id, answers_id, answers_member_id,
      member_id, body, written_at)
    values (${bucket}, platform.new_id(${bucket}), ${comment.noteId}, ${topId},
      ${answers?.id ?? null}, ${answers?.memberId ?? null}, ${comment.memberId},
      ${JSON.stringify(comment.body)}::jsonb, ${comment.now})
    returning ${columns}`.execute(tx);
  if (topId) await addReplies(tx, topId, 1);
  return rows[0]!;
}

async function addReplies(tx: Tx, topId: Id, count: number): Promise<void> {
  await sql`update reactions.comment set reply_count = reply_count + ${count}::int
    where bucket = ${bucketOf(topId)} and id = ${topId}`.execute(tx);
}

export async function findComment(handle: Sql, commentId: Id): Promise<CommentRow | undefined> {
  const { rows } = await sql<CommentRow>`select ${columns} from reactions.comment c
    where c.bucket = ${bucketOf(commentId)} and c.id = ${commentId}`.execute(handle);
  return rows[0];
}

/** Holds a comment until the transaction ends. */
export async function lockComment(tx: Tx, commentId: Id): Promise<CommentRow | undefined> {
  const { rows } = await sql<CommentRow>`select ${columns} from reactions.comment c
    where c.bucket = ${bucketOf(commentId)} and c.id = ${commentId}
    for no key update`.execute(tx);
  return rows[0];
}

/** Whether a comment can be seen: neither deleted nor taken down. */
export const isLive = (row: CommentRow): boolean => !row.deleted_at && !row.taken_down_at;

/**
 * Ends a live comment of a locked note: its pin goes with it, and the top of its thread counts one
 * reply less.
 * @returns whether it was live
 */
export async function endComment(
  tx: Tx,
  row: CommentRow,
  end: { deletedBy: Id } | 'taken-down',
  now: Date,
): Promise<boolean> {
  const change =
    end === 'taken-down'
      ? sql`taken_down_at = ${now}`
      : sql`deleted_at = ${now}, deleted_by = ${end.deletedBy}`;
  const { numAffectedRows } = await sql`
    update reactions.comment c set ${change}, pinned_at = null
    where c.bucket = ${bucketOf(row.id)} and c.id = ${row.id} and ${live}`.execute(tx);
  const isEnded = numAffectedRows === 1n;
  if (isEnded && row.top_id) await addReplies(tx, row.top_id, -1);
  return isEnded;
}

/** Pins one comment of a locked note and no other; undefined: none. */
export async function pinOnly(
  tx: Tx,
  noteId: Id,
  commentId: Id | undefined,
  now: Date,
): Promise<void> {
  const bucket = bucketOf(noteId);
  await sql`update reactions.comment set pinned_at = null
    where bucket = ${bucket} and note_id = ${noteId} and pinned_at is not null
      and id is distinct from ${commentId ?? null}::bigint`.execute(tx);
  if (commentId === undefined) return;
  await sql`update reactions.comment set pinned_at = coalesce(pinned_at, ${now})
    where bucket = ${bucket} and id = ${commentId}`.execute(tx);
}

export type TopsQuery = {
  noteId: Id;
  order: 'newest' | 'liked';
  /** The sort value of the last one (its time or its likes), and its id. */
  after: { value: string; id: Id } | undefined;
  hidden: readonly Id[];
  count: number;
};

/** Comments at the top of their threads, without the pinned one. */
export async function listTops(handle: Sql, query: TopsQuery): Promise<CommentRow[]> {
  const { noteId, order, after, hidden, count } = query;
  const value = order === 'newest' ? sql`c.written_at` : sql`c.like_count`;
  const type = order === 'newest' ? sql`timestamptz` : sql`int`;
  const start = after
    ? sql`and (${value}, c.id) < (${after.value}::text::${type}, ${after.id}::bigint)`
    : sql``;
  const { rows } = await sql<CommentRow>`
    select ${columns} from reactions.comment c
    where c.bucket = ${bucketOf(noteId)} and c.note_id = ${noteId} and c.top_id is null
      and (c.reply_count > 0 or (${live})) and c.pinned_at is null
      and not (c.member_id = any(${hidden}::bigint[]) and ${live}) ${start}
    order by ${value} desc, c.id desc limit ${count}`.execute(handle);
  return rows;
}

export async function findPinned(handle: Sql, noteId: Id): Promise<CommentRow | undefined> {
  const { rows } = await sql<CommentRow>`select ${columns} from reactions.comment c
    where c.bucket = ${bucketOf(noteId)} and c.note_id = ${noteId} and c.pinned_at is not null
    `.execute(handle);
  return rows[0];
}

/** The first replies of several threads, the oldest first; up to `count` a thread. */
export async function listFirstReplies(
  handle: Sql,
  topIds: readonly Id[],
  hidden: readonly Id[],
  count: number,
): Promise<CommentRow[]> {
  if (topIds.length === 0) return [];
  const { rows } = await sql<CommentRow>`
    select ${columns} from unnest(${topIds}::bigint[]) top (id)
    cross join lateral (
      select * from reactions.comment r
      where r.bucket = platform.bucket_of(top.id) and r.top_id = top.id
        and r.deleted_at is null and r.taken_down_at is null
        and not r.member_id = any(${hidden}::bigint[])
      order by r.written_at, r.id limit ${count}) c`.execute(handle);
  return rows;
}

export type RepliesQuery = {
  topId: Id;
  after: { value: string; id: Id } | undefined;
  hidden: readonly Id[];
  count: number;
};

/** Replies of one thread, the oldest first. */
export async function listReplyRows(handle: Sql, query: RepliesQuery): Promise<CommentRow[]> {
  const { topId, after, hidden, count } = query;
  const { rows } = await sql<CommentRow>`
    select ${columns} from reactions.comment c
    where c.bucket = ${bucketOf(topId)} and c.top_id = ${topId} and ${live}
      and not c.member_id = any(${hidden}::bigint[])
      and (${after === undefined} or (c.written_at, c.id)
        > (${after?.value ?? null}::timestamptz, ${after?.id ?? null}::bigint))
    order by c.written_at, c.id limit ${count}`.execute(handle);
  return rows;
}

/** Who spoke under a note last, each once, the latest first. */
export async function listSpeakers(handle: Sql, noteId: Id, count: number): Promise<Id[]> {
  const { rows } = await sql<{ member_id: Id }>`
    select member_id from (
      select c.member_id, c.written_at from reactions.comment c
      where c.bucket = ${bucketOf(noteId)} and c.note_id = ${noteId} and ${live}
      order by c.written_at desc limit 200) latest
    group by member_id order by max(written_at) desc limit ${count}`.execute(handle);
  return rows.map((row) => row.member_id);
}
