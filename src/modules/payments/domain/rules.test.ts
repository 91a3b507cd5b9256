// Pure: the numbers of this room against the rule sheet.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayMs, hourMs, minuteMs, secondMs } from '#platform/clock.ts';
import { ruleAt, ruleMs } from '../../../../test/support/rule-sheet.ts';
import { billReadyMs } from './bill-days.ts';
import * as rules from './rules.ts';

test('withdrawals keep to the rule sheet', () => {
  assert.equal(rules.withdrawalFenMin, BigInt(Number(ruleAt('withdraw.min'))));
  assert.equal(rules.withdrawalsPerDayMax, ruleAt('withdraw.perDay'));
});

test('a lost notice is found in the time of the rule sheet, and asked for as long as it may come', () => {
  const foundBy = ruleMs('payments.lostNoticeFoundWithin');
  assert.ok(rules.firstQueryMs >= foundBy / 2 && rules.firstQueryMs < foundBy);
  const comesBy = ruleMs('payments.noticesComeUpTo');
  assert.ok(rules.queryAfterExpiryMs > comesBy);
  assert.ok(rules.queryAfterExpiryMs < comesBy + 2 * hourMs);
});

test('pauses are as ADR 0006 has them', () => {
  assert.equal(rules.queryPauseMsMax, 10 * minuteMs);
  assert.equal(rules.settleQueryMs, 30 * secondMs);
  assert.equal(rules.refundRetryMs, 300_000);
  assert.equal(rules.refundRetryMsMax, dayMs);
  assert.equal(rules.lookAgainMs, minuteMs);
  assert.equal(rules.frozenQueryMs, 300_000);
  assert.equal(rules.recheckMs, 93_600_000);
  assert.equal(billReadyMs, hourMs);
});
