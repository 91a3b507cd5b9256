import type { HeldNote } from '#community';
import type { Call } from '#platform/actor.ts';
import type { Tx } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';
import { firstWords } from '../domain/comment.ts';
import { likesPerHour } from '../domain/rules.ts';
import type { Room } from '../room.ts';
import { endComment, findComment, isLive, lockComment, pinOnly } from '../store/comments.ts';
import { deleteCommentLike, insertCommentLike } from '../store/likes.ts';
import type { CommentRow } from '../store/tables.ts';
import type { LikeState } from '../types.ts';
import { holdBack } from './limits.ts';
import { holdAny, holdForReaction } from './react-to-note.ts';
import { tellOf } from './tell.ts';

/**
 * Deletes a comment or reply: one's own, or any under one's own note; again is no error. Replies
 * stay, under a line that says something was there. Locks: the note, then the comment.
 * @throws platform/not-found
 */
export async function deleteComment(room: Room, call: Call, commentId: Id): Promise<{ ok: true }> {
  const { memberId } = call.actor;
  return room.platform.run(call, async (tx) => {
    const { row, note } = await holdWithNote(room, tx, commentId);
    if (row.member_id !== memberId && note.authorId !== memberId) refuse('platform/not-found');
    await end(room, tx, row, { deletedBy: memberId });
    return { ok: true } as const;
  });
}

/** Ends a comment and counts it out; once. */
export async function end(
  room: Room,
  tx: Tx,
  row: CommentRow,
  how: { deletedBy: Id } | 'taken-down',
): Promise<void> {
  if (!(await endComment(tx, row, how, room.platform.clock.now()))) return;
  await room.rooms.community.countChanged(tx, row.note_id, { comments: -1 });
}

/** Finds a comment and holds its note, then itself. @throws platform/not-found */
export async function holdWithNote(
  room: Room,
  tx: Tx,
  commentId: Id,
): Promise<{ row: CommentRow; note: HeldNote }> {
  const found = (await findComment(tx, commentId)) ?? refuse('platform/not-found');
  const note = await holdAny(room, tx, found.note_id);
  return { row: (await lockComment(tx, commentId))!, note };
}

/**
 * Puts one comment of an own note on top, in place of the one that stood there; or takes it down
 * from there. Again is no error. Locks: the note.
 * @throws platform/not-found, reactions/comment-gone, reactions/pin-top-only
 */
export async function pinComment(
  room: Room,
  call: Call,
  { commentId, isPinned }: { commentId: Id; isPinned: boolean },
): Promise<{ ok: true }> {
  return room.platform.run(call, async (tx) => {
    const { row, note } = await holdWithNote(room, tx, commentId);
    if (note.authorId !== call.actor.memberId) refuse('platform/not-found');
    if (!isPinned) {
      if (row.pinned_at) await pinOnly(tx, note.id, undefined, room.platform.clock.now());
      return { ok: true } as const;
    }
    if (!isLive(row)) refuse('reactions/comment-gone');
    if (row.top_id) refuse('reactions/pin-top-only');
    await pinOnly(tx, note.id, row.id, room.platform.clock.now());
    return { ok: true } as const;
  });
}

/**
 * Likes a comment or reply of a note that the member may see; again is no error.
 * Locks: the note, the comment, the member's rate.
 * @throws platform/not-found, reactions/comment-gone, reactions/too-fast
 */
export async function likeComment(room: Room, call: Call, commentId: Id): Promise<LikeState> {
  const { memberId } = call.actor;
  const answer = await room.platform.run(call, async (tx) => {
    const now = room.platform.clock.now();
    const row = await holdSeen(room, tx, call, commentId);
    const isNew = await insertCommentLike(tx, commentId, memberId, now);
    if (isNew) {
      await holdBack(tx, likesPerHour, memberId, now);
      await tellOf(room, tx, {
        actorId: memberId,
        toId: row.member_id,
        type: 'reactions/liked-comment',
        noteId: row.note_id,
        params: { words: firstWords(row.body) },
        link: `/comment/${row.id}`,
        dedupeKey: `reactions/liked-comment/${row.id}/${memberId}`,
      });
    }
    return { isLiked: true, likeCount: row.like_count + Number(isNew) };
  });
  room.platform.outbox.nudge();
  return answer;
}

/** Takes a like back; again is no error. @throws platform/not-found */
export async function unlikeComment(room: Room, call: Call, commentId: Id): Promise<LikeState> {
  return room.platform.run(call, async (tx) => {
    const row = (await lockComment(tx, commentId)) ?? refuse('platform/not-found');
    const wasLiked = await deleteCommentLike(tx, commentId, call.actor.memberId);
    return { isLiked: false, likeCount: row.like_count - Number(wasLiked) };
  });
}

/** Holds a comment that this member sees: its note is there, and nobody blocked anybody. */
async function holdSeen(room: Room, tx: Tx, call: Call, commentId: Id): Promise<CommentRow> {
  const found = (await findComment(tx, commentId)) ?? refuse('platform/not-found');
  await holdForReaction(room, tx, call.actor, found.note_id);
  const { memberId } = call.actor;
  if (await room.rooms.ties.isBlocked(tx, memberId, found.member_id)) refuse('platform/not-found');
  const row = (await lockComment(tx, commentId))!;
  if (!isLive(row)) refuse('reactions/comment-gone');
  return row;
}
