import type { SubjectHandlers } from '#moderation';
import { firstWords } from '../domain/comment.ts';
import type { Room } from '../room.ts';
import { findComment, isLive } from '../store/comments.ts';
import { end, holdWithNote } from './change-comment.ts';

/** How moderation finds, shows and takes down comments. */
export function commentSubject(room: Room): SubjectHandlers {
  return {
    async ownerOf(handle, commentId) {
      const row = await findComment(handle, commentId);
      return row && isLive(row) ? row.member_id : null;
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
