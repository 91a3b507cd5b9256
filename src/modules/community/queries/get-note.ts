import type { Actor } from '#platform/actor.ts';
import type { Sql } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';
import { spansOf } from '../domain/topics.ts';
import type { Room } from '../room.ts';
import { findNote, findVisibleNotes } from '../store/notes.ts';
import type { NoteRow } from '../store/tables.ts';
import type { NoteView } from '../types.ts';

/**
 * A note in full.
 * @throws platform/not-found; community/taken-down for its author alone, with the reason
 */
export async function getNote(room: Room, actor: Actor | undefined, noteId: Id): Promise<NoteView> {
  const handle = room.platform.database.sql;
  const row = visibleTo(actor?.memberId, await findNote(handle, noteId));
  const [view] = await viewsOf(room, [row], { readerId: actor?.memberId, handle });
  return view!;
}

/** Those of these notes that this reader can see, in full, by id. */
export async function getNotes(
  room: Room,
  noteIds: readonly Id[],
  reader: Reader,
): Promise<Map<Id, NoteView>> {
  if (noteIds.length === 0) return new Map();
  const rows = await findVisibleNotes(reader.handle, noteIds);
  const views = await viewsOf(room, rows, reader);
  return new Map(views.map((view) => [view.id, view]));
}

/** Who reads, and through which handle: a caller's transaction sees its own writes. */
export type Reader = { readerId: Id | undefined; handle: Sql };

/** Authors, pictures and attachments are each read once for all notes. */
async function viewsOf(room: Room, rows: NoteRow[], reader: Reader): Promise<NoteView[]> {
  const [authors, pictures, attached] = await Promise.all([
    room.rooms.identity.getMembers(
      rows.map((row) => row.author_id),
      reader.handle,
    ),
    room.platform.pictureShelf.getMany(
      rows.flatMap((row) => row.picture_ids),
      reader.handle,
    ),
    room.attachments.hydrate(rows.map((row) => row.id)),
  ]);
  return rows.map((row) => ({
    id: row.id,
    author: authors.get(row.author_id)!,
    title: row.title,
    body: row.body.map((paragraph) => ({ spans: spansOf(paragraph) })),
    topics: row.topics,
    city: row.city,
    pictures: row.picture_ids.flatMap((id) => pictures.get(id) ?? []),
    attachments: attached.get(row.id) ?? [],
    publishedAt: row.published_at,
    editedAt: row.edited_at,
    isOwn: row.author_id === reader.readerId,
  }));
}

/** Lets a reader have a note, or says what they may know of its absence. */
export function visibleTo(readerId: Id | undefined, row: NoteRow | undefined): NoteRow {
  if (!row || row.deleted_at) refuse('platform/not-found');
  if (!row.taken_down_at) return row;
  if (row.author_id !== readerId) refuse('platform/not-found');
  refuse('community/taken-down', {
    reason: row.taken_down_words!,
    reasonCode: row.taken_down_code!,
    title: row.title,
  });
}
