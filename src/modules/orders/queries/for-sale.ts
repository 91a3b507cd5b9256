import { refuse } from '#platform/refusal.ts';
import { dayOf, type ListingCard } from '#catalog';

/**
 * Refuses what a reader cannot buy now, each by its own code; sold out is no longer for sale.
 * @throws orders/not-for-sale, orders/shop-away, orders/reserved
 */
export function assertOffered(listing: ListingCard | undefined): asserts listing is ListingCard {
  if (listing?.state === 'away' && listing.awayUntil) {
    refuse('orders/shop-away', { until: dayOf(listing.awayUntil) });
  }
  if (listing?.state === 'reserved') refuse('orders/reserved');
  if (listing?.state !== 'live') refuse('orders/not-for-sale');
}

/**
 * The same, with its own code for what is sold out.
 * @throws orders/sold-out, and the codes of `assertOffered`
 */
export function assertForSale(listing: ListingCard | undefined): asserts listing is ListingCard {
  if (listing?.state === 'sold-out') refuse('orders/sold-out');
  assertOffered(listing);
}
