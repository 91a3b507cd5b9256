import type { Sql } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import type { CatalogDeps } from '../deps.ts';
import type { Listing } from '../domain/listing.ts';
import { previewNet } from '../domain/net.ts';
import { freeOf } from '../domain/state.ts';
import { readListings, readListingsSeenBy } from '../store/listing-reads.ts';
import type { ListingCard, ListingTag } from '../views.ts';

/** Cards of listings by id; unknown ids are absent, and what was taken down shows no content. */
export async function getListings(
  deps: CatalogDeps,
  ids: readonly Id[],
  handle: Sql = deps.platform.database.sql,
): Promise<Map<Id, ListingCard>> {
  const listings = await readListings(handle, [...new Set(ids)]);
  const cards = await cardsOf(deps, handle, [...listings.values()]);
  return new Map(cards.map((card) => [card.id, card]));
}

/** The same of those that this reader (or a guest) may see. */
export async function getListingsFor(
  deps: CatalogDeps,
  readerId: Id | undefined,
  ids: readonly Id[],
  handle: Sql = deps.platform.database.sql,
): Promise<Map<Id, ListingCard>> {
  const listings = await readListingsSeenBy(handle, readerId, [...new Set(ids)]);
  const cards = await cardsOf(deps, handle, [...listings.values()]);
  return new Map(cards.map((card) => [card.id, card]));
}

/** Cards in the order of their listings: sellers and covers are each read once for all. */
export async function cardsOf(
  deps: CatalogDeps,
  handle: Sql,
  listings: Listing[],
): Promise<ListingCard[]> {
  const shown = listings.map((listing) => (listing.takenDownAt ? blank(listing) : listing));
  const sellers = await deps.rooms.identity.getMembers(
    [...new Set(shown.map((listing) => listing.sellerId))],
    handle,
  );
  const coverIds = shown.flatMap((listing) => listing.pictureIds.slice(0, 1));
  const covers = await deps.platform.pictureShelf.getMany(coverIds, handle);
  return shown.map((listing) => ({
    ...tagOf(listing),
    noteId: listing.noteId,
    audience: listing.audience,
    flaw: listing.flaw,
    shipWithin: listing.shipWithin,
    free: freeOf(listing),
    awayUntil: listing.awayUntil,
    cover: covers.get(listing.pictureIds[0] ?? '') ?? null,
    seller: sellers.get(listing.sellerId)!,
    netFen: previewNet(listing.priceFen, 1, listing.freightFen).netFen,
  }));
}

/** What one row says of a listing. */
export function tagOf(listing: Listing): ListingTag {
  return {
    id: listing.id,
    sellerId: listing.sellerId,
    title: listing.title,
    priceFen: listing.priceFen,
    condition: listing.condition,
    delivery: listing.delivery,
    freightFen: listing.freightFen,
    freightMostFen: listing.freightMostFen,
    stock: listing.stock,
    state: listing.state,
    coverUrl: listing.coverUrl,
  };
}

/** A listing that was taken down leaves its place in a conversation, but not its content. */
function blank(listing: Listing): Listing {
  return { ...listing, title: '', description: '', flaw: null, pictureIds: [], coverUrl: null };
}
