import type { Call } from '#platform/actor.ts';
import type { Id } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';
import { noteDeleted } from '../events.ts';
import type { Room } from '../room.ts';
import { lockNote, markDeleted } from '../store/notes.ts';
import { tell } from './publish-note.ts';

/**
 * Deletes an author's own note, taken down or not; deleting it again changes nothing.
 * @throws platform/not-found
 */
export async function deleteNote(room: Room, call: Call, noteId: Id): Promise<{ ok: true }> {
  const answer = await room.platform.run(call, async (tx) => {
    const now = room.platform.clock.now();
    const row = await lockNote(tx, noteId);
    if (row?.author_id !== call.actor.memberId) refuse('platform/not-found');
    if (row.deleted_at) return { ok: true } as const;
    await markDeleted(tx, noteId, now);
    await tell(room, tx, { topic: noteDeleted, noteId, authorId: row.author_id }, now);
    return { ok: true } as const;
  });
  room.platform.outbox.nudge();
  return answer;
}
