import type { MemberCard } from '#identity';
import { secondMs, type Clock } from '#platform/clock.ts';
import { afterCommit, type Sql } from '#platform/db/database.ts';
import { toJson } from '#platform/http/json.ts';
import type { Id } from '#platform/ids.ts';
import type { Platform } from '#platform/room.ts';
import type { PictureView } from '#platform/pictures/picture-view.ts';
import { createShortCache } from '#platform/short-cache.ts';
import type { Room, RoomsBelow, Written } from '../room.ts';
import { countsIn } from '../store/counts.ts';
import { listByIds, type MarkedRow } from '../store/feed.ts';
import { findNoteBefore, type NoteBeforeReader } from '../store/notes.ts';
import type { FeedRow } from '../store/tables.ts';
import type {
  Attachment,
  HydrateAttachments,
  NoteCard,
  NoteCounts,
  ReaderMarks,
} from '../types.ts';

/** What the note itself knows of its card; author and attachments join it on each read. */
export type OwnFields = Omit<
  NoteCard,
  'author' | 'attachments' | keyof NoteCounts | keyof ReaderMarks
>;

/** The text in which a card's own fields are kept, and sent. */
export const writeOwnFields = (fields: OwnFields): string => toJson(fields);

type StoredFields = Omit<OwnFields, 'publishedAt'> & { publishedAt: string; cover: PictureView };

/** A feed's line with everything that its card shows. */
export type HydratedRow<Row extends FeedRow = FeedRow> = {
  row: Row;
  author: Written<MemberCard>;
  attachments: Written<Attachment[]>;
};

/** Finds authors and attachments of a page's notes: at most one read each, often none. */
export async function hydrate<Row extends FeedRow>(
  room: Room,
  rows: Row[],
): Promise<HydratedRow<Row>[]> {
  const [authors, attached] = await Promise.all([
    room.authors.getMany(rows.map((row) => row.author_id)),
    room.attached.getMany(rows.map(attachmentsKey)),
  ]);
  return rows.map((row) => {
    const author = authors.get(row.author_id);
    if (!author) throw new Error(`note ${row.id} has no author ${row.author_id}`);
    return { row, author, attachments: attached.get(attachmentsKey(row))! };
  });
}

/** The card as an object, for pages and rooms above. */
export function cardOf({ row, author, attachments }: HydratedRow, marks: ReaderMarks): NoteCard {
  const fields = JSON.parse(row.card) as StoredFields;
  return {
    ...fields,
    publishedAt: row.published_at,
    author: author.value,
    attachments: attachments.value,
    ...countsIn(row),
    ...marks,
  };
}

/** The same card as JSON text, joined from texts that are already written; its end is left open. */
export function cardJsonOf(
  { row, author, attachments }: HydratedRow,
  { isLiked, isSaved }: ReaderMarks,
): string {
  const { like_count, comment_count, save_count } = row;
  return `${row.card.slice(0, -1)},"likeCount":${like_count},"commentCount":${comment_count},"saveCount":${save_count},"isLiked":${isLiked},"isSaved":${isSaved},"author":${author.json},"attachments":${attachments.json}`;
}

/** What the reader of a feed did with one of its notes. */
export const marksIn = ({ is_liked, is_saved }: MarkedRow): ReaderMarks => ({
  isLiked: is_liked,
  isSaved: is_saved,
});

export const noMarks: ReaderMarks = { isLiked: false, isSaved: false };

/** What a reader did with these notes; nothing is asked for a guest. */
export async function marksOf(
  room: Room,
  readerId: Id | undefined,
  rows: readonly { id: Id }[],
): Promise<Map<Id, ReaderMarks>> {
  if (readerId === undefined || rows.length === 0) return new Map();
  return room.marks.hydrate(
    readerId,
    rows.map(({ id }) => id),
  );
}

/** What the tags of a note are remembered under. */
export const attachmentsKey = (row: { id: Id; attachments_version: number }): string =>
  `${row.id}/${row.attachments_version}`;

/** How long what is remembered is believed; news of a change comes long before. */
const linesTtlMs = 20 * secondMs;
const entriesMax = 30_000;

/** The lines of notes that are there; what changes one makes every process forget it. */
export function createLines({ database, clock, realtime }: Platform): Room['lines'] {
  const lines: Room['lines'] = createShortCache({
    clock,
    ttlMs: linesTtlMs,
    entriesMax,
    isHearing: realtime.isHearing,
    load: async (ids) => new Map((await listByIds(database.sql, ids)).map((row) => [row.id, row])),
  });
  realtime.whenStale('note', lines.drop);
  return lines;
}

/** How long a note is believed to be as its reader just met it; news of a change comes long before. */
const metTtlMs = 20 * secondMs;
const metKey = (noteId: Id, readerId: Id) => `${noteId}/${readerId}`;

/** Notes as readers have just met them. */
export function createMet({ clock, realtime }: Platform): Room['met'] {
  const met: Room['met'] = createShortCache({
    clock,
    ttlMs: metTtlMs,
    entriesMax: 2_000,
    isHearing: realtime.isHearing,
  });
  realtime.whenStale('note', (ids) => met.forget((key) => ids?.includes(idOf(key)) ?? true));
  realtime.whenStale('reader', (ids) =>
    met.forget((key) => ids?.includes(key.slice(key.indexOf('/') + 1)) ?? true),
  );
  return met;
}

/** A note as its reader meets it, read or remembered; whether it is for them is the caller's affair. */
export async function meet(
  room: Room,
  noteId: Id,
  readerId: Id,
): Promise<NoteBeforeReader | undefined> {
  const row = await room.met.getOr(metKey(noteId, readerId), async () => {
    const marks = room.marks.columns(readerId);
    const found = await findNoteBefore(room.platform.database.sql, noteId, { readerId, marks });
    return { found };
  });
  return row.found;
}

/** Makes every process read these notes anew once the transaction has committed. */
export function forgetNotes(
  { realtime }: Pick<Platform, 'realtime'>,
  tx: Sql,
  noteIds: readonly Id[],
): void {
  afterCommit(tx, () => realtime.forget('note', noteIds));
}

/** Of a member who renames themselves all processes are told; a new badge is seen within this time. */
const authorsTtlMs = 30 * secondMs;

export function createAuthors(platform: Platform, identity: RoomsBelow['identity']) {
  const authors: Room['authors'] = createShortCache({
    clock: platform.clock,
    ttlMs: authorsTtlMs,
    entriesMax,
    isHearing: platform.realtime.isHearing,
    load: async (ids) => writtenAll(await identity.getMembers(ids)),
  });
  platform.realtime.whenStale('member', authors.drop);
  return authors;
}

/**
 * A count of pieces is at most this old; of what is sold out all processes are told. What must be
 * seen at once (a listing taken down, a new price) changes the note's attachments version, and with
 * it the key.
 */
const attachedTtlMs = 10 * secondMs;

export function createAttached(platform: Platform, port: { hydrate: HydrateAttachments }) {
  const attached: Room['attached'] = createShortCache({
    clock: platform.clock,
    ttlMs: attachedTtlMs,
    entriesMax,
    isHearing: platform.realtime.isHearing,
    async load(keys) {
      const found = await port.hydrate(keys.map(idOf));
      return writtenAll(new Map(keys.map((key) => [key, found.get(idOf(key)) ?? []])));
    },
  });
  platform.realtime.whenStale('attachments', (noteIds) =>
    attached.forget((key) => noteIds?.includes(idOf(key)) ?? true),
  );
  return attached;
}

const idOf = (key: string): Id => key.slice(0, key.indexOf('/'));

/** A circle that is renamed is named so everywhere within this time. */
const placesTtlMs = 5 * secondMs;

/** The names of campuses and buildings that notes are about. */
export const createPlaces = (clock: Clock, circles: RoomsBelow['circles']): Room['places'] =>
  createShortCache({
    clock,
    ttlMs: placesTtlMs,
    entriesMax: 2_000,
    load: (ids) => circles.getMany(ids),
  });

/** Pictures never change; one that is taken away is no longer among its note's. */
export const createPictures = ({ clock, pictureShelf }: Platform): Room['pictures'] =>
  createShortCache({
    clock,
    ttlMs: 10 * secondMs,
    entriesMax: 20_000,
    load: (ids) => pictureShelf.getMany(ids),
  });

function writtenAll<T>(values: Map<string, T>): Map<string, Written<T>> {
  return new Map([...values].map(([key, value]) => [key, { value, json: toJson(value) }]));
}
