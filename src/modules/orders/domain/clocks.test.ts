// Pure: the machine and its clocks, to the millisecond. The numbers are written out from
// docs/rules/rules.json and not read from the code, so that neither can move alone.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayMs, hourMs, minuteMs } from '#platform/clock.ts';
import * as steps from '../../../../test/support/order-steps.ts';
import { deadlinesOf, type DeadlineKind } from './clocks.ts';
import type { Order, Role } from './order.ts';

const { after, judged, later, paid, paidAt, placed, placedAt, shipped, shippedAt } = steps;

function refusal(order: Order, by: Role, words: steps.Words, at: Date): string | undefined {
  const verdict = judged(order, by, words, at);
  return verdict.ok ? undefined : verdict.code;
}

type ClockName =
  'expire-unpaid' | 'refund-unshipped' | 'void-shipment' | 'lose-parcel' | 'confirm-by-clock';

const kinds: Record<ClockName, DeadlineKind> = {
  'expire-unpaid': 'orders/pay-by',
  'refund-unshipped': 'orders/refund-unshipped',
  'void-shipment': 'orders/scan-by',
  'lose-parcel': 'orders/move-by',
  'confirm-by-clock': 'orders/confirm-by',
};

/** The clock does nothing a millisecond before its time, acts at it, and is the only one to run. */
function assertRunsOut(order: Order, name: ClockName, at: Date): Order {
  assert.deepEqual(deadlinesOf(order), { [kinds[name]]: at }, name);
  assert.equal(refusal(order, 'clock', { name }, later(at, -1)), 'orders/not-due');
  return after(order, 'clock', { name }, at);
}

test('an order waits thirty minutes for its payment', () => {
  const ended = assertRunsOut(placed(), 'expire-unpaid', later(placedAt, 30 * minuteMs));
  assert.equal(ended.state, 'CLOSED');
});

test('a paid order is cancelled freely for an hour, and again once the promise is broken', () => {
  const order = paid();
  const cancelled = (at: Date) => refusal(order, 'buyer', { name: 'cancel-paid' }, at);
  assert.equal(cancelled(later(paidAt, hourMs)), undefined);
  assert.equal(cancelled(later(paidAt, hourMs + 1)), 'orders/free-cancel-over');
  assert.equal(cancelled(later(paidAt, 3 * dayMs)), 'orders/free-cancel-over');
  assert.equal(cancelled(later(paidAt, 3 * dayMs + 1)), undefined);
});

test('a broken promise is refunded four days later, whatever was promised', () => {
  for (const shipWithinMs of [10 * minuteMs, dayMs, 2 * dayMs, 3 * dayMs, 7 * dayMs]) {
    const due = later(paidAt, shipWithinMs + 4 * dayMs);
    assert.equal(assertRunsOut(paid({ shipWithinMs }), 'refund-unshipped', due).state, 'REFUNDED');
  }
});

test('the buyer puts that refund off by twenty-one days in all, and not by one more', () => {
  const order = after(paid(), 'buyer', { name: 'extend-shipping', days: 20 }, paidAt);
  const more = (days: number) => ({ name: 'extend-shipping', days }) as const;
  assert.equal(refusal(order, 'buyer', more(2), paidAt), 'orders/ship-extension-spent');
  const longest = after(order, 'buyer', more(1), paidAt);
  assertRunsOut(longest, 'refund-unshipped', later(paidAt, (3 + 4 + 21) * dayMs));
});

test('a parcel that no carrier scans is void after 48 hours; the seller then has a day, once', () => {
  const due = later(shippedAt, 48 * hourMs);
  const order = assertRunsOut(shipped('tracked'), 'void-shipment', due);
  assert.equal(order.state, 'WAIT_SHIP');
  assertRunsOut(order, 'refund-unshipped', later(paidAt, 7 * dayMs));

  const lastMinute = later(paidAt, 7 * dayMs - minuteMs);
  const late = after(paid(), 'seller', { name: 'ship', tracking: 'tracked' }, lastMinute);
  const firstVoid = assertRunsOut(late, 'void-shipment', later(lastMinute, 2 * dayMs));
  assertRunsOut(firstVoid, 'refund-unshipped', later(lastMinute, 3 * dayMs));
});

test('a parcel is lost fourteen days after it last moved', () => {
  const movedAt = later(shippedAt, dayMs);
  const moved = after(shipped('tracked'), 'courier', { name: 'move-parcel', movedAt }, movedAt);
  const again = later(movedAt, 13 * dayMs);
  const still = after(moved, 'courier', { name: 'move-parcel', movedAt: again }, again);
  assertRunsOut(moved, 'lose-parcel', later(movedAt, 14 * dayMs));
  assert.equal(assertRunsOut(still, 'lose-parcel', later(again, 14 * dayMs)).state, 'REFUNDED');
});

test('the buyer looks at the goods for three days, and twice for three days more', () => {
  const deliveredAt = later(shippedAt, 2 * dayMs);
  const order = after(shipped('tracked'), 'courier', { name: 'deliver' }, deliveredAt);
  assertRunsOut(order, 'confirm-by-clock', later(deliveredAt, 3 * dayMs));
  const longer = after(order, 'buyer', { name: 'extend-receipt' }, deliveredAt);
  assertRunsOut(longer, 'confirm-by-clock', later(deliveredAt, 6 * dayMs));
  const longest = after(longer, 'buyer', { name: 'extend-receipt' }, deliveredAt);
  assertRunsOut(longest, 'confirm-by-clock', later(deliveredAt, 9 * dayMs));
  const third = refusal(longest, 'buyer', { name: 'extend-receipt' }, deliveredAt);
  assert.equal(third, 'orders/receipt-extensions-spent');
});

test('a parcel without tracking is confirmed after ten days, goods handed over after two', () => {
  assertRunsOut(shipped('untracked'), 'confirm-by-clock', later(shippedAt, 10 * dayMs));
  for (const delivery of ['pickup', 'virtual'] as const) {
    const given = after(paid({ delivery }), 'seller', { name: 'hand-over' }, shippedAt);
    assertRunsOut(given, 'confirm-by-clock', later(shippedAt, 2 * dayMs));
  }
});

test('an after-sale stops every clock of goods that have left, and it goes on with as much left', () => {
  const scanned = { name: 'move-parcel', movedAt: shippedAt } as const;
  const running: [ClockName, number, Order][] = [
    ['void-shipment', 2 * dayMs, shipped('tracked')],
    ['lose-parcel', 14 * dayMs, after(shipped('tracked'), 'courier', scanned, shippedAt)],
    ['confirm-by-clock', 10 * dayMs, shipped('untracked')],
    [
      'confirm-by-clock',
      3 * dayMs,
      after(shipped('tracked'), 'courier', { name: 'deliver' }, shippedAt),
    ],
  ];
  for (const [name, wholeMs, order] of running) {
    const stopped = after(order, 'buyer', { name: 'open-after-sale' }, later(shippedAt, dayMs));
    assert.deepEqual(deadlinesOf(stopped), {});
    const decidedAt = later(shippedAt, 100 * dayMs);
    assert.equal(refusal(stopped, 'clock', { name }, decidedAt), 'orders/after-sale-open');
    const resumed = after(stopped, 'operator', { name: 'close-after-sale' }, decidedAt);
    assertRunsOut(resumed, name, later(decidedAt, wholeMs - dayMs));
  }
});
