// Pure: which after-sale an order can have, until when, and for how much.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayMs, hourMs } from '#platform/clock.ts';
import type { Order } from '#orders';
import { placedOrder } from '../../../../test/support/placed-order.ts';
import { compatCodes, isHandedBack, isOver, reasons, type Reason } from './after-sale.ts';
import { mostOf, openingOf, returnFreightShare, typesFor, windowOf, type Wish } from './opening.ts';

const now = new Date('2026-11-02T04:00:00Z');
const ago = (ms: number) => new Date(now.getTime() - ms);

/** An order of ¥100 and ¥9.01 freight, paid. */
function order(state: Order['state'], parts: Partial<Order> = {}): Order {
  const placed = placedOrder({
    goodsFen: 10_000n,
    freightFen: 901n,
    delivery: 'courier',
    feeBps: 60,
    createdAt: now,
    payBy: now,
    shipWithinMs: dayMs,
  });
  return { ...placed, state, paidFen: state === 'WAIT_PAY' ? 0n : 10_901n, ...parts };
}

const completed = (atAgoMs: number) => order('COMPLETED', { completedAt: ago(atAgoMs) });
const all = ['RETURN_REFUND', 'REFUND_ONLY', 'EXCHANGE', 'PARTIAL'];

test('what can be asked for depends on where the goods are, and whether they can come back', () => {
  const rows: [Order['state'], string[], string[]][] = [
    ['WAIT_PAY', [], []],
    ['WAIT_SHIP', ['CANCEL'], ['CANCEL']],
    ['SHIPPED', all, ['REFUND_ONLY', 'PARTIAL']],
    ['DELIVERED', all, ['REFUND_ONLY', 'PARTIAL']],
    ['COMPLETED', ['RETURN_REFUND', 'REFUND_ONLY', 'PARTIAL'], ['REFUND_ONLY', 'PARTIAL']],
    ['CLOSED', [], []],
    ['REFUNDED', [], []],
  ];
  for (const [state, parcel, virtual] of rows) {
    assert.deepEqual(typesFor({ state, delivery: 'courier' }), parcel, state);
    // A replacement is promised only where there is an address to send it to.
    const byHand = parcel.filter((type) => type !== 'EXCHANGE');
    assert.deepEqual(typesFor({ state, delivery: 'pickup' }), byHand, state);
    assert.deepEqual(typesFor({ state, delivery: 'virtual' }), virtual, state);
  }
});

test('after the end a hidden fault has a week, a fake thirty days, anything else none', () => {
  const ends: [Reason, number][] = [
    ['hidden-fault', 7 * dayMs],
    ['fake', 30 * dayMs],
    ['damaged', 0],
    ['changed-mind', 0],
  ];
  for (const [reason, windowMs] of ends) {
    assert.equal(windowOf(reason), windowMs, reason);
    const wish = { type: 'REFUND_ONLY', reason } as const;
    const over = openingOf(completed(windowMs), wish, 0, now);
    assert.deepEqual(over, { ok: false, code: 'aftersale/window-over' });
    if (windowMs > 0) assert.ok(openingOf(completed(windowMs - 1), wish, 0, now).ok, reason);
  }
});

test('the most that comes back is all, all but the freight, or all but half of it', () => {
  const fen: Record<Reason, bigint> = {
    'not-received': 10_901n,
    'not-as-described': 10_901n,
    damaged: 10_901n,
    fake: 10_901n,
    'missing-parts': 10_901n,
    'hidden-fault': 10_901n,
    'seller-late': 10_901n,
    'changed-mind': 10_000n,
    // Half of ¥9.01 is ¥4.50: the odd fen is the buyer's.
    other: 10_451n,
  };
  for (const reason of Object.keys(reasons) as Reason[]) {
    assert.equal(mostOf(order('DELIVERED'), reason), fen[reason], reason);
    assert.equal(mostOf(order('WAIT_SHIP'), reason), 10_901n, 'nothing was sent yet');
    assert.equal(mostOf(order('WAIT_SHIP', { refundedFen: 1n }), reason), 10_900n);
    const part = order('DELIVERED', { refundedFen: 100n });
    assert.equal(mostOf(part, reason), fen[reason] - 100n);
  }
  const nearly = order('DELIVERED', { refundedFen: 10_500n });
  assert.equal(mostOf(nearly, 'changed-mind'), 0n, 'never less than nothing');
  assert.equal(mostOf({ ...nearly, refundedFen: 10_000n }, 'changed-mind'), 0n);
  assert.equal(mostOf({ ...nearly, refundedFen: 9_999n }, 'changed-mind'), 1n);
});

test('an after-sale begins with what was asked for', () => {
  const opening = openingOf(
    order('DELIVERED'),
    { type: 'PARTIAL', reason: 'damaged', amountFen: 500n },
    4,
    now,
  );
  assert.ok(opening.ok);
  assert.deepEqual(opening.sale, {
    orderId: '1',
    buyerId: '2',
    sellerId: '3',
    type: 'PARTIAL',
    reason: 'damaged',
    lineNos: null,
    state: 'WAIT_SELLER',
    askedFen: 500n,
    mostFen: 10_901n,
    offeredFen: null,
    counters: 0,
    returnFreightFen: 0n,
    isByHand: false,
    parcel: null,
    openedAt: now,
    dueAt: new Date(now.getTime() + 48 * hourMs),
    refundedFen: 0n,
    endedAt: null,
    endReason: null,
    eventCount: 1,
  });
});

test('as much as the reason allows is asked for, unless less is named', () => {
  const asked = (state: Order['state'], wish: Wish) => {
    const opening = openingOf(order(state), wish, 0, now);
    return opening.ok ? opening.sale.askedFen : opening;
  };
  const refund = { type: 'REFUND_ONLY', reason: 'changed-mind' } as const;
  assert.equal(asked('DELIVERED', refund), 10_000n);
  assert.equal(asked('DELIVERED', { ...refund, amountFen: 1n }), 1n);
  assert.equal(asked('DELIVERED', { ...refund, amountFen: 10_000n }), 10_000n);
  const wrong = { ok: false, code: 'aftersale/amount', params: { mostFen: '10000' } };
  for (const amountFen of [-1n, 0n, 10_001n]) {
    assert.deepEqual(asked('DELIVERED', { ...refund, amountFen }), wrong);
  }
  const exchange = { type: 'EXCHANGE', reason: 'damaged' } as const;
  assert.equal(asked('DELIVERED', exchange), 0n);
  assert.equal(asked('DELIVERED', { ...exchange, amountFen: 99_999n }), 0n);
  const cancel = { type: 'CANCEL', reason: 'changed-mind' } as const;
  assert.equal(asked('WAIT_SHIP', cancel), 10_901n);
  assert.equal(asked('WAIT_SHIP', { ...cancel, amountFen: 10_901n }), 10_901n);
  const whole = { ok: false, code: 'aftersale/amount', params: { mostFen: '10901' } };
  assert.deepEqual(asked('WAIT_SHIP', { ...cancel, amountFen: 10_900n }), whole);
});

test('a cancellation is answered within a day', () => {
  const cancel = { type: 'CANCEL', reason: 'changed-mind' } as const;
  const opening = openingOf(order('WAIT_SHIP'), cancel, 0, now);
  assert.ok(opening.ok);
  assert.deepEqual(opening.sale.dueAt, new Date(now.getTime() + dayMs));
});

test('an order has five after-sales at most, and only of a fitting type', () => {
  const wish = { type: 'REFUND_ONLY', reason: 'damaged' } as const;
  assert.ok(openingOf(order('DELIVERED'), wish, 4, now).ok);
  const many = { ok: false, code: 'aftersale/too-many', params: { times: 5 } };
  assert.deepEqual(openingOf(order('DELIVERED'), wish, 5, now), many);
  const wrong = { ok: false, code: 'aftersale/type-not-now' };
  assert.deepEqual(openingOf(order('WAIT_SHIP'), wish, 0, now), wrong);
  const nothing = 'not-received';
  for (const type of ['RETURN_REFUND', 'EXCHANGE', 'PARTIAL'] as const) {
    assert.deepEqual(openingOf(order('SHIPPED'), { type, reason: nothing }, 0, now), wrong);
  }
  assert.ok(openingOf(order('SHIPPED'), { type: 'REFUND_ONLY', reason: nothing }, 0, now).ok);
  assert.ok(openingOf(order('WAIT_SHIP'), { type: 'CANCEL', reason: nothing }, 0, now).ok);
});

test('the seller’s part of the way back is all, none or half, up to a limit', () => {
  const share = (reason: Reason, returnFreightFen: bigint, orderFreightFen: bigint) =>
    returnFreightShare({ reason, returnFreightFen }, orderFreightFen);
  const rows: [Reason, bigint, bigint, bigint][] = [
    ['damaged', 900n, 0n, 900n],
    ['damaged', 2000n, 0n, 2000n],
    ['damaged', 2001n, 0n, 2000n],
    ['damaged', 2001n, 2500n, 2001n],
    ['damaged', 9000n, 2500n, 2500n],
    ['changed-mind', 900n, 0n, 0n],
    ['other', 901n, 0n, 450n],
    ['other', 9000n, 0n, 1000n],
  ];
  for (const [reason, cost, freight, part] of rows) {
    assert.equal(share(reason, cost, freight), part, `${reason} ${cost} ${freight}`);
  }
});

test('three states are ends; what goes from hand to hand waits for a word', () => {
  const states = Object.keys(compatCodes) as (keyof typeof compatCodes)[];
  const ends = states.filter(isOver).toSorted();
  assert.deepEqual(ends, ['CLOSED', 'EXCHANGED', 'REFUNDED']);
  const handed = states.filter((state) => isHandedBack({ state, isByHand: true }));
  assert.deepEqual(handed, ['WAIT_SELLER_RECEIVE']);
  assert.ok(!isHandedBack({ state: 'WAIT_SELLER_RECEIVE', isByHand: false }));
});
