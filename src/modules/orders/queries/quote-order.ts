import type { Actor } from '#platform/actor.ts';
import type { Id } from '#platform/ids.ts';
import { feeOf, shareOut } from '#platform/money.ts';
import { refuse } from '#platform/refusal.ts';
import {
  bundleDiscount,
  bundleFreight,
  provinceOf,
  tierOf,
  type BundleTerms,
  type BundleTier,
  type FreightTerms,
  type ListingCard,
  type Province,
} from '#catalog';
import type { OrdersDeps } from '../deps.ts';
import { assertOffered } from './for-sale.ts';
import { feeBps } from '../domain/rules.ts';

export type QuoteInput = {
  lines: { listingId: Id; quantity: number }[];
  /** Where the parcel shall go: one of the caller's addresses, … */
  addressId?: Id | undefined;
  /** … or the province of one that is being written. */
  province?: string | undefined;
};

export type Quote = {
  goodsFen: bigint;
  /** What the seller takes off for so many pieces. */
  discountFen: bigint;
  freightFen: bigint;
  /** Where the province decides and is not known, the freight is that of most places. */
  isFreightKnown: boolean;
  totalFen: bigint;
  sellerReceivesFen: bigint;
  feeFen: bigint;
  feeBps: number;
  /** The tier that is reached, and the next one. */
  tier: BundleTier | null;
  nextTier: BundleTier | null;
  lines: { listingId: Id; quantity: number; goodsFen: bigint; discountFen: bigint }[];
};

type Line = { listingId: Id; quantity: number; listing: ListingCard };

/**
 * What an order of these lines would cost now; nothing is reserved. Placing it works the same out
 * anew, in its own statement.
 * @throws orders/not-for-sale, orders/shop-away, orders/reserved, orders/several-sellers,
 *   orders/not-delivered-there, identity/address-not-found
 */
export async function quoteOrder(
  deps: OrdersDeps,
  actor: Actor,
  input: QuoteInput,
): Promise<Quote> {
  const handle = deps.platform.database.sql;
  const { catalog } = deps.rooms;
  const lines = await linesOf(deps, actor, input);
  const ids = lines.map(({ listingId }) => listingId);
  const [freight, bundle, province] = await Promise.all([
    catalog.freightTermsOf(handle, ids),
    catalog.getBundleTerms({ memberId: lines[0]!.listing.sellerId }),
    provinceFor(deps, actor, input),
  ]);
  return { ...amountsOf(lines, { bundle, ...freightFor(lines, freight, province) }), feeBps };
}

async function linesOf(deps: OrdersDeps, actor: Actor, input: QuoteInput): Promise<Line[]> {
  const ids = input.lines.map((line) => line.listingId);
  const listings = await deps.rooms.catalog.getListingsFor(actor.memberId, ids);
  const lines = input.lines.map(({ listingId, quantity }) => {
    const listing = listings.get(listingId);
    assertOffered(listing);
    return { listingId, quantity, listing };
  });
  const kinds = new Set(lines.map(({ listing }) => `${listing.sellerId} ${listing.delivery}`));
  if (kinds.size !== 1) refuse('orders/several-sellers');
  // In the order in which the order will have them.
  return lines.toSorted((a, b) => (BigInt(a.listingId) < BigInt(b.listingId) ? -1 : 1));
}

async function provinceFor(
  { platform, rooms }: OrdersDeps,
  actor: Actor,
  { addressId, province }: QuoteInput,
): Promise<Province | undefined> {
  if (!addressId) return province ? provinceOf(province) : undefined;
  const handle = platform.database.sql;
  const address = await rooms.identity.addressSnapshot(handle, actor.memberId, addressId);
  return provinceOf(address.region.province);
}

function freightFor(
  lines: Line[],
  termsOf: Map<Id, FreightTerms>,
  province: Province | undefined,
): { freightFen: bigint; isFreightKnown: boolean } {
  const asked = lines.map(({ listingId, quantity, listing }) => ({
    quantity,
    unitFen: listing.priceFen,
    terms: termsOf.get(listingId)!,
  }));
  const freight = bundleFreight(asked, province);
  if (freight.ok) return { freightFen: freight.freightFen, isFreightKnown: true };
  if (freight.fault === 'not-delivered') {
    refuse('orders/not-delivered-there', { title: lines[freight.place]!.listing.title });
  }
  const everywhere = asked.map((line) => ({
    ...line,
    terms: { ...line.terms, regions: new Map() },
  }));
  const usual = bundleFreight(everywhere, undefined);
  return { freightFen: usual.ok ? usual.freightFen : 0n, isFreightKnown: false };
}

function amountsOf(
  lines: Line[],
  around: { bundle: BundleTerms; freightFen: bigint; isFreightKnown: boolean },
): Omit<Quote, 'feeBps'> {
  const goods = lines.map(({ listing, quantity }) => listing.priceFen * BigInt(quantity));
  const goodsFen = goods.reduce((sum, fen) => sum + fen, 0n);
  const pieces = lines.reduce((sum, { quantity }) => sum + quantity, 0);
  const { reached, next } = tierOf(around.bundle, pieces);
  const discountFen = bundleDiscount(around.bundle, pieces, goodsFen);
  const shares = shareOut(discountFen, goods);
  const totalFen = goodsFen - discountFen + around.freightFen;
  const feeFen = feeOf(totalFen, feeBps);
  return {
    goodsFen,
    discountFen,
    freightFen: around.freightFen,
    isFreightKnown: around.isFreightKnown,
    totalFen,
    feeFen,
    sellerReceivesFen: totalFen - feeFen,
    tier: reached ?? null,
    nextTier: next ?? null,
    lines: lines.map(({ listingId, quantity }, place) => ({
      listingId,
      quantity,
      goodsFen: goods[place]!,
      discountFen: shares[place]!,
    })),
  };
}
