// Pure: what a party of an order is told: where the money is, whose turn it is, what may be done.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayMs, hourMs, minuteMs } from '#platform/clock.ts';
import * as steps from '../../../../test/support/order-steps.ts';
import { freeCancelUntil, guideOf, otherwises, type Guide } from './guide.ts';
import type { Order } from './order.ts';

const { after, asked, completed, delivered, later, moved, paid, paidAt, placed, placedAt } = steps;
const { shipped, shippedAt } = steps;

const closed = after(placed(), 'buyer', { name: 'cancel-unpaid' }, placedAt);
const refunded = after(paid(), 'seller', { name: 'refuse-to-sell' }, paidAt);
const completedAt = completed().completedAt!;

type Refund = Parameters<typeof guideOf>[3];
function guide(order: Order, viewer: 'buyer' | 'seller', at: Date, refund?: Refund): Guide {
  return guideOf(order, viewer, at, refund);
}

test('five steps, and at each it is said who has the money', () => {
  const places: [Order, Refund, number, Guide['money']][] = [
    [placed(), undefined, 1, 'not-paid'],
    [paid(), undefined, 2, 'escrow'],
    [shipped(), undefined, 3, 'escrow'],
    [delivered(), undefined, 4, 'escrow'],
    [completed(), undefined, 5, 'seller'],
    [closed, undefined, 5, 'never-taken'],
    [closed, 'going-back', 5, 'going-back'],
    [closed, 'done', 5, 'back-with-buyer'],
    [refunded, 'going-back', 5, 'going-back'],
    [refunded, undefined, 5, 'going-back'],
    [refunded, 'done', 5, 'back-with-buyer'],
  ];
  for (const [order, refund, step, money] of places) {
    const told = guide(order, 'buyer', shippedAt, refund);
    assert.deepEqual([told.step, told.steps, told.money], [step, 5, money], order.state);
  }
});

test('both are told whose turn it is, until when, and what happens otherwise', () => {
  const shipBy = later(paidAt, 3 * dayMs);
  const open = asked(shipped(), shippedAt);
  const turns: [Order, Date, Guide['actor'], Date | null, Guide['otherwise']][] = [
    [placed(), placedAt, 'buyer', later(placedAt, 30 * minuteMs), 'closes'],
    [paid(), shipBy, 'seller', shipBy, 'refunds'],
    [paid(), later(shipBy, 1), 'seller', later(paidAt, 7 * dayMs), 'refunds-late'],
    [{ ...paid(), shipBy: null }, shipBy, 'seller', null, 'refunds'],
    [shipped(), shippedAt, 'courier', later(shippedAt, 2 * dayMs), 'voids'],
    [moved(), shippedAt, 'courier', later(shippedAt, 14 * dayMs), 'loses'],
    [shipped('untracked'), shippedAt, 'buyer', later(shippedAt, 10 * dayMs), 'confirms'],
    [delivered(), shippedAt, 'buyer', later(shippedAt, 4 * dayMs), 'confirms'],
    [open, shippedAt, 'nobody', null, 'after-sale'],
    [asked(paid(), paidAt), paidAt, 'nobody', null, 'after-sale'],
    [completed(), completedAt, 'nobody', null, 'nothing'],
    [closed, placedAt, 'nobody', null, 'nothing'],
    [refunded, paidAt, 'nobody', null, 'nothing'],
  ];
  for (const viewer of ['buyer', 'seller'] as const) {
    for (const [order, at, actor, dueAt, otherwise] of turns) {
      const told = guide(order, viewer, at);
      const expected = { actor, dueAt, otherwise };
      assert.deepEqual(
        { actor: told.actor, dueAt: told.dueAt, otherwise: told.otherwise },
        expected,
        `${order.state} ${otherwise}`,
      );
      assert.ok(otherwises.includes(told.otherwise));
    }
  }
  assert.equal(new Set(otherwises).size, 8);
});

test('the buyer may do what the machine would allow, the most fitting first', () => {
  const late = later(paidAt, 3 * dayMs + 1);
  const inTime = later(paidAt, 2 * hourMs);
  const window = later(completedAt, 30 * dayMs);
  const [receipt, longer, ask] = ['confirm-receipt', 'extend-receipt', 'open-after-sale'] as const;
  const rows: [string, Order, Date, Guide['actions']][] = [
    ['to pay', placed(), later(placedAt, 30 * minuteMs - 1), ['pay', 'cancel']],
    ['too late to pay', placed(), later(placedAt, 30 * minuteMs), ['cancel']],
    ['the free hour', paid(), later(paidAt, hourMs), ['cancel']],
    ['after it', paid(), inTime, [ask]],
    ['at the promise', paid(), later(paidAt, 3 * dayMs), [ask]],
    ['late', paid(), late, ['cancel', 'extend-shipping']],
    ['late, all days given', { ...paid(), shipExtensionDays: 21 }, late, ['cancel']],
    ['one day left', { ...paid(), shipExtensionDays: 20 }, late, ['cancel', 'extend-shipping']],
    ['without a promise', { ...paid(), shipBy: null }, late, [ask]],
    ['asked in the free hour', asked(paid(), paidAt), later(paidAt, hourMs), ['cancel']],
    ['asked', asked(paid(), inTime), inTime, []],
    ['on its way', shipped(), shippedAt, [receipt, ask]],
    ['on its way untracked', shipped('untracked'), shippedAt, [receipt, ask, longer]],
    ['there', delivered(), shippedAt, [receipt, ask, longer]],
    ['extended once', { ...delivered(), receiptExtensions: 1 }, shippedAt, [receipt, ask, longer]],
    ['extended twice', { ...delivered(), receiptExtensions: 2 }, shippedAt, [receipt, ask]],
    ['asked about goods', asked(delivered(), shippedAt), shippedAt, [receipt]],
    ['done', completed(), later(window, -1), [ask]],
    ['done for good', completed(), window, []],
    ['done, asked', asked(completed(), completedAt), completedAt, []],
    ['done, all back', { ...completed(), refundedFen: 18_000n }, completedAt, []],
    ['done, a fen left', { ...completed(), refundedFen: 17_999n }, completedAt, [ask]],
    ['done, unknown when', { ...completed(), completedAt: null }, completedAt, []],
    ['closed', closed, placedAt, []],
    ['refunded', refunded, paidAt, []],
  ];
  for (const [when, order, at, actions] of rows) {
    assert.deepEqual(guide(order, 'buyer', at).actions, actions, when);
  }
});

test('the seller ships or hands over, and mends what was sent', () => {
  const rows: [Order, Guide['actions']][] = [
    [placed(), []],
    [paid(), ['ship', 'cancel']],
    [paid({ delivery: 'pickup' }), ['hand-over', 'cancel']],
    [paid({ delivery: 'virtual' }), ['hand-over', 'cancel']],
    [asked(paid(), paidAt), ['cancel']],
    [shipped(), ['correct-waybill', 'add-parcel']],
    [delivered(), []],
    [completed(), []],
    [closed, []],
    [refunded, []],
  ];
  for (const [order, actions] of rows) {
    assert.deepEqual(guide(order, 'seller', shippedAt).actions, actions, order.state);
  }
});

test('the free hour is known once an order is paid', () => {
  assert.equal(freeCancelUntil(placed()), null);
  assert.deepEqual(freeCancelUntil(paid()), later(paidAt, hourMs));
});
