// Pure: the numbers of this room against the rule sheet.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayMs, minuteMs } from '#platform/clock.ts';
import { ruleAt, ruleMs } from '../../../../test/support/rule-sheet.ts';
import { addressKeptMs } from './address-shown.ts';
import { compatCodes, orderMachine } from './order-machine.ts';
import * as rules from './rules.ts';

test('every clock is as long as the rule sheet says', () => {
  const clocks: [number, string][] = [
    [rules.payHoldMs, 'order.timers.payHold'],
    [rules.payHoldAgreedMs, 'order.timers.payHoldAgreedOffer'],
    [rules.freeCancelMs, 'order.timers.buyerFreeCancel'],
    [rules.lateRefundMs, 'order.timers.lateAutoRefund'],
    [rules.shipExtensionDaysMax * dayMs, 'order.timers.buyerExtendShipMax'],
    [rules.firstScanMs, 'order.timers.firstScanWithin'],
    [rules.lostAfterMs, 'order.timers.lostDeclare'],
    [rules.confirmAfterDeliveredMs, 'order.timers.confirmAfterDelivered'],
    [rules.confirmAfterUntrackedMs, 'order.timers.confirmAfterShippedUntracked'],
    [rules.confirmAfterHandoverMs, 'order.timers.confirmPickupOrVirtual'],
    [rules.receiptExtensionMs, 'order.timers.buyerExtendConfirm.each'],
    [rules.offerValidMs, 'offer.valid'],
    [rules.afterSaleWindowMsMax, 'afterSale.window.counterfeit'],
    [addressKeptMs, 'afterSale.window.counterfeit'],
    [rules.firstSales.waitMs, 'withdraw.hold.for'],
  ];
  for (const [ms, path] of clocks) assert.equal(ms, ruleMs(path), path);
  assert.equal(rules.afterVoidMs, 24 * 60 * minuteMs);
});

test('every limit is what the rule sheet says', () => {
  const limits: [number, unknown][] = [
    [rules.feeBps, ruleAt('fee.baseBp')],
    [rules.receiptExtensionsMax, ruleAt('order.timers.buyerExtendConfirm.times')],
    [rules.quantityMax, (ruleAt('quickSell.qty') as number[])[1]],
    [rules.offerRoundsMax, ruleAt('offer.roundsMax')],
    [rules.offersPerListingMax, ruleAt('offer.perListingAndDay')],
    [rules.firstSales.count, ruleAt('withdraw.hold.firstSales')],
  ];
  for (const [limit, said] of limits) assert.equal(limit, said);
  const perDay = { kind: 'orders/make-offer', max: ruleAt('offer.perDay'), perMs: dayMs };
  assert.deepEqual(rules.offersPerDay, perDay);
});

test('states have the codes that other marketplaces know them by', () => {
  assert.deepEqual(compatCodes, ruleAt('order.compatCodes'));
  assert.deepEqual(Object.keys(compatCodes).toSorted(), [...states()].toSorted());
  assert.deepEqual(orderMachine.place.from, ['NONE']);
});

function states(): string[] {
  return ruleAt('order.states') as string[];
}
