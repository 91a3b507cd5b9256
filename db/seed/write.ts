import type { Audience } from '#community';
import type { Id } from '#platform/ids.ts';
import { timeOf } from './calendar.ts';
import { inTurn } from './in-turn.ts';
import { keyed } from './keyed.ts';
import { readPictureFacts, readTownPicture } from './pictures.ts';
import type { TownListing, TownNote } from './script.ts';
import type {
  Album,
  Offered,
  Resident,
  Residents,
  Seeding,
  TownCircles,
  Written,
} from './seeding.ts';

const atOnce = 8;

/** Publishes the notes of the town, each in its time, and puts on sale what is sold in them. */
export async function writeNotes(
  seeding: Seeding,
  { residents, circles }: { residents: Residents; circles: TownCircles },
): Promise<Written> {
  const album = await openAlbum(seeding.script.notes);
  const written: Written = { notes: [], listings: new Map() };
  const dated = seeding.script.notes.map((note) => {
    return { note, at: timeOf(seeding.movedInAt, note.ago, note.title) };
  });
  const oldestFirst = dated.toSorted((a, b) => a.at.getTime() - b.at.getTime());
  await inTurn(oldestFirst, { atOnce }, ({ note, at }) =>
    seeding.sandbox.clock.asOf(at, async () => {
      const author = residents.get(note.by)!;
      const audience = audienceOf(note, circles);
      const shown = await publish(seeding, { author, note, album, audience });
      written.notes.push({ note, noteId: shown.noteId, at });
      for (const place of note.listings.keys()) {
        const offered = await offer(seeding, { author, note, shown, place });
        written.listings.set(offered.title, { ...offered, at });
      }
    }),
  );
  return written;
}

async function openAlbum(notes: readonly TownNote[]): Promise<Album> {
  const facts = await readPictureFacts();
  const names = new Set(notes.flatMap(({ pictures }) => pictures));
  const album = new Map<string, Awaited<ReturnType<typeof readTownPicture>>>();
  await inTurn([...names], { atOnce }, async (name) => {
    const known = facts.get(name);
    if (!known) throw new Error(`nobody drew the demo picture ${name}`);
    album.set(name, await readTownPicture(known));
  });
  return album;
}

type Shown = { noteId: Id; pictureIds: Id[] };
type Writing = { author: Resident; note: TownNote; album: Album; audience: Audience };

function audienceOf({ onlyFor }: TownNote, circles: TownCircles): Audience {
  if (onlyFor === undefined) return { kind: 'public' };
  if (onlyFor === '粉丝') return { kind: 'followers' };
  return { kind: 'circle', circleId: circles.get(onlyFor)! };
}

async function publish(
  { app }: Seeding,
  { author, note, album, audience }: Writing,
): Promise<Shown> {
  const { memberId } = author.call.actor;
  const pictureIds: Id[] = [];
  for (const name of note.pictures) {
    const picture = { ownerId: memberId, ...album.get(name)! };
    pictureIds.push(await app.platform.pictureShelf.keepReady(picture));
  }
  const { noteId } = await app.rooms.community.publishNote(
    keyed(author.call, `note/${note.title}`),
    {
      title: note.title,
      body: [...note.body],
      topics: [...note.topics],
      city: author.city,
      pictureIds,
      audience,
    },
  );
  return { noteId, pictureIds };
}

type Offering = { author: Resident; note: TownNote; shown: Shown; place: number };

async function offer(
  { app }: Seeding,
  { author, note, shown, place }: Offering,
): Promise<Omit<Offered, 'at'>> {
  const listing = note.listings[place]!;
  const { title, priceFen, freightFen, quantity, condition, delivery } = listing;
  const { listingId } = await app.rooms.catalog.createListing(
    keyed(author.call, `listing/${title}`),
    {
      title,
      priceFen,
      freightFen,
      quantity,
      condition,
      delivery,
      flaw: listing.flaw,
      shipWithin: listing.shipWithin,
      noteId: shown.noteId,
      pictureIds: picturesOf(listing, note, shown.pictureIds),
    },
  );
  return { ...listing, listingId, by: author.place };
}

/** Several things in one note are each shown by a picture of their own, where there are enough. */
function picturesOf(listing: TownListing, note: TownNote, pictureIds: Id[]): Id[] {
  const place = note.listings.indexOf(listing);
  const isOneOfMany = note.listings.length > 1 && pictureIds.length >= note.listings.length;
  return isOneOfMany ? [pictureIds[place]!] : pictureIds;
}
