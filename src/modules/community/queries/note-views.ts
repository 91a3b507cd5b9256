import type { MemberCard } from '#identity';
import type { Sql } from '#platform/db/database.ts';
import type { LinkPreview } from '#platform/link-previews/link-previews.ts';
import type { Id } from '#platform/ids.ts';
import type { PictureView } from '#platform/pictures/picture-view.ts';
import { audienceOf } from '../domain/audience.ts';
import type { Mention } from '../domain/mentions.ts';
import { addressesIn, spansOf, type Span } from '../domain/spans.ts';
import type { Room } from '../room.ts';
import { countsIn } from '../store/counts.ts';
import type { NoteRow } from '../store/tables.ts';
import type { Attachment, NoteView, Paragraph, ReaderMarks } from '../types.ts';
import { attachmentsKey, marksOf, noMarks } from './note-cards.ts';

/** Who reads, and through which handle: a caller's transaction sees its own writes. */
export type Reader = { readerId: Id | undefined; handle: Sql };

/** A note's row, with what its reader did with it where that was read along. */
type ViewedRow = NoteRow & { is_liked?: boolean; is_saved?: boolean };

/** Notes in full; members, pictures and attachments are each read once for all of them. */
export async function viewsOf(room: Room, rows: ViewedRow[], reader: Reader): Promise<NoteView[]> {
  const isCommitted = reader.handle === room.platform.database.sql;
  const [{ members, pictures, attached, places }, marks, links] = await Promise.all([
    isCommitted ? rememberedThings(room, rows) : thingsWithin(room, rows, reader.handle),
    marksBefore(room, rows, reader),
    linksOf(room, rows, reader),
  ]);
  return rows.map((row) => ({
    id: row.id,
    author: members.get(row.author_id)!,
    title: row.title,
    body: paragraphsOf(row, members),
    topics: row.topics,
    city: row.city,
    placeCircleId: row.place_circle_id,
    placeName: places.get(row.place_circle_id ?? '')?.name ?? row.city,
    audience: audienceOf(row),
    pictures: row.picture_ids.flatMap((id) => pictures.get(id) ?? []),
    attachments: attached.get(row.id) ?? [],
    ...countsIn(row),
    ...(marks.get(row.id) ?? noMarks),
    links: addressesIn(row.body).flatMap((url) => links.get(url) ?? []),
    publishedAt: row.published_at,
    editedAt: row.edited_at,
    version: row.version,
    isOwn: row.author_id === reader.readerId,
    ...(row.author_id === reader.readerId
      ? { text: row.body, mentions: row.mentions }
      : { text: [], mentions: [] }),
  }));
}

/** What notes are shown with. */
type Things = {
  members: Map<Id, MemberCard>;
  pictures: Map<Id, PictureView>;
  attached: Map<Id, Attachment[]>;
  places: Map<Id, { name: string }>;
};

/** As this process read them within moments; most notes that are read are read by many. */
async function rememberedThings(room: Room, rows: readonly NoteRow[]): Promise<Things> {
  const [members, attached, pictures, places] = await Promise.all([
    room.authors.getMany(rows.flatMap(membersOf)),
    room.attached.getMany(rows.map(attachmentsKey)),
    room.pictures.getMany(rows.flatMap((row) => row.picture_ids)),
    room.places.getMany(rows.flatMap((row) => row.place_circle_id ?? [])),
  ]);
  return {
    members: new Map([...members].map(([id, { value }]) => [id, value])),
    attached: new Map(rows.map((row) => [row.id, attached.get(attachmentsKey(row))!.value])),
    pictures,
    places,
  };
}

/** As a transaction sees them, its own writes among them. */
async function thingsWithin(room: Room, rows: readonly NoteRow[], handle: Sql): Promise<Things> {
  const [members, pictures, attached, places] = await Promise.all([
    room.rooms.identity.getMembers(rows.flatMap(membersOf), handle),
    room.platform.pictureShelf.getMany(
      rows.flatMap((row) => row.picture_ids),
      handle,
    ),
    room.attachments.hydrate(rows.map((row) => row.id)),
    room.rooms.circles.getMany(
      rows.flatMap((row) => row.place_circle_id ?? []),
      handle,
    ),
  ]);
  return { members, pictures, attached, places };
}

async function marksBefore(
  room: Room,
  rows: readonly ViewedRow[],
  { readerId }: Reader,
): Promise<Map<Id, ReaderMarks>> {
  if (rows.some((row) => row.is_liked === undefined)) return marksOf(room, readerId, rows);
  return new Map(rows.map((row) => [row.id, { isLiked: row.is_liked!, isSaved: row.is_saved! }]));
}

/** What others say of themselves stands in our pages, so it is screened like what members say. */
async function linksOf(room: Room, rows: NoteRow[], { handle }: Reader) {
  const urls = [...new Set(rows.flatMap((row) => addressesIn(row.body)))];
  if (urls.length === 0) return new Map<string, LinkPreview>();
  const found = await room.platform.linkPreviews.getMany(handle, urls);
  const isFine = ({ title, site }: LinkPreview) =>
    !['hold', 'block'].includes(room.rooms.moderation.screen(`${title}\n${site}`));
  return new Map([...found].filter(([, preview]) => isFine(preview)));
}

const membersOf = (row: NoteRow): Id[] => [
  row.author_id,
  ...row.mentions.map(({ memberId }) => memberId),
];

/** A body as spans; members stand under the name they have today. */
export function paragraphsOf(
  row: { body: string[]; mentions: readonly Mention[] },
  members: ReadonlyMap<Id, MemberCard>,
): Paragraph[] {
  const named = (span: Span): Span => {
    const member = span.memberId === null ? undefined : members.get(span.memberId);
    return member ? { ...span, text: `@${member.nickname}` } : { ...span, memberId: null };
  };
  return row.body.map((paragraph) => ({ spans: spansOf(paragraph, row.mentions).map(named) }));
}
