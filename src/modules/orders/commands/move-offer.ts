import type { Tx } from '#platform/db/database.ts';
import { bucketOf, type Id } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';
import type { CardSent } from '#chat';
import type { OrdersDeps } from '../deps.ts';
import { decideOffer, type Offer, type OfferCommand, type OfferSide } from '../domain/offer.ts';
import type { OfferToldPayload } from '../events.ts';
import { lockOffer, writeOfferStep, type StoredOffer } from '../store/offer-store.ts';

/** The short answer of every offer command; also what a retry under the same key is answered. */
export type OfferReceipt = {
  offerId: Id;
  state: Offer['state'];
  round: number;
  /** The order that waits for payment, once the two agree. */
  orderId: Id | null;
};

export const receiptOf = (offer: Offer): OfferReceipt => ({
  offerId: offer.id,
  state: offer.state,
  round: offer.round,
  orderId: offer.orderId,
});

/** What a step does besides moving the offer: the order it makes, the card it shows. */
export type OfferEffects = {
  orderOf?(tx: Tx, offer: StoredOffer): Promise<Id>;
};

/** A caller's part in an offer; everybody else learns of no offer. */
export function sideOf(offer: Offer, memberId: Id): OfferSide {
  if (offer.buyerId === memberId) return 'buyer';
  return offer.sellerId === memberId ? 'seller' : refuse('platform/not-found');
}

/**
 * Moves an offer by one step: lock, decide, place the order where they agree, write, tell.
 * Everything happens in the transaction handed in; a refusal rolls it back.
 * @throws the codes of `decideOffer`, and platform/not-found when there is no such offer
 */
export async function moveOffer(
  deps: OrdersDeps,
  tx: Tx,
  { offerId, actorId }: { offerId: Id; actorId: Id | null },
  steer: { commandFor(offer: Offer): OfferCommand } & OfferEffects,
): Promise<Offer> {
  const { clock, deadlines } = deps.platform;
  const now = clock.now();
  const offer = await lockOffer(tx, offerId);
  if (!offer) refuse('platform/not-found');
  const command = steer.commandFor(offer);
  const verdict = decideOffer(offer, command, now);
  if (!verdict.ok) refuse(verdict.code, verdict.params);
  const moved: Offer = { ...offer, ...verdict.changes, stepCount: offer.stepCount + 1 };
  const orderId = command.name === 'accept' ? await steer.orderOf!(tx, offer) : null;
  const after = { ...moved, orderId };
  await writeOfferStep(tx, after, {
    command: command.name,
    role: command.by,
    actorId,
    unitPriceFen: command.name === 'counter' ? command.unitPriceFen : null,
    at: now,
  });
  if (after.state === 'open') {
    await deadlines.set(tx, { kind: 'orders/offer-until', ref: offerId, runAt: after.validUntil });
  } else await deadlines.clear(tx, ['orders/offer-until'], offerId, now);
  await tellOffer(deps, tx, after, command);
  return after;
}

/** Tells the outbox of a step: the notices of the two follow from it. */
export async function tellOffer(
  deps: OrdersDeps,
  tx: Tx,
  offer: Offer,
  { name, by }: { name: OfferCommand['name'] | 'make'; by: OfferSide | 'clock' },
): Promise<void> {
  const { clock, outbox } = deps.platform;
  const { id: offerId, sellerId, buyerId, stepCount } = offer;
  const payload: OfferToldPayload = { offerId, sellerId, buyerId, stepCount, by };
  const event = { topic: `orders/offer-${name}`, ref: offerId, payload };
  await outbox.emit(tx, bucketOf(offerId), [event], clock.now());
}

/** Tells the open pages of the two that an offer is not as they show it; after the commit. */
export function wakeParties(deps: OrdersDeps, offer: Offer, card?: CardSent): void {
  card?.wake();
  deps.platform.realtime.wake([offer.buyerId, offer.sellerId], {
    type: 'orders/offer-changed',
    offerId: offer.id,
  });
  deps.platform.outbox.nudge();
}
