import assert from 'node:assert/strict';
import { test } from 'node:test';
import { monthPattern, monthSpan, quarterSpan, shanghaiDay, yearPattern } from './month.ts';

test('a month begins and ends at midnight in Shanghai', () => {
  const { from, until } = monthSpan('2026-11');
  assert.equal(from.toISOString(), '2026-10-31T16:00:00.000Z');
  assert.equal(until.toISOString(), '2026-11-30T16:00:00.000Z');
});

test('December ends where the next January begins', () => {
  assert.deepEqual(monthSpan('2026-12').until, monthSpan('2027-01').from);
});

test('February of a leap year has its twenty-ninth', () => {
  const { from, until } = monthSpan('2028-02');
  assert.equal((until.getTime() - from.getTime()) / 86_400_000, 29);
});

test('what is no month is a mistake of the caller', () => {
  const wrong = ['2026-13', '2026-00', '2026-1', '', '1926-10', '2026-101', '12026-10', '20x6-10'];
  for (const text of wrong) {
    assert.throws(() => monthSpan(text), new RangeError(`${text} is no month`));
    assert.doesNotMatch(text, monthPattern);
  }
  for (const text of ['2000-01', '2026-09', '2099-10', '2026-12']) assert.match(text, monthPattern);
});

test('a year is one of this century', () => {
  for (const text of ['2000', '2026', '2099']) assert.match(text, yearPattern);
  for (const text of ['1999', '12026', '20261', '20x6', '202x', '']) {
    assert.doesNotMatch(text, yearPattern);
  }
});

test('a day turns at four in the afternoon of UTC', () => {
  assert.equal(shanghaiDay(new Date('2026-11-23T15:59:59.999Z')), '2026-11-23');
  assert.equal(shanghaiDay(new Date('2026-11-23T16:00:00.000Z')), '2026-11-24');
});

test('the quarters of a year are its twelve months without a gap', () => {
  const spans = ([1, 2, 3, 4] as const).map((quarter) => quarterSpan('2026', quarter));
  assert.equal(spans[0]!.from.toISOString(), '2025-12-31T16:00:00.000Z');
  assert.equal(spans[3]!.until.toISOString(), '2026-12-31T16:00:00.000Z');
  for (const at of [1, 2, 3]) assert.deepEqual(spans[at]!.from, spans[at - 1]!.until);
  assert.deepEqual(spans[1]!.until, monthSpan('2026-06').until);
});
