import assert from 'node:assert/strict';
import { test } from 'node:test';
import { grownBy, movedBy, turned, wholeOf } from './crop-rect.ts';

const picture = { width: 400, height: 300 };

test('the largest part of a shape lies in the middle', () => {
  assert.deepEqual(wholeOf(picture, 'free'), { x: 0, y: 0, width: 400, height: 300 });
  assert.deepEqual(wholeOf(picture, 'square'), { x: 50, y: 0, width: 300, height: 300 });
  assert.deepEqual(wholeOf(picture, 'tall'), { x: 87.5, y: 0, width: 225, height: 300 });
  assert.deepEqual(wholeOf({ width: 300, height: 400 }, 'broad').height, 225);
});

test('a part is moved and grown up to the edge and no further', () => {
  const part = { x: 10, y: 10, width: 100, height: 100 };
  assert.deepEqual(movedBy(part, { x: -50, y: 999 }, picture), { ...part, x: 0, y: 200 });
  const free = grownBy(part, { x: 999, y: -999 }, { picture, shape: 'free' });
  assert.deepEqual(free, { x: 10, y: 10, width: 390, height: 30 });
  const square = grownBy(part, { x: 999, y: 999 }, { picture, shape: 'square' });
  assert.deepEqual(square, { x: 10, y: 10, width: 290, height: 290 });
});

test('two quarter turns are upright again', () => {
  assert.deepEqual(turned(picture, 1), { width: 300, height: 400 });
  assert.deepEqual(turned(picture, 2), picture);
});
