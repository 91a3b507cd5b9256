import type { SubjectHandlers } from '#moderation';
import type { Sql } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import { firstWords } from '../domain/comment.ts';
import type { Room } from '../room.ts';
import type { CommentRow } from '../store/tables.ts';
import { findComment, isLive } from '../store/comments.ts';
import { seesNote } from '../queries/sees-note.ts';
import { end, holdWithNote } from './change-comment.ts';

/** How moderation finds, shows and takes down comments. */
export function commentSubject(room: Room): SubjectHandlers {
  return {
    async ownerOf(handle, commentId, reporterId) {
      const row = await findComment(handle, commentId);
      if (!row || !isLive(row)) return null;
      return (await isSeen(room, handle, row, reporterId)) ? row.member_id : null;
    },
    async snapshot(handle, commentId) {
      const row = await findComment(handle, commentId);
      if (!row) return undefined;
      const { body, note_id, written_at } = row;
      return {
        title: firstWords(body),
        body,
        noteId: note_id,
        writtenAt: written_at,
        pictureIds: [],
      };
    },
    async takeDown(tx, commentId) {
      const { row } = await holdWithNote(room, tx, commentId);
      await end(room, tx, row, 'taken-down');
    },
  };
}

/** Whether a member sees a comment: its note, and nobody between the two blocked the other. */
async function isSeen(room: Room, handle: Sql, row: CommentRow, readerId: Id): Promise<boolean> {
  const { isBlocked } = room.rooms.ties;
  if (!(await seesNote(room, handle, readerId, row.note_id))) return false;
  return readerId === row.member_id || !(await isBlocked(handle, readerId, row.member_id));
}
