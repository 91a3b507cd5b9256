// Pure: the numbers of this room against the rule sheet.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayMs, minuteMs } from '#platform/clock.ts';
import { ruleMs } from '../../../../test/support/rule-sheet.ts';
import * as rules from './rules.ts';

test('a parcel’s times are as long as the rule sheet says', () => {
  assert.equal(rules.firstScanMs, ruleMs('order.timers.firstScanWithin'));
  assert.equal(rules.standstillMs, ruleMs('order.timers.noMovementAlert'));
  assert.equal(rules.trackingMsMax, ruleMs('order.timers.hardCap'));
});

test('carriers are asked no oftener than they allow, pickup codes pause as decided', () => {
  assert.equal(rules.queryEveryMs, 30 * minuteMs);
  assert.equal(rules.codePauseMs, 600_000);
  assert.equal(rules.codePauseMsMax, dayMs);
  assert.equal(rules.virtualFileBytesMax, 20_971_520);
  const guesses = { kind: 'fulfilment/guess', max: 100, perMs: dayMs };
  assert.deepEqual(rules.guessesPerDay, guesses);
});
