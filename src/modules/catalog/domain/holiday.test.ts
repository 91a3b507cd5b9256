// Pure: which days are a holiday, to the millisecond.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayMs } from '#platform/clock.ts';
import { isRefusal } from '#platform/refusal.ts';
import { assertHoliday, dayOf, isAwayAt } from './holiday.ts';

const now = new Date('2026-11-24T00:00:00Z');
const later = (byMs: number) => new Date(now.getTime() + byMs);

function fits(from: Date, until: Date): boolean {
  try {
    assertHoliday({ from, until, note: null }, now);
    return true;
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return false;
  }
}

test('a holiday lasts 90 days at most, counted from now where it has begun', () => {
  assert.equal(fits(now, later(90 * dayMs)), true);
  assert.equal(fits(now, later(90 * dayMs + 1)), false);
  assert.equal(fits(later(-dayMs), later(90 * dayMs)), true);
});

test('a holiday begins within 90 days, and ends after it begins and after now', () => {
  assert.equal(fits(later(90 * dayMs), later(91 * dayMs)), true);
  assert.equal(fits(later(90 * dayMs + 1), later(91 * dayMs)), false);
  assert.equal(fits(now, now), false);
  assert.equal(fits(later(-2 * dayMs), now), false);
  assert.equal(fits(later(2 * dayMs), later(dayMs)), false);
});

test('a shop is away from the first moment to before the last', () => {
  const holiday = { from: now, until: later(dayMs), note: null };
  assert.equal(isAwayAt(holiday, later(-1)), false);
  assert.equal(isAwayAt(holiday, now), true);
  assert.equal(isAwayAt(holiday, later(dayMs - 1)), true);
  assert.equal(isAwayAt(holiday, later(dayMs)), false);
});

test('a day is the one in Shanghai', () => {
  assert.equal(dayOf(new Date('2026-11-23T15:59:59Z')), '2026-11-23');
  assert.equal(dayOf(new Date('2026-11-23T16:00:00Z')), '2026-11-24');
});
