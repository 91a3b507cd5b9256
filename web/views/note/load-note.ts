import type { RequestEvent } from '@sveltejs/kit';
import { plainListing } from '../product.ts';
import { pictureOf } from '../pictures.ts';

/** Listings one note shows at once; a note carries no more than that. */
const listingsMax = 20;

/** A note with what it sells, ready to be sent to the page. */
export async function loadNote(event: Pick<RequestEvent, 'locals'>, noteId: string) {
  const { rooms, actor } = event.locals;
  const [note, listings] = await Promise.all([
    rooms.community.getNote(actor, noteId),
    rooms.catalog.listListings(actor, { of: { noteId }, show: 'all', limit: listingsMax }),
  ]);
  const { author } = note;
  return {
    id: note.id,
    title: note.title,
    body: note.body,
    city: note.city,
    topics: note.topics,
    publishedAt: note.publishedAt.toISOString(),
    editedAt: note.editedAt?.toISOString(),
    isOwn: note.isOwn,
    pictures: note.pictures.map(pictureOf),
    author: {
      id: author.id,
      name: author.nickname,
      avatarSrc: author.avatarUrl ?? undefined,
      joinedAt: author.joinedAt.toISOString(),
      isVerified: author.isVerified,
    },
    listings: listings.items.map(plainListing),
    feeBps: rooms.house.feeBps,
    checkWithinMs: {
      courier: rooms.house.confirmAfterDeliveredMs,
      pickup: rooms.house.confirmAfterHandoverMs,
      virtual: rooms.house.confirmAfterHandoverMs,
    },
  };
}

/** A note as pages receive it. */
export type LoadedNote = Awaited<ReturnType<typeof loadNote>>;
