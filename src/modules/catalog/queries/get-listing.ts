import type { Actor } from '#platform/actor.ts';
import type { Id } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';
import type { CatalogDeps } from '../deps.ts';
import { isPublic, type Listing } from '../domain/listing.ts';
import { previewNet } from '../domain/net.ts';
import { pricesShownMax } from '../domain/rules.ts';
import { readListings, readListingsSeenBy, readNewestPrices } from '../store/listing-reads.ts';
import type { ListingView, ReservationView } from '../views.ts';
import { freeOf } from '../domain/state.ts';
import { listOpen } from '../store/reservation-store.ts';
import { readHoliday } from '../store/shop-store.ts';
import { tagOf } from './cards.ts';

/**
 * One listing in full, for those it is for. What was taken down is shown to its seller and to
 * operators only, who see everything.
 * @throws platform/not-found
 */
export async function getListing(
  deps: CatalogDeps,
  actor: Actor | undefined,
  input: { listingId: Id },
): Promise<ListingView> {
  const handle = deps.platform.database.sql;
  const ids = [input.listingId];
  const found = isOperator(actor)
    ? await readListings(handle, ids)
    : await readListingsSeenBy(handle, actor?.memberId, ids);
  const listing = found.get(input.listingId);
  const isOwn = listing?.sellerId === actor?.memberId;
  const seesAll = isOwn || isOperator(actor);
  if (!listing || !(isPublic(listing) || seesAll)) refuse('platform/not-found');
  return viewOf(deps, listing, { isOwn, seesAll, readerId: actor?.memberId });
}

function isOperator(actor: Actor | undefined): boolean {
  return actor !== undefined && actor.isOperator && actor.secondFactorAt !== null;
}

async function viewOf(
  deps: CatalogDeps,
  listing: Listing,
  viewer: { isOwn: boolean; seesAll: boolean; readerId: Id | undefined },
): Promise<ListingView> {
  const handle = deps.platform.database.sql;
  const [sellers, pictures, priceHistory, reservations, holiday] = await Promise.all([
    deps.rooms.identity.getMembers([listing.sellerId], handle),
    deps.platform.pictureShelf.getMany(listing.pictureIds, handle),
    readNewestPrices(handle, listing.id, pricesShownMax),
    listing.reserved > 0 ? reservationsFor(deps, listing, viewer) : [],
    listing.awayUntil ? readHoliday(handle, listing.sellerId) : undefined,
  ]);
  const shown = listing.pictureIds.flatMap((id) => pictures.get(id) ?? []);
  return {
    ...tagOf(listing),
    noteId: listing.noteId,
    audience: listing.audience,
    cover: shown[0] ?? null,
    seller: sellers.get(listing.sellerId)!,
    netFen: previewNet(listing.priceFen, 1, listing.freightFen).netFen,
    description: listing.description,
    flaw: listing.flaw,
    shipWithin: listing.shipWithin,
    free: freeOf(listing),
    awayUntil: listing.awayUntil,
    awayNote: holiday?.note ?? null,
    retitledAt: listing.retitledAt,
    reservations,
    pictures: shown,
    priceHistory,
    version: listing.version,
    publishedAt: listing.publishedAt,
    editedAt: listing.editedAt,
    isOwn: viewer.isOwn,
    freightTemplateId: viewer.isOwn ? listing.freightTemplateId : null,
    takeDownReason: viewer.seesAll ? listing.takeDownReason : null,
  };
}

/** What is kept: its seller sees everything, a member what is kept for them. */
async function reservationsFor(
  deps: CatalogDeps,
  listing: Listing,
  { isOwn, readerId }: { isOwn: boolean; readerId: Id | undefined },
): Promise<ReservationView[]> {
  const handle = deps.platform.database.sql;
  const open = await listOpen(handle, listing.id);
  const shown = open.filter(({ memberId }) => isOwn || memberId === readerId);
  const members = await deps.rooms.identity.getMembers(
    shown.map(({ memberId }) => memberId),
    handle,
  );
  return shown.map(({ id, memberId, quantity, until }) => {
    return { id, member: members.get(memberId)!, quantity, until };
  });
}
