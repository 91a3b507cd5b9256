// Pure: the numbers of this room against the rule sheet.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayMs, minuteMs } from '#platform/clock.ts';
import { ruleAt, ruleMs } from '../../../../test/support/rule-sheet.ts';
import { afterSaleTypes } from './after-sale.ts';
import * as rules from './rules.ts';

test('every clock is as long as the rule sheet says', () => {
  const clocks: [number, string][] = [
    [rules.sellerReplyMs, 'afterSale.timers.sellerReply'],
    [rules.cancelReplyMs, 'order.timers.cancelSellerReply'],
    [rules.returnAddressMs, 'afterSale.timers.returnAddress'],
    [rules.buyerReturnMs, 'afterSale.timers.buyerReturnShip'],
    [rules.sellerReceiveMs, 'afterSale.timers.sellerReceiveAfterDelivered'],
    [rules.buyerReplyMs, 'afterSale.timers.escalateAfter'],
    [rules.replacementMs, 'order.timers.shipDefault'],
    [rules.replacementCheckMs, 'order.timers.confirmAfterDelivered'],
    [rules.returnLostMs, 'order.timers.lostDeclare'],
    [rules.returnUntrackedMs, 'order.timers.confirmAfterShippedUntracked'],
    [rules.hiddenFaultMs, 'afterSale.window.latentFault'],
    [rules.counterfeitMs, 'afterSale.window.counterfeit'],
  ];
  for (const [ms, path] of clocks) assert.equal(ms, ruleMs(path), path);
  assert.equal(rules.escalateWithinMs, 7 * dayMs);
  assert.equal(rules.captureMs, 15 * minuteMs);
});

test('what may be asked for and how often are as the rule sheet says', () => {
  assert.deepEqual(afterSaleTypes, ruleAt('afterSale.types'));
  assert.equal(rules.countersMax, ruleAt('afterSale.counterOffersMax'));
});
