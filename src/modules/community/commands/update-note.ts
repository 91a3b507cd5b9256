import type { Call } from '#platform/actor.ts';
import type { Id } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';
import { composeNote, type NoteDraft } from '../domain/note.ts';
import { topicsIn } from '../domain/topics.ts';
import { noteChanged } from '../events.ts';
import { visibleTo } from '../queries/get-note.ts';
import type { Room } from '../room.ts';
import { lockNote, rewriteNote } from '../store/notes.ts';
import type { NoteRow } from '../store/tables.ts';
import type { NoteChange } from '../types.ts';
import { screenContent, storedNote, tell } from './publish-note.ts';

/**
 * Changes what an author says of a note; what is not given stays. Topics named in the text come
 * and go with it.
 * @throws platform/not-found, community/taken-down, and all that `publish` does
 */
export async function updateNote(
  room: Room,
  call: Call,
  change: NoteChange,
): Promise<{ noteId: Id }> {
  const answer = await room.platform.run(call, async (tx) => {
    const now = room.platform.clock.now();
    const authorId = call.actor.memberId;
    const row = visibleTo(authorId, await lockNote(tx, change.noteId));
    if (row.author_id !== authorId) refuse('platform/not-found');
    const content = composeNote(draftOf(row, change));
    screenContent(room, content);
    const ids = { id: row.id, authorId, publishedAt: row.published_at };
    await rewriteNote(tx, await storedNote(room, tx, { ...content, ...ids }), now);
    await tell(room, tx, { topic: noteChanged, noteId: row.id, authorId }, now);
    return { noteId: row.id };
  });
  room.platform.outbox.nudge();
  return answer;
}

function draftOf(row: NoteRow, change: NoteChange): NoteDraft {
  const fromText = new Set(topicsIn(row.body));
  return {
    title: change.title ?? row.title,
    body: change.body ?? row.body,
    topics: change.topics ?? row.topics.filter((topic) => !fromText.has(topic)),
    city: change.city === undefined ? row.city : change.city,
    pictureIds: change.pictureIds ?? row.picture_ids,
  };
}
