// Pure: which lower prices are worth telling.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayMs } from '#platform/clock.ts';
import { isDrop } from './price-drop.ts';

const now = new Date('2026-11-24T00:00:00Z');
const ago = (days: number) => new Date(now.getTime() - days * dayMs);
const stood = (priceFen: bigint, days: number) => ({ priceFen, since: ago(days) });

test('a drop is 5 % at least, to the fen', () => {
  assert.equal(isDrop([stood(10_000n, 1)], 9_500n, now), true);
  assert.equal(isDrop([stood(10_000n, 1)], 9_501n, now), false);
  assert.equal(isDrop([stood(1n, 1)], 1n, now), false);
  assert.equal(isDrop([], 1n, now), false);
});

test('a price that was raised only to be cut is no drop', () => {
  assert.equal(isDrop([stood(9_000n, 5), stood(12_000n, 1)], 9_500n, now), false);
  assert.equal(isDrop([stood(9_000n, 5), stood(12_000n, 1)], 9_000n, now), false);
  assert.equal(isDrop([stood(9_000n, 5), stood(12_000n, 1)], 8_999n, now), true);
});

test('prices that stood more than 30 days ago count no more', () => {
  const old = [stood(5_000n, 90), stood(10_000n, 31)];
  assert.equal(isDrop(old, 9_000n, now), true);
  assert.equal(isDrop([stood(5_000n, 90), stood(10_000n, 30)], 9_000n, now), false);
});
