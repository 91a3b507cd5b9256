import type { MemberCard } from '#identity';
import type { Sql } from '#platform/db/database.ts';
import type { LinkPreview } from '#platform/link-previews/link-previews.ts';
import type { Id } from '#platform/ids.ts';
import { audienceOf } from '../domain/audience.ts';
import type { Mention } from '../domain/mentions.ts';
import { addressesIn, spansOf, type Span } from '../domain/spans.ts';
import type { Room } from '../room.ts';
import { countsIn } from '../store/counts.ts';
import type { NoteRow } from '../store/tables.ts';
import type { NoteView, Paragraph } from '../types.ts';
import { marksOf, noMarks } from './note-cards.ts';

/** Who reads, and through which handle: a caller's transaction sees its own writes. */
export type Reader = { readerId: Id | undefined; handle: Sql };

/** Notes in full; members, pictures and attachments are each read once for all of them. */
export async function viewsOf(room: Room, rows: NoteRow[], reader: Reader): Promise<NoteView[]> {
  const [members, pictures, attached, marks, links, places] = await Promise.all([
    room.rooms.identity.getMembers(rows.flatMap(membersOf), reader.handle),
    room.platform.pictureShelf.getMany(
      rows.flatMap((row) => row.picture_ids),
      reader.handle,
    ),
    room.attachments.hydrate(rows.map((row) => row.id)),
    marksOf(room, reader.readerId, rows),
    linksOf(room, rows, reader),
    room.rooms.circles.getMany(
      rows.flatMap((row) => row.place_circle_id ?? []),
      reader.handle,
    ),
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

/** What others say of themselves stands in our pages, so it is screened like what members say. */
async function linksOf(room: Room, rows: NoteRow[], { handle }: Reader) {
  const urls = [...new Set(rows.flatMap((row) => addressesIn(row.body)))];
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
