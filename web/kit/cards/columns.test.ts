// Pure: nothing is faked.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { columnsFor, columnsToDraw, dealToColumns } from './columns.ts';

const things = [1.2, 1, 0.8, 1.5, 1, 1, 0.6].map((height, id) => ({ id, height }));
const idsOf = (columns: { id: number }[][]) => columns.map((column) => column.map(({ id }) => id));

test('fills the first row from the left, then the shortest column', () => {
  assert.deepEqual(idsOf(dealToColumns(things, 3)), [
    [0, 5],
    [1, 4, 6],
    [2, 3],
  ]);
});

test('adding things moves none of those already dealt', () => {
  for (let count = 1; count < things.length; count += 1) {
    const before = idsOf(dealToColumns(things.slice(0, count), 2));
    const after = idsOf(dealToColumns(things, 2));
    before.forEach((column, at) => assert.deepEqual(after[at]!.slice(0, column.length), column));
  }
});

test('deals every thing exactly once', () => {
  const dealt = dealToColumns(things, 4).flat();
  assert.deepEqual(
    dealt.map(({ id }) => id).toSorted((a, b) => a - b),
    [0, 1, 2, 3, 4, 5, 6],
  );
});

test('takes the columns a browser remembered, and only sensible ones', () => {
  assert.equal(columnsToDraw('5', 'Mobile'), 5);
  assert.equal(columnsToDraw('99', 'Mobile'), 2);
  assert.equal(columnsToDraw('x', 'X11; Linux'), 4);
  assert.equal(columnsToDraw(undefined, 'Android 9; Mobile'), 2);
});

test('fits as many columns as a width has room for', () => {
  assert.deepEqual([390, 768, 1280, 1440, 3000].map(columnsFor), [2, 3, 4, 5, 6]);
});
