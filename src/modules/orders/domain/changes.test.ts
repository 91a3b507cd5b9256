// Pure: the fields each step leaves behind, written out.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import { dayMs, hourMs } from '#platform/clock.ts';
import * as steps from '../../../../test/support/order-steps.ts';
import { movedAtOf } from './changes.ts';
import type { Order, Role } from './order.ts';

const { after, asked, completed, delivered, later, paid, paidAt, placed, placedAt } = steps;
const { moved, shipped, shippedAt } = steps;

/** The fields by which two orders differ, as the later one has them. */
function changed(before: Order, now: Order): Partial<Order> {
  const keys = Object.keys(now) as (keyof Order)[];
  const differing = keys.filter((key) => !isDeepStrictEqual(before[key], now[key]));
  return Object.fromEntries(differing.map((key) => [key, now[key]]));
}

function assertStep(
  before: Order,
  [by, words, at]: [Role, steps.Words, Date],
  expected: Partial<Order>,
): void {
  const now = after(before, by, words, at);
  assert.deepEqual(
    changed(before, { ...now, eventCount: before.eventCount }),
    expected,
    words.name,
  );
  assert.equal(now.eventCount, before.eventCount + 1);
}

const at = later(shippedAt, 2 * dayMs);

test('a payment starts the promise to ship', () => {
  assertStep(placed(), ['provider', { name: 'pay', amountFen: 18_000n }, paidAt], {
    state: 'WAIT_SHIP',
    paidFen: 18_000n,
    paidAt,
    shipBy: later(paidAt, 3 * dayMs),
    refundUnshippedAt: later(paidAt, 7 * dayMs),
  });
});

test('what was never paid is closed with its reason', () => {
  const ended = { state: 'CLOSED', closedAt: placedAt } as const;
  const cancel = { name: 'cancel-unpaid' } as const;
  assertStep(placed(), ['buyer', cancel, placedAt], { ...ended, endReason: 'cancel-unpaid' });
  const dueAt = later(placedAt, hourMs);
  const expected = { state: 'CLOSED', closedAt: dueAt, endReason: 'expire-unpaid' } as const;
  assertStep(placed(), ['clock', { name: 'expire-unpaid' }, dueAt], expected);
});

test('whatever ends a paid order early gives all of it back, with its reason', () => {
  const stopped = asked(paid(), paidAt);
  const ends: [Order, Role, steps.Words & { name: string }, Date][] = [
    [paid(), 'buyer', { name: 'cancel-paid' }, paidAt],
    [paid(), 'seller', { name: 'refuse-to-sell' }, paidAt],
    [paid(), 'clock', { name: 'refund-unshipped' }, later(paidAt, 7 * dayMs)],
    [moved(), 'clock', { name: 'lose-parcel' }, later(shippedAt, 14 * dayMs)],
    [stopped, 'seller', { name: 'cancel-agreed' }, at],
    [asked(shipped(), shippedAt), 'operator', { name: 'refund-after-sale' }, at],
  ];
  for (const [before, by, words, when] of ends) {
    const now = after(before, by, words, when);
    const { state, refundedAt, refundedFen, endReason, afterSaleOpenedAt, clockLeftMs } = now;
    assert.deepEqual(
      { state, refundedAt, refundedFen, endReason, afterSaleOpenedAt, clockLeftMs },
      {
        state: 'REFUNDED',
        refundedAt: when,
        refundedFen: 18_000n,
        endReason: words.name,
        afterSaleOpenedAt: null,
        clockLeftMs: null,
      },
    );
  }
});

test('days of patience are added to the refund, not to the promise', () => {
  const three = { name: 'extend-shipping', days: 3 } as const;
  assertStep(paid(), ['buyer', three, paidAt], {
    shipExtensionDays: 3,
    refundUnshippedAt: later(paidAt, 10 * dayMs),
  });
});

test('a parcel given to a carrier must be scanned, one without tracking is confirmed by time', () => {
  const scanBy = later(shippedAt, 2 * dayMs);
  const given = { state: 'SHIPPED', shippedAt } as const;
  const ship = (tracking: 'tracked' | 'untracked') => ({ name: 'ship', tracking }) as const;
  const tracked = { ...given, tracking: 'tracked', scanBy } as const;
  assertStep(paid(), ['seller', ship('tracked'), shippedAt], tracked);
  const confirmBy = later(shippedAt, 10 * dayMs);
  const untracked = { ...given, tracking: 'untracked', confirmBy } as const;
  assertStep(paid(), ['seller', ship('untracked'), shippedAt], untracked);
  const addParcel = { name: 'add-parcel' } as const;
  assertStep(shipped(), ['seller', addParcel, at], {});
});

test('a corrected waybill starts anew, but among untracked carriers nothing', () => {
  const correct = (tracking: 'tracked' | 'untracked', haveOthersMoved = false) =>
    ({ name: 'correct-waybill', tracking, haveOthersMoved }) as const;
  const anew = { lastMovedAt: null, moveBy: null, scanBy: later(at, 2 * dayMs) };
  assertStep(moved(), ['seller', correct('tracked'), at], anew);
  assertStep(moved(), ['seller', correct('tracked', true), at], {});
  assertStep(shipped('untracked'), ['seller', correct('untracked'), at], {});
  assertStep(shipped('untracked'), ['seller', correct('tracked'), at], {
    tracking: 'tracked',
    scanBy: later(at, 2 * dayMs),
    confirmBy: null,
  });
  const longer = after(shipped('untracked'), 'buyer', { name: 'extend-receipt' }, shippedAt);
  const tracked = after(longer, 'seller', correct('tracked'), at);
  assertStep(tracked, ['seller', correct('untracked'), at], {
    tracking: 'untracked',
    scanBy: null,
    confirmBy: later(at, 13 * dayMs),
  });
});

test('a void shipment is as if nothing had been sent; the first one gives a day at least', () => {
  const never = { name: 'void-shipment' } as const;
  const undone = { state: 'WAIT_SHIP', shippedAt: null, tracking: null, scanBy: null } as const;
  assertStep(shipped(), ['clock', never, at], { ...undone, voidShipments: 1 });
  const lateAt = later(paidAt, 6 * dayMs);
  const late = after(paid(), 'seller', { name: 'ship', tracking: 'tracked' }, lateAt);
  const voidAt = later(lateAt, 2 * dayMs);
  const first = { ...undone, voidShipments: 1, refundUnshippedAt: later(voidAt, dayMs) };
  assertStep(late, ['clock', never, voidAt], first);
  const second = { ...undone, voidShipments: 2 };
  assertStep({ ...late, voidShipments: 1 }, ['clock', never, voidAt], second);
});

test('a movement counts between the shipment and now', () => {
  const order = shipped();
  const cases: [Date, Date][] = [
    [later(shippedAt, hourMs), later(shippedAt, hourMs)],
    [later(shippedAt, -hourMs), shippedAt],
    [shippedAt, shippedAt],
    [later(at, hourMs), at],
    [at, at],
  ];
  for (const [said, counted] of cases) assert.deepEqual(movedAtOf(order, said, at), counted);
  assert.deepEqual(movedAtOf(paid(), later(at, -dayMs), at), at, 'nothing was shipped');
  const movedAt = later(shippedAt, dayMs);
  assertStep(order, ['courier', { name: 'move-parcel', movedAt }, at], {
    lastMovedAt: movedAt,
    scanBy: null,
    moveBy: later(movedAt, 14 * dayMs),
  });
});

test('delivery and handover start the time to look', () => {
  const confirmBy = later(at, 3 * dayMs);
  const arrived = { state: 'DELIVERED', deliveredAt: at, scanBy: null, confirmBy } as const;
  assertStep(shipped(), ['courier', { name: 'deliver' }, at], arrived);
  const late = { ...arrived, confirmBy: later(at, 9 * dayMs) };
  const patient = { ...shipped(), receiptExtensions: 2 };
  assertStep(patient, ['courier', { name: 'deliver' }, at], late);
  const given = { state: 'DELIVERED', deliveredAt: at, shippedAt: at } as const;
  const handedOver = { ...given, confirmBy: later(at, 2 * dayMs) };
  assertStep(paid({ delivery: 'pickup' }), ['seller', { name: 'hand-over' }, at], handedOver);
  const longer = { receiptExtensions: 1, confirmBy: later(shippedAt, 7 * dayMs) };
  assertStep(delivered(), ['buyer', { name: 'extend-receipt' }, at], longer);
});

test('the fee is that of what was kept', () => {
  const part = { ...delivered(), refundedFen: 1000n };
  const done = { state: 'COMPLETED', completedAt: at } as const;
  assertStep(part, ['buyer', { name: 'confirm-receipt' }, at], { ...done, feeFen: 102n });
  const late = later(shippedAt, 4 * dayMs);
  const byClock = { state: 'COMPLETED', completedAt: late, feeFen: 108n } as const;
  assertStep(delivered(), ['clock', { name: 'confirm-by-clock' }, late], byClock);
  const open = asked(completed(), at);
  const takeBack = { name: 'take-back', amountFen: 8000n, afterSaleId: '9' } as const;
  const kept = { refundedFen: 8000n, feeFen: 60n, afterSaleOpenedAt: null };
  assertStep(open, ['operator', takeBack, at], kept);
  const charged = { ...completed(), refundedFen: 1000n, chargedFen: 2000n };
  const chargeBack = { name: 'charge-back', amountFen: 5000n } as const;
  assertStep(charged, ['operator', chargeBack, at], { chargedFen: 7000n, feeFen: 60n });
  const both = { refundedFen: 9000n, feeFen: 42n, afterSaleOpenedAt: null };
  assertStep(asked(charged, at), ['operator', takeBack, at], both);
});

test('an after-sale stops the clock that runs, and what was left of it is kept', () => {
  const open = { name: 'open-after-sale' } as const;
  const begun = later(shippedAt, hourMs);
  assertStep(paid(), ['buyer', open, begun], { afterSaleOpenedAt: begun });
  assertStep(completed(), ['buyer', open, at], { afterSaleOpenedAt: at });
  const stopped = (clock: 'scanBy' | 'moveBy' | 'confirmBy', leftMs: number) => ({
    afterSaleOpenedAt: begun,
    [clock]: null,
    clockLeftMs: leftMs,
  });
  assertStep(shipped(), ['buyer', open, begun], stopped('scanBy', 47 * hourMs));
  assertStep(moved(), ['buyer', open, begun], stopped('moveBy', (14 * 24 - 1) * hourMs));
  const untracked = shipped('untracked');
  assertStep(untracked, ['buyer', open, begun], stopped('confirmBy', 239 * hourMs));
  const over = asked(shipped(), later(shippedAt, 3 * dayMs));
  assert.equal(over.clockLeftMs, 0, 'never less than nothing');
  assert.equal(asked({ ...shipped(), scanBy: null }, begun).clockLeftMs, 0);
});

test('a closed after-sale lets the clocks go on', () => {
  const close = { name: 'close-after-sale' } as const;
  const opened = later(paidAt, 2 * hourMs);
  const closedAt = later(opened, dayMs);
  assertStep(asked(paid(), opened), ['operator', close, closedAt], {
    afterSaleOpenedAt: null,
    shipBy: later(paidAt, 4 * dayMs),
    refundUnshippedAt: later(paidAt, 8 * dayMs),
  });
  const onItsWay = asked(shipped(), later(shippedAt, hourMs));
  const scanBy = later(at, 47 * hourMs);
  const resumed = { afterSaleOpenedAt: null, clockLeftMs: null, scanBy };
  assertStep(onItsWay, ['operator', close, at], resumed);
  const unknown = { ...onItsWay, clockLeftMs: null };
  assertStep(unknown, ['operator', close, at], { afterSaleOpenedAt: null, scanBy: at });
  const done = asked(completed(), at);
  assertStep(done, ['operator', close, at], { afterSaleOpenedAt: null });
  const part = { name: 'refund-part', amountFen: 500n, afterSaleId: '9' } as const;
  assertStep(onItsWay, ['seller', part, at], { ...resumed, refundedFen: 500n });
});

test('what happens while an after-sale is open is remembered for the clock', () => {
  const onItsWay = asked(shipped(), later(shippedAt, hourMs));
  const movedAt = later(shippedAt, dayMs);
  assertStep(onItsWay, ['courier', { name: 'move-parcel', movedAt }, at], {
    lastMovedAt: movedAt,
    clockLeftMs: 13 * dayMs,
  });
  const lateAt = later(movedAt, 20 * dayMs);
  assertStep(onItsWay, ['courier', { name: 'move-parcel', movedAt }, lateAt], {
    lastMovedAt: movedAt,
    clockLeftMs: 0,
  });
  const arrived = { state: 'DELIVERED', deliveredAt: at, clockLeftMs: 3 * dayMs } as const;
  assertStep(onItsWay, ['courier', { name: 'deliver' }, at], arrived);
});
