// Pure: nothing is faked.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { feeOn, fenToInput, yuanToFen } from './yuan.ts';

test('amounts are read as whole fen', () => {
  assert.equal(yuanToFen('1,680.5'), 168_050n);
  assert.equal(yuanToFen('¥0.01'), 1n);
  assert.equal(yuanToFen('0.29'), 29n);
  assert.equal(yuanToFen('1.234'), undefined);
  assert.equal(yuanToFen('abc'), undefined);
});

test('the fee is floored, and nothing below 1.67 yuan', () => {
  assert.equal(feeOn(168_000n, 60), 1008n);
  assert.equal(feeOn(166n, 60), 0n);
});

test('an amount comes back as it would be typed', () => {
  assert.equal(fenToInput('168050'), '1680.50');
  assert.equal(fenToInput('5'), '0.05');
  assert.equal(fenToInput('1200'), '12');
});
