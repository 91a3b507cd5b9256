import type { Actor } from '#platform/actor.ts';
import { decodeCursor, encodeCursor } from '#platform/http/schemas.ts';
import { isId, type Id } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';
import type { CatalogDeps } from '../deps.ts';
import type { Listing } from '../domain/listing.ts';
import {
  readCirclePage,
  readListingsOfNote,
  readSellerPage,
  type CirclePage,
} from '../store/listing-reads.ts';
import type { ListingPage } from '../views.ts';
import { cardsOf } from './cards.ts';

/** The listings of one seller or on sale in a circle, newest first, or those shown in one note. */
export type ListListingsInput = {
  of: { sellerId: Id } | { noteId: Id } | { circleId: Id };
  /** `on-sale`: what can be bought now; `all`: sold out as well, and to its seller everything. */
  show?: 'on-sale' | 'all' | undefined;
  cursor?: string | undefined;
  limit: number;
};

/** A page of listings as cards, of those the reader may see. @throws platform/not-found for a circle the reader is not in */
export async function listListings(
  deps: CatalogDeps,
  actor: Actor | undefined,
  input: ListListingsInput,
): Promise<ListingPage> {
  const handle = deps.platform.database.sql;
  const readerId = actor?.memberId;
  if ('noteId' in input.of) {
    const listings = await readListingsOfNote(handle, input.of.noteId, readerId);
    const shown = listings.filter((one) => input.show === 'all' || one.state === 'live');
    return { items: await cardsOf(deps, handle, shown), nextCursor: null };
  }
  const page = { readerId, after: afterOf(input.cursor), limit: input.limit + 1 };
  const listings =
    'circleId' in input.of
      ? await listingsOfCircle(deps, { ...page, ...input.of })
      : await readSellerPage(handle, {
          ...page,
          ...input.of,
          show: showOf(input.show, readerId === input.of.sellerId),
        });
  const items = listings.slice(0, input.limit);
  const nextCursor = listings.length > input.limit ? cursorOf(items.at(-1)!) : null;
  return { items: await cardsOf(deps, handle, items), nextCursor };
}

async function listingsOfCircle(deps: CatalogDeps, page: CirclePage): Promise<Listing[]> {
  const { circleId, readerId } = page;
  const handle = deps.platform.database.sql;
  const isIn = readerId && (await deps.rooms.circles.isMember(handle, circleId, readerId));
  return isIn ? readCirclePage(handle, page) : refuse('platform/not-found');
}

function showOf(show: ListListingsInput['show'], isOwn: boolean): 'on-sale' | 'public' | 'own' {
  if (show !== 'all') return 'on-sale';
  return isOwn ? 'own' : 'public';
}

function cursorOf(last: Listing): string {
  return encodeCursor([last.publishedAt.getTime(), last.id]);
}

function afterOf(cursor: string | undefined): { publishedAt: Date; id: Id } | undefined {
  const [time, id] = decodeCursor(cursor) ?? [];
  if (!time || !id || !/^\d{1,15}$/.test(time) || !isId(id)) return undefined;
  return { publishedAt: new Date(Number(time)), id };
}
