import type { Tx } from '#platform/db/database.ts';
import { bucketOf, type Id } from '#platform/ids.ts';
import type { Subscription } from '#platform/outbox.ts';
import type { CatalogDeps } from '../deps.ts';
import { dayOf } from '../domain/holiday.ts';
import { dropLookBackMs, isDrop } from '../domain/price-drop.ts';
import { priceDropped, type PriceDropEvent } from '../events.ts';
import { readListings, readPricesSince, whoSees } from '../store/listing-reads.ts';

/** Members told in one transaction; the next are told by the next event. */
const batchMax = 200;

/**
 * Tells the outbox of a price that fell far enough; called before the new price is written.
 * Who is told is found out after the commit.
 */
export async function emitIfDropped(
  { platform }: CatalogDeps,
  tx: Tx,
  listing: { id: Id; noteId: Id | null; priceFen: bigint },
  toFen: bigint,
): Promise<void> {
  if (!listing.noteId || toFen >= listing.priceFen) return;
  const now = platform.clock.now();
  const since = new Date(now.getTime() - dropLookBackMs);
  if (!isDrop(await readPricesSince(tx, listing.id, since), toFen, now)) return;
  await emit(platform, tx, {
    listingId: listing.id,
    fromFen: String(listing.priceFen),
    toFen: String(toFen),
    at: now.toISOString(),
  });
}

async function emit(
  { outbox, clock }: CatalogDeps['platform'],
  tx: Tx,
  payload: PriceDropEvent,
): Promise<void> {
  const { listingId } = payload;
  const event = { topic: priceDropped, ref: listingId, payload };
  await outbox.emit(tx, bucketOf(listingId), [event], clock.now());
}

/** Those who like or keep the note are told of a lower price, once a day for a listing. */
export const tellPriceDrop = (deps: CatalogDeps): Subscription => ({
  topic: priceDropped,
  name: 'catalog/tell-price-drop',
  handle: (tx, event) => tellKeepers(deps, tx, event.payload as PriceDropEvent),
});

async function tellKeepers(deps: CatalogDeps, tx: Tx, drop: PriceDropEvent): Promise<void> {
  const { platform, rooms } = deps;
  const listing = (await readListings(tx, [drop.listingId])).get(drop.listingId);
  // Sold, away, or dearer again meanwhile: there is nothing to tell any more.
  if (!listing?.noteId || listing.state !== 'live') return;
  if (listing.priceFen > BigInt(drop.toFen)) return;
  const keepers = await rooms.reactions.keepersOf(tx, listing.noteId, {
    after: drop.after,
    limit: batchMax,
  });
  const day = dayOf(new Date(drop.at));
  for (const memberId of await whoSees(tx, listing.id, keepers)) {
    await rooms.notifications.notify(tx, {
      memberId,
      type: 'catalog/price-dropped',
      params: {
        title: listing.title,
        fromFen: BigInt(drop.fromFen),
        toFen: listing.priceFen,
      },
      link: `/i/${listing.id}`,
      dedupeKey: `price-drop:${listing.id}:${day}`,
      actorId: listing.sellerId,
    });
  }
  if (keepers.length === batchMax) await emit(platform, tx, { ...drop, after: keepers.at(-1)! });
}
