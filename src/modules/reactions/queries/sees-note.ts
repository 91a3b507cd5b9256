import type { Sql } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import { isRefusal } from '#platform/refusal.ts';
import type { Room } from '../room.ts';

/** Whether a member may see a note, as it is and as they stand with its author now. */
export async function seesNote(
  room: Room,
  handle: Sql,
  readerId: Id,
  noteId: Id,
): Promise<boolean> {
  try {
    await room.rooms.community.noteFor(handle, readerId, noteId);
    return true;
  } catch (error) {
    if (isRefusal(error)) return false;
    throw error;
  }
}
