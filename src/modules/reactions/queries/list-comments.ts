import type { Actor } from '#platform/actor.ts';
import type { Sql } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';
import { firstRepliesMax } from '../domain/rules.ts';
import type { Room } from '../room.ts';
import {
  findComment,
  findPinned,
  isLive,
  listFirstReplies,
  listReplyRows,
  listTops,
} from '../store/comments.ts';
import type { CommentRow } from '../store/tables.ts';
import type {
  CommentsInput,
  CommentView,
  RepliesInput,
  ReplyPage,
  ThreadPage,
  ThreadView,
} from '../types.ts';
import { viewsOf, type Reader } from './comment-views.ts';
import { cut, startOf } from './cursors.ts';

/**
 * The comments of a note, newest or most liked first, each with its first replies; the pinned one
 * leads the first page. Whom the reader blocked, or who blocked the reader, is left out.
 * @throws platform/not-found, platform/invalid-input for a cursor that is none of ours
 */
export async function listComments(
  room: Room,
  actor: Actor | undefined,
  input: CommentsInput,
): Promise<ThreadPage> {
  const { noteId, order, limit } = input;
  const { reader, hidden } = await readerOf(room, actor, noteId);
  const after = startOf(input.cursor, order === 'newest' ? 'time' : 'number');
  const [found, pinned] = await Promise.all([
    listTops(reader.handle, { noteId, order, after, hidden, count: limit + 1 }),
    after ? undefined : findPinned(reader.handle, noteId),
  ]);
  const { rows, nextCursor } = cut(found, limit, (row) => [
    order === 'newest' ? row.written_at : row.like_count,
    row.id,
  ]);
  const isPinnedSeen = pinned && !hidden.includes(pinned.member_id);
  const tops = isPinnedSeen ? [pinned, ...rows] : rows;
  return { items: await threadsOf(room, tops, { reader, hidden }), nextCursor };
}

/** One comment's thread, for a page that is opened for it. @throws platform/not-found */
export async function getThread(
  room: Room,
  actor: Actor | undefined,
  commentId: Id,
): Promise<ThreadView> {
  const found = await findTop(room, commentId);
  const { reader, hidden } = await readerOf(room, actor, found.note_id);
  const isSeen = isLive(found) ? !hidden.includes(found.member_id) : found.reply_count > 0;
  if (!isSeen) refuse('platform/not-found');
  const [thread] = await threadsOf(room, [found], { reader, hidden });
  return thread!;
}

/** Replies of a comment, the oldest first. @throws platform/not-found, platform/invalid-input */
export async function listReplies(
  room: Room,
  actor: Actor | undefined,
  { commentId, cursor, limit }: RepliesInput,
): Promise<ReplyPage> {
  const top = await findTop(room, commentId);
  const { reader, hidden } = await readerOf(room, actor, top.note_id);
  const after = startOf(cursor, 'time');
  const query = { topId: top.id, after, hidden, count: limit + 1 };
  const { rows, nextCursor } = cut(await listReplyRows(reader.handle, query), limit, keyOf);
  return { items: await viewsOf(room, rows, reader), nextCursor };
}

const keyOf = (row: CommentRow) => [row.written_at, row.id] as const;

async function findTop(room: Room, commentId: Id): Promise<CommentRow> {
  const { sql } = room.platform.database;
  const row = (await findComment(sql, commentId)) ?? refuse('platform/not-found');
  if (!row.top_id) return row;
  return (await findComment(sql, row.top_id)) ?? refuse('platform/not-found');
}

type Reading = { reader: Reader; hidden: Id[] };

/** Makes sure the reader may see the note, and finds whom they do not see. */
async function readerOf(room: Room, actor: Actor | undefined, noteId: Id): Promise<Reading> {
  const handle: Sql = room.platform.database.sql;
  const readerId = actor?.memberId;
  const [note, { blocked }] = await Promise.all([
    room.rooms.community.noteFor(handle, readerId, noteId),
    room.rooms.ties.hiddenFrom(handle, readerId),
  ]);
  if (blocked.has(note.authorId)) refuse('platform/not-found');
  return { reader: { readerId, handle, authorId: note.authorId }, hidden: [...blocked] };
}

async function threadsOf(
  room: Room,
  tops: readonly CommentRow[],
  { reader, hidden }: Reading,
): Promise<ThreadView[]> {
  const answered = tops.filter((row) => row.reply_count > 0).map(({ id }) => id);
  const replies = await listFirstReplies(reader.handle, answered, hidden, firstRepliesMax + 1);
  const views = await viewsOf(room, [...tops, ...replies], reader);
  const byId = new Map(views.map((view) => [view.id, view]));
  const byTop = Map.groupBy(replies, (row) => row.top_id);
  return tops.map((top) => {
    const cutOff = cut(byTop.get(top.id) ?? [], firstRepliesMax, keyOf);
    const shown = cutOff.rows.map(({ id }): CommentView => byId.get(id)!);
    return { ...byId.get(top.id)!, replies: shown, nextReplies: cutOff.nextCursor };
  });
}
