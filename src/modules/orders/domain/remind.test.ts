// Pure: who may remind whom, to the millisecond.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayMs, hourMs, minuteMs } from '#platform/clock.ts';
import { placedOrder } from '../../../../test/support/placed-order.ts';
import type { Order } from './order.ts';
import { mayRemind } from './remind.ts';

const placedAt = new Date('2026-02-27T15:59:00Z');
const shipBy = later(placedAt, 3 * dayMs);

function later(at: Date, byMs: number): Date {
  return new Date(at.getTime() + byMs);
}

function order(terms: Partial<Order> = {}): Order {
  const placed = placedOrder({
    goodsFen: 16_800n,
    freightFen: 0n,
    delivery: 'courier',
    feeBps: 60,
    createdAt: placedAt,
    payBy: later(placedAt, 30 * minuteMs),
    shipWithinMs: 3 * dayMs,
  });
  return { ...placed, ...terms };
}

const paid = (terms: Partial<Order> = {}) =>
  order({ state: 'WAIT_SHIP', paidAt: placedAt, shipBy, ...terms });
const verdict = (of: Order, side: 'buyer' | 'seller', now: Date, lastAt: Date | null = null) => {
  const said = mayRemind(of, side, { lastAt, now });
  return said.ok ? 'ok' : said.code;
};

test('the buyer reminds of shipping from a day before the promise ends', () => {
  const from = later(shipBy, -dayMs);
  assert.equal(verdict(paid(), 'buyer', from), 'ok');
  assert.equal(verdict(paid(), 'buyer', later(shipBy, 5 * dayMs)), 'ok');
  const early = mayRemind(paid(), 'buyer', { lastAt: null, now: later(from, -1) });
  assert.deepEqual(early, { ok: false, code: 'orders/too-early-to-remind', from });
});

test('of a short promise the second half is near', () => {
  const short = paid({ shipWithinMs: dayMs, shipBy: later(placedAt, dayMs) });
  assert.equal(verdict(short, 'buyer', later(placedAt, 12 * hourMs)), 'ok');
  const before = later(placedAt, 12 * hourMs - 1);
  assert.equal(verdict(short, 'buyer', before), 'orders/too-early-to-remind');
});

test('the buyer reminds once in 24 hours', () => {
  const lastAt = shipBy;
  const again = 'orders/reminded-already';
  assert.equal(verdict(paid(), 'buyer', later(lastAt, dayMs - 1), lastAt), again);
  assert.equal(verdict(paid(), 'buyer', later(lastAt, dayMs), lastAt), 'ok');
});

test('the seller reminds of paying once, while it can still be paid', () => {
  const { payBy } = order();
  assert.equal(verdict(order(), 'seller', placedAt), 'ok');
  assert.equal(verdict(order(), 'seller', later(payBy, -1)), 'ok');
  assert.equal(verdict(order(), 'seller', payBy), 'orders/nothing-to-remind');
  const again = verdict(order(), 'seller', later(payBy, -1), placedAt);
  assert.equal(again, 'orders/reminded-already');
});

test('nobody reminds where it is not the other’s turn, or an after-sale is open', () => {
  const nothing = 'orders/nothing-to-remind';
  assert.equal(verdict(order(), 'buyer', placedAt), nothing);
  assert.equal(verdict(paid({ shipBy: null }), 'buyer', shipBy), nothing);
  assert.equal(verdict(paid(), 'seller', shipBy), nothing);
  assert.equal(verdict(paid({ state: 'SHIPPED' }), 'buyer', shipBy), nothing);
  const asked = { afterSaleOpenedAt: placedAt };
  assert.equal(verdict(paid(asked), 'buyer', shipBy), nothing);
  assert.equal(verdict(order(asked), 'seller', placedAt), nothing);
});
