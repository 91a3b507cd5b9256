import type { Actor } from '#platform/actor.ts';
import type { Id } from '#platform/ids.ts';
import { feeOf } from '#platform/money.ts';
import { refuse } from '#platform/refusal.ts';
import type { OrdersDeps } from '../deps.ts';
import { assertOffered } from './for-sale.ts';
import { feeBps } from '../domain/rules.ts';

export type Quote = {
  goodsFen: bigint;
  freightFen: bigint;
  totalFen: bigint;
  sellerReceivesFen: bigint;
  feeFen: bigint;
  feeBps: number;
};

/**
 * What an order of these lines would cost now; nothing is reserved.
 * @throws orders/not-for-sale, orders/shop-away, orders/reserved, orders/several-sellers
 */
export async function quoteOrder(
  deps: OrdersDeps,
  actor: Actor,
  input: { lines: { listingId: Id; quantity: number }[] },
): Promise<Quote> {
  const ids = input.lines.map((line) => line.listingId);
  const listings = await deps.rooms.catalog.getListingsFor(actor.memberId, ids);
  let goodsFen = 0n;
  let freightFen = 0n;
  const sellers = new Set<Id>();
  for (const line of input.lines) {
    const listing = listings.get(line.listingId);
    assertOffered(listing);
    sellers.add(listing.sellerId);
    goodsFen += listing.priceFen * BigInt(line.quantity);
    if (listing.freightFen > freightFen) freightFen = listing.freightFen;
  }
  if (sellers.size !== 1) refuse('orders/several-sellers');
  const totalFen = goodsFen + freightFen;
  const feeFen = feeOf(totalFen, feeBps);
  return { goodsFen, freightFen, totalFen, feeFen, feeBps, sellerReceivesFen: totalFen - feeFen };
}
