// Pure: no clock, no database.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayMs, secondMs } from '#platform/clock.ts';
import { judgeSeller, type CheckCode, type SellerFacts } from './eligibility.ts';

const joinedAt = new Date('2026-05-24T08:30:15.000Z');
const ready: SellerFacts = {
  joinedAt,
  realName: 'verified',
  realNameReason: null,
  isPro: true,
  quickSellOpenedAt: null,
};
const after = (ms: number) => new Date(joinedAt.getTime() + ms);
const check = (facts: SellerFacts, now: Date, code: CheckCode) =>
  judgeSeller(facts, now).checks.find((one) => one.code === code)!;

test('an account of 179 days may not sell and sees the day it will', () => {
  const age = check(ready, after(179 * dayMs), 'account-age');
  assert.equal(age.passed, false);
  assert.equal(age.nextStep, 'wait');
  assert.equal(age.days, 179);
  assert.equal(age.daysNeeded, 180);
  assert.deepEqual(age.eligibleAt, after(180 * dayMs));
  assert.equal(age.since, null);
  assert.equal(judgeSeller(ready, after(179 * dayMs)).eligible, false);
});

test('one second before 180 days is too early', () => {
  const now = after(180 * dayMs - secondMs);
  assert.equal(judgeSeller(ready, now).eligible, false);
  assert.equal(check(ready, now, 'account-age').days, 179);
});

test('180 days to the second is old enough', () => {
  const now = after(180 * dayMs);
  assert.equal(judgeSeller(ready, now).eligible, true);
  const age = check(ready, now, 'account-age');
  assert.deepEqual([age.passed, age.nextStep, age.days], [true, null, 180]);
  assert.deepEqual(age.since, after(180 * dayMs));
});

test('181 days are old enough', () => {
  assert.equal(judgeSeller(ready, after(181 * dayMs)).eligible, true);
  assert.equal(check(ready, after(181 * dayMs), 'account-age').days, 181);
});

test('an account that joins in the future counts no negative days', () => {
  assert.equal(check(ready, after(-dayMs), 'account-age').days, 0);
});

for (const [realName, nextStep] of [
  ['none', 'submit-real-name'],
  ['pending', 'wait-for-review'],
  ['refused', 'submit-real-name-again'],
] as const) {
  test(`a real name in state ${realName} is answered with ${nextStep}`, () => {
    const facts = { ...ready, realName, realNameReason: '照片不清楚' };
    const now = after(200 * dayMs);
    assert.equal(judgeSeller(facts, now).eligible, false);
    const name = check(facts, now, 'real-name');
    assert.deepEqual([name.passed, name.nextStep], [false, nextStep]);
    assert.equal(name.reason, realName === 'refused' ? '照片不清楚' : null);
    assert.equal(check(facts, now, 'adult').passed, false);
  });
}

test('a member without a pro account is sent to open one', () => {
  const facts = { ...ready, isPro: false };
  assert.equal(judgeSeller(facts, after(200 * dayMs)).eligible, false);
  assert.equal(check(facts, after(200 * dayMs), 'pro-account').nextStep, 'open-pro-account');
});

test('who meets everything is one tap away from selling', () => {
  const now = after(200 * dayMs);
  const judged = judgeSeller(ready, now);
  assert.deepEqual([judged.eligible, judged.maySell], [true, false]);
  assert.equal(check(ready, now, 'quick-sell').nextStep, 'open-quick-sell');
});

test('who has opened quick sell may sell, and only as long as the rest holds', () => {
  const opened = { ...ready, quickSellOpenedAt: after(190 * dayMs) };
  assert.equal(judgeSeller(opened, after(200 * dayMs)).maySell, true);
  assert.equal(judgeSeller({ ...opened, isPro: false }, after(200 * dayMs)).maySell, false);
});

test('who is not eligible is not asked to open quick sell', () => {
  assert.equal(check({ ...ready, isPro: false }, after(0), 'quick-sell').nextStep, null);
});
