import { spansOf } from '#community';
import type { Sql } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import type { Room } from '../room.ts';
import { isLive } from '../store/comments.ts';
import { likedComments } from '../store/likes.ts';
import type { CommentRow } from '../store/tables.ts';
import type { CommentView } from '../types.ts';

/** Who reads, through which handle, and who wrote the note. */
export type Reader = { readerId: Id | undefined; handle: Sql; authorId: Id };

/** Comments as this reader sees them; members and likes are read once for all of them. */
export async function viewsOf(
  room: Room,
  rows: readonly CommentRow[],
  reader: Reader,
): Promise<CommentView[]> {
  if (rows.length === 0) return [];
  const { readerId, authorId, handle } = reader;
  const memberIds = rows.flatMap((row) => [row.member_id, row.answers_member_id ?? []].flat());
  const [members, liked] = await Promise.all([
    room.rooms.identity.getMembers(memberIds, handle),
    likedComments(
      handle,
      readerId,
      rows.map(({ id }) => id),
    ),
  ]);
  const isAuthor = readerId === authorId;
  return rows.map((row) => {
    const isThere = isLive(row);
    const isOwn = isThere && row.member_id === readerId;
    return {
      id: row.id,
      noteId: row.note_id,
      topId: row.top_id,
      writer: (isThere && members.get(row.member_id)) || null,
      body: isThere ? row.body.map((paragraph) => ({ spans: spansOf(paragraph) })) : [],
      answers: (isThere && row.answers_member_id && members.get(row.answers_member_id)) || null,
      writtenAt: row.written_at,
      likeCount: isThere ? row.like_count : 0,
      replyCount: row.reply_count,
      isLiked: isThere && liked.has(row.id),
      isPinned: row.pinned_at !== null,
      isOwn,
      isByAuthor: isThere && row.member_id === authorId,
      mayDelete: isThere && (isOwn || isAuthor),
      mayPin: isThere && isAuthor && row.top_id === null,
      isGone: !isThere,
    };
  });
}
