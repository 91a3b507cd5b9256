// Pure: an offer on a piece for ¥100, of which the buyer has named ¥60.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayMs } from '#platform/clock.ts';
import * as offers from './offer.ts';
import type { Offer, OfferCommand, OfferSide } from './offer.ts';

const { decideOffer, offerActions, standingFen, turnOf } = offers;
const madeAt = new Date('2026-02-27T15:59:00Z');
const validUntil = new Date(madeAt.getTime() + dayMs);
const justBefore = new Date(validUntil.getTime() - 1);

function offerAt(round: number, terms: Partial<Offer> = {}): Offer {
  return {
    id: '1',
    listingId: '2',
    sellerId: '3',
    buyerId: '4',
    quantity: 1,
    state: 'open',
    round,
    askingFen: 10_000n,
    freightFen: 0n,
    delivery: 'courier',
    buyerFen: 6000n,
    sellerFen: 10_000n,
    madeAt,
    validUntil,
    endedAt: null,
    orderId: null,
    stepCount: round,
    ...terms,
  };
}

function counter(by: OfferSide, round: number, unitPriceFen: bigint): OfferCommand {
  return { name: 'counter', by, round, unitPriceFen };
}

function refusal(offer: Offer, command: OfferCommand, at = madeAt) {
  const verdict = decideOffer(offer, command, at);
  return verdict.ok ? undefined : verdict;
}

function changes(offer: Offer, command: OfferCommand, at = madeAt) {
  const verdict = decideOffer(offer, command, at);
  assert.ok(verdict.ok);
  return verdict.changes;
}

test('the two name prices in turn, and the last one named stands', () => {
  assert.deepEqual(
    [1, 2, 3].map((round) => turnOf({ round })),
    ['seller', 'buyer', 'seller'],
  );
  assert.deepEqual(
    [1, 2, 3].map((round) => standingFen(offerAt(round))),
    [6000n, 10_000n, 6000n],
  );
});

test('an answer ends the offer, or names a price between the two for another day', () => {
  const accept = { name: 'accept', by: 'seller', round: 1 } as const;
  const at = justBefore;
  assert.deepEqual(changes(offerAt(1), accept, at), { state: 'accepted', endedAt: at });
  const decline = { ...accept, name: 'decline' } as const;
  assert.deepEqual(changes(offerAt(1), decline, at), { state: 'declined', endedAt: at });
  const until = new Date(at.getTime() + dayMs);
  assert.deepEqual(changes(offerAt(1), counter('seller', 1, 6001n), at), {
    sellerFen: 6001n,
    round: 2,
    validUntil: until,
  });
  assert.deepEqual(changes(offerAt(2), counter('buyer', 2, 9999n), at), {
    buyerFen: 9999n,
    round: 3,
    validUntil: until,
  });
});

test('who waits may withdraw, and time lapses what nobody answered', () => {
  const withdraw = { name: 'withdraw', by: 'buyer' } as const;
  assert.deepEqual(changes(offerAt(1), withdraw), { state: 'withdrawn', endedAt: madeAt });
  const lapse = { name: 'lapse', by: 'clock' } as const;
  const lapsed = { state: 'lapsed', endedAt: validUntil };
  assert.deepEqual(changes(offerAt(2), lapse, validUntil), lapsed);
});

test('whatever does not fit is refused with what would', () => {
  const accept = (by: OfferSide, round: number) => ({ name: 'accept', by, round }) as const;
  const withdraw = (by: OfferSide) => ({ name: 'withdraw', by }) as const;
  const prices = { minFen: 6000, maxFen: 10_000 };
  const rows: [Offer, OfferCommand, Date, string, object?][] = [
    [offerAt(1, { state: 'declined' }), withdraw('buyer'), madeAt, 'over', { state: 'declined' }],
    [offerAt(1), withdraw('buyer'), validUntil, 'over', { state: 'lapsed' }],
    [offerAt(1), accept('seller', 1), validUntil, 'over', { state: 'lapsed' }],
    [offerAt(1), withdraw('seller'), madeAt, 'not-yours'],
    [offerAt(2), withdraw('buyer'), madeAt, 'not-yours'],
    [offerAt(2), accept('buyer', 1), madeAt, 'moved-on'],
    [offerAt(1), accept('buyer', 1), madeAt, 'not-your-turn'],
    [offerAt(3), counter('seller', 3, 7000n), madeAt, 'rounds-over', { max: 3 }],
    [offerAt(1), counter('seller', 1, 6000n), madeAt, 'price-not-between', prices],
    [offerAt(1), counter('seller', 1, 10_000n), madeAt, 'price-not-between', prices],
  ];
  for (const [offer, command, at, code, params] of rows) {
    const expected = { ok: false, code: `orders/offer-${code}`, ...(params ? { params } : {}) };
    assert.deepEqual(refusal(offer, command, at), expected, `${command.name} ${code}`);
  }
  const early = refusal(offerAt(1), { name: 'lapse', by: 'clock' }, justBefore);
  assert.deepEqual(early, { ok: false, code: 'orders/not-due' });
});

test('each side is offered what it may do, while there is room and time', () => {
  const all = ['accept', 'counter', 'decline'];
  const rows: [Offer, OfferSide, Date, string[]][] = [
    [offerAt(1), 'seller', justBefore, all],
    [offerAt(2), 'buyer', madeAt, all],
    [offerAt(1), 'buyer', madeAt, ['withdraw']],
    [offerAt(2), 'seller', madeAt, ['withdraw']],
    [offerAt(3), 'seller', madeAt, ['accept', 'decline']],
    [offerAt(1, { buyerFen: 9998n }), 'seller', madeAt, all],
    [offerAt(1, { buyerFen: 9999n }), 'seller', madeAt, ['accept', 'decline']],
    [offerAt(1), 'seller', validUntil, []],
    [offerAt(1), 'buyer', validUntil, []],
    [offerAt(1, { state: 'accepted' }), 'seller', madeAt, []],
  ];
  for (const [offer, side, at, actions] of rows) {
    assert.deepEqual(offerActions(offer, side, at), actions, `${offer.round} ${side}`);
  }
});
