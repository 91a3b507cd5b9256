// Pure: grey squares computed here.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HASH_INPUT_SIDE_PX, hammingDistance, perceptualHashOf } from './perceptual-hash.ts';

const square = (shade: (x: number, y: number) => number) =>
  Uint8Array.from({ length: HASH_INPUT_SIDE_PX ** 2 }, (_, at) =>
    shade(at % HASH_INPUT_SIDE_PX, Math.floor(at / HASH_INPUT_SIDE_PX)),
  );

/** A bright hill on checks of odd sizes, so that every frequency has something to say. */
const hill = (x: number, y: number) =>
  40 +
  120 * Math.exp(-((x - 11) ** 2 + (y - 19) ** 2) / 60) +
  ((x * x) % 7) * 6 +
  ((x * y + 3 * y) % 5) * 8;

test('gives a hash of 64 bits as 16 hex digits, half of them set', () => {
  const hash = perceptualHashOf(square(hill));
  assert.match(hash, /^[0-9a-f]{16}$/);
  assert.equal(hammingDistance(hash, '0000000000000000'), 32);
});

test('hardly changes when a picture gets brighter or flatter', () => {
  const hash = perceptualHashOf(square(hill));
  const brighter = perceptualHashOf(square((x, y) => hill(x, y) + 25));
  const flatter = perceptualHashOf(square((x, y) => 60 + hill(x, y) * 0.6));
  assert.ok(hammingDistance(hash, brighter) <= 4);
  assert.ok(hammingDistance(hash, flatter) <= 4);
});

test('lies far from the hash of another motif', () => {
  const stripes = perceptualHashOf(square((x, y) => 128 + 100 * Math.sin((x + 2 * y) / 2)));
  assert.ok(hammingDistance(perceptualHashOf(square(hill)), stripes) >= 20);
});

test('throws when the square has another size', () => {
  assert.throws(() => perceptualHashOf(new Uint8Array(64)));
});

test('counts differing bits from none to all', () => {
  assert.equal(hammingDistance('ffffffffffffffff', 'ffffffffffffffff'), 0);
  assert.equal(hammingDistance('ffffffffffffffff', '0000000000000000'), 64);
  assert.equal(hammingDistance('8000000000000001', '0000000000000001'), 1);
});
