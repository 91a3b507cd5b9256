// Real: all of it.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { refused } from '../../../test/support/refused.ts';
import { day, encodeCursor, line, readPlace, requirePlace } from './schemas.ts';

it('a line holds something that can be seen', () => {
  const { success: isEmpty } = line(20).safeParse('\u200b\u200b');
  assert.equal(isEmpty, false);
  for (const blank of ['\u202e', '\u3164', '\u2800 \u2800', '\ufeff', '\u00ad']) {
    assert.equal(line(20).safeParse(blank).success, false, JSON.stringify(blank));
  }
  for (const text of ['小林', '👨‍👩‍👧', 'a', '…', 'é']) {
    assert.equal(line(20).safeParse(text).data, text);
  }
});

it('a place in a list is a time that PostgreSQL takes, and an id', () => {
  const times = [
    '2026-07-01T00:00:00.000Z',
    '2026-07-01 08:00:00.123456+08',
    '2026-07-01 00:00:00-03:30',
    '2024-02-29 23:59:59+00',
  ];
  for (const at of times) {
    assert.deepEqual(readPlace(encodeCursor([at, '7'])), { at, id: '7' });
  }
  const wrong = [
    ['x', 'y'],
    ['2026', '7'],
    ['Jan 1 2026', '7'],
    ['2026-02-30T00:00:00.000Z', '7'],
    ['2026-99-01T00:00:00.000Z', '7'],
    ['0000-01-01T00:00:00.000Z', '7'],
    ['2026-07-01T24:00:00.000Z', '7'],
    ['2026-07-01T00:60:00.000Z', '7'],
    ['2026-07-01T00:00:00.000+99', '7'],
    ['2026-07-01T00:00:00.000+15', '7'],
    ['2026-07-01T00:00:00.000Z', '9223372036854775808'],
    ['2026-07-01T00:00:00.000Z', '\u0000'],
    ['2026-07-01T00:00:00.000Z', '7', '7'],
    ['2026-07-01T00:00:00.000Z'],
  ];
  for (const values of wrong) {
    const cursor = encodeCursor(values);
    assert.equal(readPlace(cursor), undefined, String(values));
    assert.throws(() => requirePlace(cursor), refused('platform/invalid-input'));
  }
  assert.equal(requirePlace(undefined), undefined);
});

it('a day is one that there is', () => {
  for (const text of ['2024-02-29', '0001-01-01']) assert.ok(day.safeParse(text).success, text);
  for (const text of ['2026-99-99', '2026-02-29', '0000-01-01', 'x']) {
    assert.ok(!day.safeParse(text).success, text);
  }
});
