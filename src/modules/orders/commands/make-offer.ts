import type { Call } from '#platform/actor.ts';
import type { Tx } from '#platform/db/database.ts';
import { dayMs } from '#platform/clock.ts';
import type { Id } from '#platform/ids.ts';
import { countOnce } from '#platform/rate-limits.ts';
import { refuse } from '#platform/refusal.ts';
import { bundleFreight, provinceOf, type ListingCard } from '#catalog';
import type { CardSent } from '#chat';
import type { OrdersDeps } from '../deps.ts';
import type { Offer } from '../domain/offer.ts';
import { offersPerDay, offersPerListingMax, offerValidMs } from '../domain/rules.ts';
import { assertForSale } from '../queries/for-sale.ts';
import { countOffers, insertOffer, isOwnShop, readOffers } from '../store/offer-store.ts';
import { receiptOf, tellOffer, wakeParties, type OfferReceipt } from './move-offer.ts';

export type MakeOfferInput = {
  listingId: Id;
  quantity: number;
  /** For one piece, below the asking price. */
  unitPriceFen: bigint;
  /** Needed for parcels; the order to come goes there. */
  addressId?: Id | undefined;
};
export type MadeOffer = OfferReceipt & { conversationId: Id };

/**
 * Offers a lower price for a listing; the seller has a day to answer. The offer stands as a card in
 * the conversation of the two. Nothing is reserved before they agree.
 * Locks: the buyer's rate, the offer, the conversation.
 * @throws orders/not-for-sale, orders/shop-away, orders/reserved, orders/sold-out, orders/own-listing,
 *   orders/offer-not-below, orders/address-needed, orders/not-delivered-there,
 *   orders/province-unknown, orders/offer-open, orders/too-many-offers, identity/address-not-found
 */
export async function makeOffer(
  deps: OrdersDeps,
  call: Call,
  input: MakeOfferInput,
): Promise<MadeOffer> {
  const buyerId = call.actor.memberId;
  let told: { offer: Offer; card: CardSent } | undefined;
  const made = await deps.platform.run(call, async (tx) => {
    const listing = await offeredListing(deps, tx, buyerId, input);
    const parcel = await parcelOf(deps, tx, buyerId, { listing, input });
    await countToday(deps, tx, buyerId);
    const offerId = await insertNew(deps, tx, buyerId, { listing, input, parcel });
    const offer = (await readOffers(tx, [offerId])).get(offerId)!;
    await deps.platform.deadlines.set(tx, {
      kind: 'orders/offer-until',
      ref: offerId,
      runAt: offer.validUntil,
    });
    await tellOffer(deps, tx, offer, { name: 'make', by: 'buyer' });
    const card = await deps.rooms.chat.sendCard(tx, {
      senderId: buyerId,
      recipientId: offer.sellerId,
      card: { kind: 'offer', ref: offerId },
      clientId: `offer:${offerId}:1`,
      about: { kind: 'listing', ref: input.listingId },
    });
    told = { offer, card };
    return { ...receiptOf(offer), conversationId: card.conversationId };
  });
  if (told) wakeParties(deps, told.offer, told.card);
  return made;
}

async function offeredListing(
  deps: OrdersDeps,
  tx: Tx,
  buyerId: Id,
  { listingId, quantity, unitPriceFen }: MakeOfferInput,
): Promise<ListingCard> {
  const seen = await deps.rooms.catalog.getListingsFor(buyerId, [listingId], tx);
  const listing = seen.get(listingId);
  assertForSale(listing);
  if (listing.free < quantity) refuse('orders/sold-out');
  if (await isOwnShop(tx, buyerId, listing.sellerId)) refuse('orders/own-listing');
  if (unitPriceFen >= listing.priceFen) {
    refuse('orders/offer-not-below', { priceFen: Number(listing.priceFen) });
  }
  return listing;
}

type Parcel = { addressSealed: Buffer | null; freightFen: bigint };

/** Where the parcel would go, and what it costs to there. */
async function parcelOf(
  { platform, rooms }: OrdersDeps,
  tx: Tx,
  buyerId: Id,
  { listing, input }: { listing: ListingCard; input: MakeOfferInput },
): Promise<Parcel> {
  if (listing.delivery !== 'courier') return { addressSealed: null, freightFen: 0n };
  if (!input.addressId) refuse('orders/address-needed');
  const address = await rooms.identity.addressSnapshot(tx, buyerId, input.addressId);
  const terms = (await rooms.catalog.freightTermsOf(tx, [listing.id])).get(listing.id)!;
  const line = { quantity: input.quantity, unitFen: listing.priceFen, terms };
  const freight = bundleFreight([line], provinceOf(address.region.province));
  if (freight.ok) {
    const { freightFen } = freight;
    return { addressSealed: platform.secrets.seal(JSON.stringify(address)), freightFen };
  }
  return refuse(
    freight.fault === 'not-delivered' ? 'orders/not-delivered-there' : 'orders/province-unknown',
  );
}

async function countToday({ platform }: OrdersDeps, tx: Tx, buyerId: Id): Promise<void> {
  const waitSeconds = await countOnce(tx, offersPerDay, buyerId, platform.clock.now());
  if (waitSeconds === 0) return;
  refuse('orders/too-many-offers', { max: offersPerDay.max, retryAfterSeconds: waitSeconds });
}

async function insertNew(
  { platform }: OrdersDeps,
  tx: Tx,
  buyerId: Id,
  {
    listing,
    input,
    parcel,
  }: {
    listing: ListingCard;
    input: MakeOfferInput;
    parcel: Parcel;
  },
): Promise<Id> {
  const now = platform.clock.now();
  const offerId = await insertOffer(tx, {
    listingId: listing.id,
    sellerId: listing.sellerId,
    buyerId,
    quantity: input.quantity,
    askingFen: listing.priceFen,
    freightFen: parcel.freightFen,
    delivery: listing.delivery,
    buyerFen: input.unitPriceFen,
    madeAt: now,
    validUntil: new Date(now.getTime() + offerValidMs),
    addressSealed: parcel.addressSealed,
  });
  if (offerId === undefined) refuse('orders/offer-open');
  const since = new Date(now.getTime() - dayMs);
  // Counted after the insert: of two at once the second has waited for the first.
  const today = await countOffers(tx, listing.id, buyerId, since);
  if (today > offersPerListingMax) refuse('orders/too-many-offers', { max: offersPerListingMax });
  return offerId;
}
