// Pure: no clock, no database.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { refused as refusedWith } from '../../../../test/support/refused.ts';
import { assertPace, listingsAllowedToday, startOfShanghaiDay, type Pace } from './pace.ts';

const openedAt = new Date('2026-06-01T04:00:00.000Z');
const now = new Date('2026-07-01T04:00:00.000Z');
const calm: Pace = { openedAt, live: 0, publishedToday: 0, onNote: 0 };
const refused = (pace: Partial<Pace>, code: string, max: number) =>
  assert.throws(() => assertPace({ ...calm, ...pace }, now), refusedWith(code, { max }));

test('a day begins at midnight in Shanghai', () => {
  const day = (iso: string) => startOfShanghaiDay(new Date(iso)).toISOString();
  assert.equal(day('2026-07-01T15:59:59.999Z'), '2026-06-30T16:00:00.000Z');
  assert.equal(day('2026-07-01T16:00:00.000Z'), '2026-07-01T16:00:00.000Z');
});

test('a new seller publishes three a day for a week and ten a day after it', () => {
  const at = (ms: number) => listingsAllowedToday(openedAt, new Date(openedAt.getTime() + ms));
  assert.equal(at(0), 3);
  assert.equal(at(7 * 86_400_000 - 1), 3);
  assert.equal(at(7 * 86_400_000), 10);
});

test('the eleventh listing of a day is refused and the tenth is not', () => {
  assertPace({ ...calm, publishedToday: 9 }, now);
  refused({ publishedToday: 10 }, 'catalog/too-many-today', 10);
});

test('the fifty-first listing on sale is refused and the fiftieth is not', () => {
  assertPace({ ...calm, live: 49 }, now);
  refused({ live: 50 }, 'catalog/too-many-live', 50);
});

test('the tenth listing on one note is refused and the ninth is not', () => {
  assertPace({ ...calm, onNote: 8 }, now);
  refused({ onNote: 9 }, 'catalog/too-many-on-note', 9);
});
