import type { Actor } from '#platform/actor.ts';
import type { Tx } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';
import type { Room } from '../room.ts';
import { listByIds } from '../store/feed.ts';
import { listEdits } from '../store/edits.ts';
import { findNote, findVisibleNotes, lockNote, type NoteBeforeReader } from '../store/notes.ts';
import type { NoteRow } from '../store/tables.ts';
import { cardOf, hydrate, marksOf, meet, noMarks } from './note-cards.ts';
import type { HeldNote, NoteCard, NoteVersion, NoteView } from '../types.ts';
import { paragraphsOf, viewsOf, type Reader } from './note-views.ts';
import { rowsSeenBy } from './seen-by.ts';

/**
 * A note in full, for those it is for.
 * @throws platform/not-found; community/taken-down for its author alone, with the reason
 */
export async function getNote(room: Room, actor: Actor | undefined, noteId: Id): Promise<NoteView> {
  const reader = { readerId: actor?.memberId, handle: room.platform.database.sql };
  const row = actor
    ? await noteBefore(room, noteId, actor.memberId)
    : await seenNote(room, noteId, reader);
  const [view] = await viewsOf(room, [row], reader);
  return view!;
}

/** The same note as `seenNote` answers, in one read where it is for everybody. */
async function noteBefore(room: Room, noteId: Id, readerId: Id): Promise<NoteBeforeReader> {
  const handle = room.platform.database.sql;
  const there = visibleTo(readerId, await meet(room, noteId, readerId));
  if (there.visibility !== 'public') await seen(room, there, { readerId, handle });
  else if (there.is_blocked) refuse('platform/not-found');
  return there;
}

/** Those of these notes that this reader may see, in full, by id. */
export async function getNotes(
  room: Room,
  noteIds: readonly Id[],
  reader: Reader,
): Promise<Map<Id, NoteView>> {
  const views = await viewsOf(room, await seenRows(room, noteIds, reader), reader);
  return new Map(views.map((view) => [view.id, view]));
}

/**
 * What a note said before, the newest first. A version from when the note was for fewer is shown
 * only to those it was for then.
 * @throws as `getNote`
 */
export async function listVersions(
  room: Room,
  actor: Actor | undefined,
  noteId: Id,
): Promise<NoteVersion[]> {
  const reader = { readerId: actor?.memberId, handle: room.platform.database.sql };
  const { author_id } = await seenNote(room, noteId, reader);
  const all = await listEdits(reader.handle, noteId);
  const edits = await rowsSeenBy(
    room,
    reader,
    all.map((edit) => ({ ...edit, author_id })),
  );
  const members = await room.rooms.identity.getMembers(
    edits.flatMap(({ mentions }) => mentions.map(({ memberId }) => memberId)),
    reader.handle,
  );
  return edits.map((edit) => ({
    version: edit.version,
    title: edit.title,
    body: paragraphsOf(edit, members),
    pictureCount: edit.picture_ids.length,
    replacedAt: edit.replaced_at,
  }));
}

/**
 * Holds a note that this reader may see until the transaction ends.
 * @throws as `getNote`
 */
export async function lockNoteFor(room: Room, tx: Tx, actor: Actor, noteId: Id): Promise<HeldNote> {
  const reader = { readerId: actor.memberId, handle: tx };
  const row = await seen(room, await lockNote(tx, noteId), reader);
  return inShort(row);
}

/** A note that this reader (or a guest) may see, in short. @throws as `getNote` */
export async function noteFor(room: Room, reader: Reader, noteId: Id): Promise<HeldNote> {
  return inShort(await seenNote(room, noteId, reader));
}

/** Holds a note until the transaction ends, whatever became of it. */
export async function lockAnyNote(tx: Tx, noteId: Id): Promise<HeldNote | undefined> {
  const row = await lockNote(tx, noteId);
  return row && inShort(row);
}

/** Those of these notes that this reader may see, as feeds show them, by id. */
export async function getCards(
  room: Room,
  noteIds: readonly Id[],
  reader: Reader,
): Promise<Map<Id, NoteCard>> {
  const seen = await seenRows(room, noteIds, reader);
  const rows = await listByIds(
    reader.handle,
    seen.map(({ id }) => id),
  );
  const [hydrated, marks] = await Promise.all([
    hydrate(room, rows),
    marksOf(room, reader.readerId, rows),
  ]);
  return new Map(
    hydrated.map((one) => [one.row.id, cardOf(one, marks.get(one.row.id) ?? noMarks)]),
  );
}

const inShort = (row: NoteRow): HeldNote => ({
  id: row.id,
  authorId: row.author_id,
  title: row.title,
});

async function seenNote(room: Room, noteId: Id, reader: Reader): Promise<NoteRow> {
  return seen(room, await findNote(reader.handle, noteId), reader);
}

async function seen(room: Room, row: NoteRow | undefined, reader: Reader): Promise<NoteRow> {
  const [found] = await rowsSeenBy(room, reader, [visibleTo(reader.readerId, row)]);
  return found ?? refuse('platform/not-found');
}

async function seenRows(room: Room, noteIds: readonly Id[], reader: Reader): Promise<NoteRow[]> {
  if (noteIds.length === 0) return [];
  return rowsSeenBy(room, reader, await findVisibleNotes(reader.handle, noteIds));
}

/** Lets a reader have a note that is still there, or says what they may know of its absence. */
export function visibleTo<Row extends NoteRow>(
  readerId: Id | undefined,
  row: Row | undefined,
): Row {
  if (!row || row.deleted_at) refuse('platform/not-found');
  if (!row.taken_down_at) return row;
  if (row.author_id !== readerId) refuse('platform/not-found');
  refuse('community/taken-down', {
    reason: row.taken_down_words!,
    reasonCode: row.taken_down_code!,
    title: row.title,
  });
}
