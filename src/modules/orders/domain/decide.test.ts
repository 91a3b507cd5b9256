// Pure: what the machine refuses, in which words, and to the fen and the millisecond.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayMs, hourMs } from '#platform/clock.ts';
import * as steps from '../../../../test/support/order-steps.ts';
import { chargeableFen, feeBackFen, isNewMovement, leftFen, mayCancelPaid } from './decide.ts';
import type { Order, Role } from './order.ts';

const { asked, completed, delivered, judged, later, moved, paid, paidAt, placed, placedAt } = steps;
const { shipped, shippedAt } = steps;

type Refused = [order: Order, by: Role, words: steps.Words, at: Date, code: string];

function refusalOf([order, by, words, at]: Refused) {
  const verdict = judged(order, by, words, at);
  return verdict.ok ? undefined : verdict;
}

const closed = steps.after(placed(), 'buyer', { name: 'cancel-unpaid' }, placedAt);
const refunded = steps.after(paid(), 'seller', { name: 'refuse-to-sell' }, paidAt);
const pay = { name: 'pay', amountFen: 18_000n } as const;
const ship = { name: 'ship', tracking: 'tracked' } as const;
const part = (amountFen: bigint) => ({ name: 'refund-part', amountFen, afterSaleId: '9' }) as const;
const back = (amountFen: bigint) => ({ name: 'take-back', amountFen, afterSaleId: '9' }) as const;
const charge = (amountFen: bigint) => ({ name: 'charge-back', amountFen }) as const;
const handOver = { name: 'hand-over' } as const;
const receipt = { name: 'confirm-receipt' } as const;

test('a command at the wrong time is refused in the member’s terms', () => {
  const refusals: Refused[] = [
    [placed(), 'seller', pay, placedAt, 'orders/not-your-part'],
    [completed(), 'buyer', receipt, shippedAt, 'orders/already-received'],
    [closed, 'buyer', receipt, shippedAt, 'orders/closed'],
    [closed, 'provider', pay, shippedAt, 'orders/closed'],
    [refunded, 'buyer', receipt, shippedAt, 'orders/already-refunded'],
    [shipped(), 'seller', ship, shippedAt, 'orders/already-shipped'],
    [delivered(), 'seller', ship, shippedAt, 'orders/already-shipped'],
    [completed(), 'seller', ship, shippedAt, 'orders/already-shipped'],
    [placed(), 'seller', ship, placedAt, 'orders/not-now'],
    [placed(), 'buyer', receipt, placedAt, 'orders/not-now'],
    [completed(), 'seller', handOver, shippedAt, 'orders/not-now'],
    [paid(), 'provider', pay, paidAt, 'orders/not-now'],
  ];
  for (const one of refusals)
    assert.equal(refusalOf(one)?.code, one[4], `${one[2].name} ${one[4]}`);
  const params = refusalOf([paid(), 'provider', pay, paidAt, ''])?.params;
  assert.deepEqual(params, { state: 'WAIT_SHIP' });
});

test('what forbids a command in the right state is said', () => {
  const stopped = asked(paid(), later(paidAt, 2 * hourMs));
  const stoppedOnWay = asked(shipped(), shippedAt);
  const at = later(paidAt, 3 * hourMs);
  const days = (some: number) => ({ name: 'extend-shipping', days: some }) as const;
  const refusals: Refused[] = [
    [placed(), 'provider', { ...pay, amountFen: 17_999n }, placedAt, 'orders/wrong-amount'],
    [placed(), 'provider', { ...pay, amountFen: 18_001n }, placedAt, 'orders/wrong-amount'],
    [paid({ delivery: 'pickup' }), 'seller', ship, paidAt, 'orders/no-parcel'],
    [paid({ delivery: 'virtual' }), 'seller', ship, paidAt, 'orders/no-parcel'],
    [paid(), 'seller', handOver, paidAt, 'orders/needs-parcel'],
    [stopped, 'seller', ship, at, 'orders/after-sale-open'],
    [stopped, 'buyer', days(1), at, 'orders/after-sale-open'],
    [stopped, 'buyer', { name: 'open-after-sale' }, at, 'orders/after-sale-open'],
    [stoppedOnWay, 'buyer', { name: 'extend-receipt' }, at, 'orders/after-sale-open'],
    [
      stopped,
      'clock',
      { name: 'refund-unshipped' },
      later(at, 99 * dayMs),
      'orders/after-sale-open',
    ],
    [paid(), 'buyer', days(0), at, 'orders/extension-invalid'],
    [paid(), 'buyer', days(-1), at, 'orders/extension-invalid'],
    [paid(), 'buyer', days(1.5), at, 'orders/extension-invalid'],
    [paid(), 'buyer', days(22), at, 'orders/ship-extension-spent'],
    [shipped(), 'buyer', { name: 'extend-receipt' }, at, 'orders/no-clock-to-extend'],
    [paid(), 'seller', { name: 'cancel-agreed' }, at, 'orders/no-after-sale-open'],
    [shipped(), 'seller', { name: 'close-after-sale' }, at, 'orders/no-after-sale-open'],
    [shipped(), 'seller', { name: 'refund-after-sale' }, at, 'orders/no-after-sale-open'],
    [shipped(), 'seller', part(1n), at, 'orders/no-after-sale-open'],
    [completed(), 'seller', back(1n), at, 'orders/no-after-sale-open'],
    [paid(), 'buyer', { name: 'cancel-paid' }, at, 'orders/free-cancel-over'],
    [paid(), 'clock', { name: 'confirm-by-clock' }, at, 'orders/not-now'],
    [shipped(), 'clock', { name: 'confirm-by-clock' }, at, 'orders/not-due'],
    [shipped(), 'clock', { name: 'lose-parcel' }, at, 'orders/not-due'],
  ];
  for (const one of refusals)
    assert.equal(refusalOf(one)?.code, one[4], `${one[2].name} ${one[4]}`);
});

test('a refusal says what the member can go by', () => {
  const at = later(paidAt, 3 * hourMs);
  const shipBy = later(paidAt, 3 * dayMs).toISOString();
  const cancel = refusalOf([paid(), 'buyer', { name: 'cancel-paid' }, at, '']);
  assert.deepEqual(cancel?.params, { shipBy });
  const unknown = refusalOf([
    { ...paid(), shipBy: null },
    'buyer',
    { name: 'cancel-paid' },
    paidAt,
    '',
  ]);
  assert.deepEqual(unknown, { ok: false, code: 'orders/free-cancel-over', params: { shipBy: '' } });
  const five = steps.after(paid(), 'buyer', { name: 'extend-shipping', days: 5 }, at);
  const more = refusalOf([five, 'buyer', { name: 'extend-shipping', days: 17 }, at, '']);
  assert.deepEqual(more?.params, { daysLeft: 16 });
  const spent = { ...delivered(), receiptExtensions: 2 };
  const longer = refusalOf([spent, 'buyer', { name: 'extend-receipt' }, at, '']);
  assert.deepEqual(longer?.params, { times: 2 });
});

test('a part of the money leaves at least a fen, taking back may take all', () => {
  const open = asked(delivered(), later(shippedAt, dayMs));
  const kept = asked({ ...completed(), refundedFen: 1000n }, later(shippedAt, 3 * dayMs));
  const at = later(shippedAt, 4 * dayMs);
  for (const amount of [1n, 17_999n]) assert.ok(judged(open, 'seller', part(amount), at).ok);
  for (const amount of [-1n, 0n, 18_000n]) {
    const refusal = refusalOf([open, 'seller', part(amount), at, '']);
    assert.equal(refusal?.code, 'orders/refund-amount');
    assert.deepEqual(refusal.params, { mostFen: '17999' });
  }
  for (const amount of [1n, 17_000n]) assert.ok(judged(kept, 'seller', back(amount), at).ok);
  for (const amount of [0n, 17_001n]) {
    const refusal = refusalOf([kept, 'seller', back(amount), at, '']);
    assert.deepEqual(refusal?.params, { mostFen: '17000' });
  }
  const twice = { ...completed(), refundedFen: 1000n, chargedFen: 7000n };
  const most = asked(twice, later(shippedAt, 3 * dayMs));
  assert.ok(judged(twice, 'operator', charge(10_000n), at).ok);
  assert.ok(judged(most, 'seller', back(10_000n), at).ok);
  for (const amount of [0n, 10_001n]) {
    const refusals = [
      refusalOf([twice, 'operator', charge(amount), at, '']),
      refusalOf([most, 'seller', back(amount), at, '']),
    ];
    for (const refusal of refusals) assert.deepEqual(refusal?.params, { mostFen: '10000' });
  }
  const waiting = refusalOf([most, 'operator', charge(1n), at, '']);
  assert.equal(waiting?.code, 'orders/after-sale-open');
  assert.equal(leftFen({ paidFen: 500n, refundedFen: 120n, chargedFen: 30n }), 350n);
});

test('a step says who did what, when, and what it books', () => {
  const open = asked(delivered(), later(shippedAt, dayMs));
  const at = later(shippedAt, 2 * dayMs);
  const verdict = judged(open, 'seller', part(700n), at);
  assert.ok(verdict.ok);
  const { command, from, to, role, actorId, at: when, money, stock, refund } = verdict.step;
  assert.deepEqual(
    { command, from, to, role, actorId, when, money, stock },
    {
      command: 'refund-part',
      from: 'DELIVERED',
      to: 'DELIVERED',
      role: 'seller',
      actorId: '3',
      when: at,
      money: 'refund-part',
      stock: 'none',
    },
  );
  assert.equal(refund?.amountFen, 700n);
  assert.equal(refund.afterSaleId, '9');
  const paying = judged(placed(), 'provider', pay, paidAt);
  assert.ok(paying.ok);
  const refundAt = later(paidAt, 7 * dayMs);
  assert.deepEqual(paying.step.deadlines, { 'orders/refund-unshipped': refundAt });
  assert.deepEqual(verdict.step.deadlines, { 'orders/confirm-by': later(at, 3 * dayMs) });
  assert.ok(!('refund' in paying.step), 'a payment gives nothing back');
});

test('a paid order may be cancelled in its first hour, even while an after-sale is open', () => {
  const order = paid();
  const stopped = asked(order, paidAt);
  assert.ok(mayCancelPaid(stopped, later(paidAt, hourMs)));
  assert.ok(!mayCancelPaid(stopped, later(paidAt, hourMs + 1)));
  assert.ok(!mayCancelPaid(stopped, later(paidAt, 4 * dayMs)), 'its clocks stand');
  assert.ok(mayCancelPaid(order, later(paidAt, 3 * dayMs + 1)));
  assert.ok(!mayCancelPaid(order, later(paidAt, 3 * dayMs)));
  assert.ok(!mayCancelPaid({ ...order, paidAt: null }, paidAt));
  assert.ok(!mayCancelPaid({ ...order, shipBy: null }, paidAt));
  assert.ok(!mayCancelPaid(placed(), paidAt));
});

test('a carrier’s word counts when it says of a tracked parcel what was not known', () => {
  const [known, at] = [moved(), later(shippedAt, hourMs)];
  assert.ok(isNewMovement(shipped(), at, at));
  assert.ok(isNewMovement(known, at, at));
  assert.ok(!isNewMovement(known, shippedAt, at), 'the same again');
  assert.ok(!isNewMovement(known, later(shippedAt, -dayMs), at), 'before the shipment');
  assert.ok(!isNewMovement(shipped('untracked'), at, at));
  const old = refusalOf([known, 'courier', { name: 'move-parcel', movedAt: shippedAt }, at, '']);
  assert.equal(old?.code, 'orders/not-now');
});

test('a lost dispute is its seller’s to bear as far as the order has left them anything', () => {
  const kept = { ...completed(), refundedFen: 6000n, chargedFen: 2000n };
  assert.deepEqual(
    [9999n, 10_000n, 10_001n, 18_000n].map((fen) => chargeableFen(kept, fen)),
    [9999n, 10_000n, 10_000n, 10_000n],
  );
  assert.equal(chargeableFen(refunded, 18_000n), 0n);
  assert.equal(chargeableFen(closed, 18_000n), 0n);
  const settled = { ...kept, feeFen: 60n };
  assert.deepEqual(
    [1n, 9833n, 9834n, 10_000n].map((fen) => feeBackFen(settled, fen)),
    [1n, 59n, 60n, 60n],
  );
  assert.equal(feeBackFen(delivered(), 18_000n), 0n);
});
