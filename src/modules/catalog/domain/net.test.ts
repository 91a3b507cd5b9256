// Pure: no clock, no database.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { previewNet } from './net.ts';

test('a bicycle for 1,680 yuan costs a fee of 10.08 and leaves 1,669.92', () => {
  assert.deepEqual(previewNet(168_000n, 1, 0n), {
    totalFen: 168_000n,
    feeFen: 1_008n,
    netFen: 166_992n,
  });
});

test('the fee counts on all pieces and the freight together, floored once', () => {
  assert.deepEqual(previewNet(111n, 3, 500n), { totalFen: 833n, feeFen: 4n, netFen: 829n });
});

test('the fee is nothing below 167 fen', () => {
  assert.equal(previewNet(166n, 1, 0n).feeFen, 0n);
  assert.equal(previewNet(167n, 1, 0n).feeFen, 1n);
});

test('fee and net are the total, and the fee is never more than 0.6 %', () => {
  const price = fc.bigInt({ min: 1n, max: 1_000_000n });
  const freight = fc.bigInt({ min: 0n, max: 50_000n });
  fc.assert(
    fc.property(
      price,
      fc.integer({ min: 1, max: 99 }),
      freight,
      (priceFen, quantity, freightFen) => {
        const { totalFen, feeFen, netFen } = previewNet(priceFen, quantity, freightFen);
        assert.equal(feeFen + netFen, totalFen);
        assert.ok(feeFen >= 0n && feeFen * 10_000n <= totalFen * 60n);
        assert.ok((feeFen + 1n) * 10_000n > totalFen * 60n);
      },
    ),
  );
});
