import type { SubjectHandlers } from '#moderation';
import { noteTakenDown } from '../events.ts';
import type { Room } from '../room.ts';
import { findNote, markTakenDown } from '../store/notes.ts';
import { tell } from './publish-note.ts';

/** How moderation finds, shows and takes down notes. */
export function noteSubject(room: Room): SubjectHandlers {
  return {
    async ownerOf(handle, noteId) {
      const row = await findNote(handle, noteId);
      return row && !row.deleted_at && !row.taken_down_at ? row.author_id : null;
    },
    async snapshot(handle, noteId) {
      const row = await findNote(handle, noteId);
      if (!row) return undefined;
      return {
        title: row.title,
        body: row.body,
        topics: row.topics,
        city: row.city,
        pictureIds: row.picture_ids,
        publishedAt: row.published_at,
        editedAt: row.edited_at,
      };
    },
    async takeDown(tx, noteId, reason, now) {
      const authorId = await markTakenDown(tx, noteId, reason, now);
      if (authorId) await tell(room, tx, { topic: noteTakenDown, noteId, authorId }, now);
    },
  };
}
