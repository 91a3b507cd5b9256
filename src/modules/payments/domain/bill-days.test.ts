import assert from 'node:assert/strict';
import { test } from 'node:test';
import { billDaysMax, daysToFetch } from './bill-days.ts';

const at = (text: string) => new Date(text);
const since = at('2026-11-20T10:00:00+08:00');

test('a day’s bill is fetched an hour after the day, by the calendar of Shanghai', () => {
  const progress = { since, lastDay: null };
  assert.deepEqual(daysToFetch(progress, at('2026-11-20T23:59:59+08:00')), []);
  assert.deepEqual(daysToFetch(progress, at('2026-11-21T00:59:59+08:00')), []);
  assert.deepEqual(daysToFetch(progress, at('2026-11-21T01:00:00+08:00')), ['2026-11-20']);
});

test('a bill that is there is not fetched again', () => {
  const progress = { since, lastDay: '2026-11-22' };
  assert.deepEqual(daysToFetch(progress, at('2026-11-23T12:00:00+08:00')), []);
  assert.deepEqual(daysToFetch(progress, at('2026-11-24T12:00:00+08:00')), ['2026-11-23']);
});

test('no day is left out when the product was off for a while, nor the end of a month', () => {
  const progress = { since, lastDay: '2026-11-28' };
  const days = ['2026-11-29', '2026-11-30', '2026-12-01'];
  assert.deepEqual(daysToFetch(progress, at('2026-12-02T12:00:00+08:00')), days);
});

test('a long way behind is caught up in rounds', () => {
  const now = at('2027-11-20T12:00:00+08:00');
  const first = daysToFetch({ since, lastDay: null }, now);
  assert.equal(first.length, billDaysMax);
  const second = daysToFetch({ since, lastDay: first.at(-1)! }, now);
  assert.equal(second[0], '2026-12-21');
});
