import type { Actor } from '#platform/actor.ts';
import type { Id } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';
import { bundleFreight, type FreightTerms, type ListingCard } from '#catalog';
import type { CardKind } from '#chat';
import type { OrdersDeps } from '../deps.ts';
import {
  offerActions,
  standingFen,
  type Offer,
  type OfferAction,
  type OfferSide,
} from '../domain/offer.ts';
import { provinceIn } from './address.ts';
import { offerRoundsMax } from '../domain/rules.ts';
import { readOffers, readPrices, type StoredOffer } from '../store/offer-store.ts';
import { readOrders, type StoredOrder } from '../store/order-store.ts';
import type { OfferStepRow } from '../store/tables.ts';

/** An offer as one of its two sees it. Prices are of one piece. */
export type OfferView = {
  id: Id;
  role: OfferSide;
  listingId: Id;
  /** Empty where the listing was taken down. */
  title: string;
  coverUrl: string | null;
  quantity: number;
  state: Offer['state'];
  round: number;
  roundsMax: number;
  askingFen: bigint;
  freightFen: bigint;
  /** The price that stands, or was agreed on. */
  unitPriceFen: bigint;
  totalFen: bigint;
  /** A counter lies between these two, neither included. */
  aboveFen: bigint;
  belowFen: bigint;
  prices: { by: OfferSide; unitPriceFen: bigint; at: Date }[];
  validUntil: Date;
  /** The listing is no longer what the offer was about, so that it cannot be accepted. */
  isStale: boolean;
  orderId: Id | null;
  orderState: string | null;
  payBy: Date | null;
  actions: OfferAction[];
};

/**
 * One offer as one of its two sees it.
 * @throws platform/not-found for everybody else
 */
export async function getOffer(
  deps: OrdersDeps,
  actor: Actor,
  { offerId }: { offerId: Id },
): Promise<OfferView> {
  const views = await offerViews(deps, [offerId], actor.memberId);
  return views.get(offerId) ?? refuse('platform/not-found');
}

/** Offer cards in chat: seen by the two, and sent by this room alone. */
export function offerCards(deps: OrdersDeps): CardKind {
  return {
    resolve: (refs, viewerId) => offerViews(deps, refs, viewerId),
    maySend: () => Promise.resolve(false),
  };
}

async function offerViews(
  deps: OrdersDeps,
  ids: readonly Id[],
  viewerId: Id,
): Promise<Map<Id, OfferView>> {
  const handle = deps.platform.database.sql;
  const found = [...(await readOffers(handle, ids)).values()];
  const own = found.filter((offer) => [offer.buyerId, offer.sellerId].includes(viewerId));
  const listingIds = own.map((offer) => offer.listingId);
  const [prices, listings, freight, orders] = await Promise.all([
    readPrices(
      handle,
      own.map((offer) => offer.id),
    ),
    deps.rooms.catalog.getListings(listingIds),
    deps.rooms.catalog.freightTermsOf(handle, listingIds),
    readOrders(
      handle,
      own.flatMap((offer) => offer.orderId ?? []),
    ),
  ]);
  const now = deps.platform.clock.now();
  return new Map(
    own.map((offer) => {
      const around = {
        prices: prices.get(offer.id) ?? [],
        listing: listings.get(offer.listingId),
        freightFen: freightNow(deps, offer, freight.get(offer.listingId)),
        order: orders.get(offer.orderId ?? ''),
      };
      const side = offer.buyerId === viewerId ? 'buyer' : 'seller';
      return [offer.id, viewOf(offer, side, { ...around, now })];
    }),
  );
}

type Around = {
  prices: OfferStepRow[];
  listing: ListingCard | undefined;
  /** What its parcel would cost now; undefined where it would not be sent at all. */
  freightFen: bigint | undefined;
  order: StoredOrder | undefined;
  now: Date;
};

function viewOf(offer: Offer, role: OfferSide, around: Around): OfferView {
  const { listing, order, now } = around;
  const unitPriceFen = standingFen(offer);
  const isOver = offer.state === 'open' && now >= offer.validUntil;
  return {
    id: offer.id,
    role,
    listingId: offer.listingId,
    title: listing?.title ?? '',
    coverUrl: listing?.coverUrl ?? null,
    quantity: offer.quantity,
    state: isOver ? 'lapsed' : offer.state,
    round: offer.round,
    roundsMax: offerRoundsMax,
    askingFen: offer.askingFen,
    freightFen: offer.freightFen,
    unitPriceFen,
    totalFen: unitPriceFen * BigInt(offer.quantity) + offer.freightFen,
    aboveFen: offer.buyerFen,
    belowFen: offer.sellerFen,
    prices: around.prices.map((step) => ({
      by: step.actor_role as OfferSide,
      unitPriceFen: BigInt(step.unit_price_fen!),
      at: step.at,
    })),
    validUntil: offer.validUntil,
    isStale: offer.state === 'open' && !isAsOffered(offer, around),
    orderId: offer.orderId,
    orderState: order?.state ?? null,
    payBy: order?.payBy ?? null,
    actions: offerActions(offer, role, now),
  };
}

function freightNow(
  { platform }: OrdersDeps,
  offer: StoredOffer,
  terms: FreightTerms | undefined,
): bigint | undefined {
  if (!terms) return undefined;
  const line = { quantity: offer.quantity, unitFen: offer.askingFen, terms };
  const freight = bundleFreight([line], provinceIn(platform.secrets, offer.addressSealed));
  return freight.ok ? freight.freightFen : undefined;
}

function isAsOffered(offer: Offer, { listing, freightFen }: Around): boolean {
  return (
    listing?.state === 'live' &&
    listing.stock >= offer.quantity &&
    listing.priceFen === offer.askingFen &&
    freightFen === offer.freightFen &&
    listing.delivery === offer.delivery
  );
}
