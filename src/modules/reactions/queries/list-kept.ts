import type { Actor } from '#platform/actor.ts';
import type { Id } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';
import type { ReaderMarks } from '#community';
import type { Room } from '../room.ts';
import { findCollection, listCollectionRows, listSaves, savedNotes } from '../store/collections.ts';
import { likedNotes, listLikes, type Kept } from '../store/likes.ts';
import type { CollectionRow } from '../store/tables.ts';
import type { CollectionView, PageInput, SavedPage } from '../types.ts';
import { cut, startOf } from './cursors.ts';

/** Covers that a collection shows of itself. */
const coversMax = 3;
/** Notes looked at for covers: some may be gone, or not for this reader. */
const coverNotesMax = 6;

/** What a reader did with these notes, for whoever shows them. */
export async function marksOf(
  room: Room,
  readerId: Id,
  noteIds: Id[],
): Promise<Map<Id, ReaderMarks>> {
  const { sql } = room.platform.database;
  const [liked, saved] = await Promise.all([
    likedNotes(sql, readerId, noteIds),
    savedNotes(sql, readerId, noteIds),
  ]);
  return new Map(noteIds.map((id) => [id, { isLiked: liked.has(id), isSaved: saved.has(id) }]));
}

/** Notes the member likes, the latest first; nobody else may know. */
export async function listLiked(room: Room, actor: Actor, input: PageInput): Promise<SavedPage> {
  const after = startOf(input.cursor, 'time');
  const { sql } = room.platform.database;
  const found = await listLikes(sql, actor.memberId, { after, count: input.limit + 1 });
  return pageOf(room, actor.memberId, { found, limit: input.limit, showsGone: false });
}

/**
 * The notes of a collection, the latest first. Its member also sees where a note was that is gone;
 * others see public collections, and of them the notes that are for them.
 * @throws platform/not-found, platform/invalid-input
 */
export async function listSaved(
  room: Room,
  actor: Actor | undefined,
  { collectionId, ...input }: PageInput & { collectionId: Id },
): Promise<SavedPage> {
  const readerId = actor?.memberId;
  const row = await findSeen(room, readerId, collectionId);
  const after = startOf(input.cursor, 'time');
  const { sql } = room.platform.database;
  const found = await listSaves(sql, row.id, { after, count: input.limit + 1 });
  const showsGone = row.member_id === readerId;
  return pageOf(room, readerId, { found, limit: input.limit, showsGone });
}

/** One collection. @throws platform/not-found where it is not for this reader */
export async function getCollection(
  room: Room,
  actor: Actor | undefined,
  collectionId: Id,
): Promise<CollectionView> {
  const row = await findSeen(room, actor?.memberId, collectionId);
  const all = await listCollections(room, actor, row.member_id);
  return all.find(({ id }) => id === collectionId) ?? refuse('platform/not-found');
}

/** A member's collections; to others the public ones, and none where one of them blocked the other. */
export async function listCollections(
  room: Room,
  actor: Actor | undefined,
  memberId: Id,
): Promise<CollectionView[]> {
  const { sql } = room.platform.database;
  const readerId = actor?.memberId;
  const isOwn = readerId === memberId;
  if (await isHidden(room, readerId, memberId)) return [];
  const all = await listCollectionRows(sql, memberId);
  const rows = all.filter((row) => isOwn || row.public_at);
  const latest = await Promise.all(
    rows.map((row) => listSaves(sql, row.id, { after: undefined, count: coverNotesMax })),
  );
  const noteIds = [...new Set(latest.flat().map(({ note_id }) => note_id))];
  const cards = await room.rooms.community.getCards(noteIds, readerId);
  return rows.map((row, place) => ({
    id: row.id,
    memberId,
    name: row.name,
    isPublic: row.public_at !== null,
    noteCount: row.notes,
    covers: latest[place]!.flatMap(({ note_id }) => cards.get(note_id)?.cover ?? []).slice(
      0,
      coversMax,
    ),
  }));
}

async function findSeen(room: Room, readerId: Id | undefined, id: Id): Promise<CollectionRow> {
  const row = await findCollection(room.platform.database.sql, id);
  if (!row) refuse('platform/not-found');
  if (row.member_id === readerId) return row;
  if (!row.public_at || (await isHidden(room, readerId, row.member_id))) {
    refuse('platform/not-found');
  }
  return row;
}

async function isHidden(room: Room, readerId: Id | undefined, memberId: Id): Promise<boolean> {
  if (readerId === undefined || readerId === memberId) return false;
  return room.rooms.ties.isBlocked(room.platform.database.sql, readerId, memberId);
}

type Found = { found: readonly Kept[]; limit: number; showsGone: boolean };

async function pageOf(
  room: Room,
  readerId: Id | undefined,
  { found, limit, showsGone }: Found,
): Promise<SavedPage> {
  const { rows, nextCursor } = cut(found, limit, (row) => [row.at, row.note_id]);
  const cards = await room.rooms.community.getCards(
    rows.map(({ note_id }) => note_id),
    readerId,
  );
  const items = rows.map(({ note_id, at }) => ({
    noteId: note_id,
    at,
    note: cards.get(note_id) ?? null,
  }));
  return { items: showsGone ? items : items.filter(({ note }) => note), nextCursor };
}
