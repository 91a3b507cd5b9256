import type { Id } from '#platform/ids.ts';
import { offerRoundsMax, offerValidMs } from './rules.ts';

export type OfferState = 'open' | 'accepted' | 'declined' | 'withdrawn' | 'lapsed';
export type OfferSide = 'buyer' | 'seller';

/** Everything about an offer that decides what may happen to it next. Prices are of one piece. */
export type Offer = {
  id: Id;
  listingId: Id;
  sellerId: Id;
  buyerId: Id;
  quantity: number;
  state: OfferState;
  /** How often a price was named: odd by the buyer, even by the seller. */
  round: number;
  /** The listing's price when the offer was made. */
  askingFen: bigint;
  freightFen: bigint;
  delivery: 'courier' | 'pickup' | 'virtual';
  /** What each of the two last named; the seller begins with the asking price. */
  buyerFen: bigint;
  sellerFen: bigint;
  madeAt: Date;
  /** Until when the last price named can be answered. */
  validUntil: Date;
  endedAt: Date | null;
  orderId: Id | null;
  /** How many steps its history has. */
  stepCount: number;
};

/** Something asked of an offer. `round` is the one the caller was looking at. */
export type OfferCommand =
  | { name: 'counter'; by: OfferSide; round: number; unitPriceFen: bigint }
  | { name: 'accept' | 'decline'; by: OfferSide; round: number }
  | { name: 'withdraw'; by: OfferSide }
  | { name: 'lapse'; by: 'clock' };
export type OfferCommandName = OfferCommand['name'];

export type OfferVerdict =
  | { ok: true; changes: Partial<Offer> }
  | { ok: false; code: string; params?: Record<string, string | number> };

const refused = (code: string, params?: Record<string, string | number>): OfferVerdict => ({
  ok: false,
  code,
  ...(params ? { params } : {}),
});

/** Whose answer is waited for. */
export const turnOf = ({ round }: Pick<Offer, 'round'>): OfferSide =>
  round % 2 === 1 ? 'seller' : 'buyer';

/** The price that stands: what the side that waits has named. */
export const standingFen = (offer: Pick<Offer, 'round' | 'buyerFen' | 'sellerFen'>): bigint =>
  turnOf(offer) === 'seller' ? offer.buyerFen : offer.sellerFen;

/**
 * Whether a command may be carried out on an offer now, and what it changes. Pure: the only way an
 * offer moves. The two come closer with each price: a new one lies between what both last named.
 */
export function decideOffer(offer: Offer, command: OfferCommand, now: Date): OfferVerdict {
  if (offer.state !== 'open') return refused('orders/offer-over', { state: offer.state });
  const isOver = now >= offer.validUntil;
  if (command.name === 'lapse') {
    return isOver ? ended('lapsed', now) : refused('orders/not-due');
  }
  if (isOver) return refused('orders/offer-over', { state: 'lapsed' });
  const isTheirTurn = turnOf(offer) === command.by;
  if (command.name === 'withdraw') {
    return isTheirTurn ? refused('orders/offer-not-yours') : ended('withdrawn', now);
  }
  if (command.round !== offer.round) return refused('orders/offer-moved-on');
  if (!isTheirTurn) return refused('orders/offer-not-your-turn');
  if (command.name === 'counter') return countered(offer, command, now);
  return ended(command.name === 'accept' ? 'accepted' : 'declined', now);
}

function ended(state: OfferState, now: Date): OfferVerdict {
  return { ok: true, changes: { state, endedAt: now } };
}

function countered(
  offer: Offer,
  { by, unitPriceFen }: { by: OfferSide; unitPriceFen: bigint },
  now: Date,
): OfferVerdict {
  if (offer.round >= offerRoundsMax) {
    return refused('orders/offer-rounds-over', { max: offerRoundsMax });
  }
  if (unitPriceFen <= offer.buyerFen || unitPriceFen >= offer.sellerFen) {
    const [minFen, maxFen] = [Number(offer.buyerFen), Number(offer.sellerFen)];
    return refused('orders/offer-price-not-between', { minFen, maxFen });
  }
  const named = by === 'buyer' ? { buyerFen: unitPriceFen } : { sellerFen: unitPriceFen };
  const validUntil = new Date(now.getTime() + offerValidMs);
  return { ok: true, changes: { ...named, round: offer.round + 1, validUntil } };
}

export type OfferAction = 'accept' | 'counter' | 'decline' | 'withdraw';

/** What one side may do now, the most fitting first. */
export function offerActions(offer: Offer, side: OfferSide, now: Date): OfferAction[] {
  if (offer.state !== 'open' || now >= offer.validUntil) return [];
  if (turnOf(offer) !== side) return ['withdraw'];
  const hasRoom = offer.sellerFen - offer.buyerFen > 1n;
  const mayCounter = offer.round < offerRoundsMax && hasRoom;
  return mayCounter ? ['accept', 'counter', 'decline'] : ['accept', 'decline'];
}
