import type { Call } from '#platform/actor.ts';
import type { Tx } from '#platform/db/database.ts';
import { bucketOf, type Id } from '#platform/ids.ts';
import { isRefusal } from '#platform/refusal.ts';
import type { CardSent } from '#chat';
import type { OrdersDeps } from '../deps.ts';
import { standingFen, type Offer, type OfferCommand } from '../domain/offer.ts';
import { feeBps, payHoldAgreedMs } from '../domain/rules.ts';
import { provinceIn } from '../queries/address.ts';
import type { StoredOffer } from '../store/offer-store.ts';
import { insertOrder } from '../store/place-order-store.ts';
import { moveOffer, receiptOf, sideOf, wakeParties, type OfferReceipt } from './move-offer.ts';

export type AnswerOfferInput = {
  offerId: Id;
  /** The round the caller was looking at: a price named meanwhile is not accepted unseen. */
  round: number;
} & ({ answer: 'accept' | 'decline' } | { answer: 'counter'; unitPriceFen: bigint });

/**
 * Answers the price that stands: accept it, name another, or decline. Accepting takes the stock for
 * this buyer and places the order at the agreed price, which waits a day for its payment.
 * Locks: the offer, the listing, the conversation.
 * @throws the codes of `decideOffer`; orders/sold-out, orders/not-for-sale,
 *   orders/offer-terms-changed, platform/not-found
 */
export async function answerOffer(
  deps: OrdersDeps,
  call: Call,
  input: AnswerOfferInput,
): Promise<OfferReceipt> {
  const { memberId } = call.actor;
  return carried(deps, call, async (tx) => {
    const offer = await moveOffer(
      deps,
      tx,
      { offerId: input.offerId, actorId: memberId },
      {
        commandFor: (current) => commandOf(input, sideOf(current, memberId)),
        orderOf: (own, current) => placeAgreed(deps, own, current),
      },
    );
    return { offer, card: await showAnswer(deps, tx, offer, memberId) };
  });
}

/**
 * Takes back the price one has named, while the other has not answered.
 * @throws orders/offer-over, orders/offer-not-yours, platform/not-found
 */
export async function withdrawOffer(
  deps: OrdersDeps,
  call: Call,
  { offerId }: { offerId: Id },
): Promise<OfferReceipt> {
  const { memberId } = call.actor;
  return carried(deps, call, async (tx) => {
    const offer = await moveOffer(
      deps,
      tx,
      { offerId, actorId: memberId },
      { commandFor: (current) => ({ name: 'withdraw', by: sideOf(current, memberId) }) },
    );
    return { offer };
  });
}

/** The time of an offer has run out; late, doubled or stale runs change nothing. */
export async function lapseOffer(deps: OrdersDeps, offerId: Id): Promise<void> {
  try {
    const offer = await deps.platform.database.transaction((tx) =>
      moveOffer(
        deps,
        tx,
        { offerId, actorId: null },
        { commandFor: () => ({ name: 'lapse', by: 'clock' }) },
      ),
    );
    wakeParties(deps, offer);
  } catch (error) {
    // Answered, or given a new price and new time, since this deadline was read.
    if (!isRefusal(error)) throw error;
  }
}

type Moved = { offer: Offer; card?: CardSent | undefined };

async function carried(
  deps: OrdersDeps,
  call: Call,
  work: (tx: Tx) => Promise<Moved>,
): Promise<OfferReceipt> {
  let moved: Moved | undefined;
  const receipt = await deps.platform.run(call, async (tx) => {
    moved = await work(tx);
    return receiptOf(moved.offer);
  });
  if (moved) wakeParties(deps, moved.offer, moved.card);
  return receipt;
}

function commandOf(input: AnswerOfferInput, by: 'buyer' | 'seller'): OfferCommand {
  const { answer: name, round } = input;
  if (name !== 'counter') return { name, by, round };
  return { name, by, round, unitPriceFen: input.unitPriceFen };
}

async function placeAgreed(deps: OrdersDeps, tx: Tx, offer: StoredOffer): Promise<Id> {
  const now = deps.platform.clock.now();
  const { listingId, quantity, askingFen, freightFen, delivery } = offer;
  const unitFen = standingFen(offer);
  await deps.rooms.catalog.setFreeFor(tx, offer.buyerId, [listingId]);
  const placed = await insertOrder(tx, {
    buyerId: offer.buyerId,
    bucket: bucketOf(listingId),
    lines: [{ listingId, quantity }],
    expectedTotalFen: unitFen * BigInt(quantity) + freightFen,
    province: provinceIn(deps.platform.secrets, offer.addressSealed) ?? null,
    addressSealed: offer.addressSealed,
    buyerNote: null,
    feeBps,
    now,
    payBy: new Date(now.getTime() + payHoldAgreedMs),
    agreed: { unitFen, askingFen, freightFen, delivery },
  });
  return placed.orderId;
}

/** A new price and an agreement are said in the conversation; an end is seen on the card itself. */
async function showAnswer(
  deps: OrdersDeps,
  tx: Tx,
  offer: Offer,
  senderId: Id,
): Promise<CardSent | undefined> {
  const { chat } = deps.rooms;
  const recipientId = senderId === offer.buyerId ? offer.sellerId : offer.buyerId;
  const said = { senderId, recipientId, clientId: `offer:${offer.id}:${offer.stepCount}` };
  if (offer.state === 'open') {
    return chat.sendCard(tx, { ...said, card: { kind: 'offer', ref: offer.id } });
  }
  if (!offer.orderId) return undefined;
  return chat.sendCard(tx, { ...said, card: { kind: 'order', ref: offer.orderId } });
}
