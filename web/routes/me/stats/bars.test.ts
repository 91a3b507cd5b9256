// Pure: the drawing of numbers as bars.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { barsOf, chart } from './bars.ts';

test('the highest bar fills the drawing, nothing is nothing, and little is seen', () => {
  const [none, most, little] = barsOf([0, 1000, 1]);
  assert.equal(none!.height, 0);
  assert.deepEqual([most!.height, most!.y], [chart.height, 0]);
  assert.equal(little!.height, 2);
});

test('bars lie beside each other inside the drawing, however many there are', () => {
  for (const count of [1, 7, 30, 90]) {
    const bars = barsOf(Array.from({ length: count }, () => 1));
    const last = bars.at(-1)!;
    assert.ok(last.x + last.width <= chart.width, `${count} days`);
    for (const [place, bar] of bars.slice(1).entries()) {
      assert.ok(bar.x >= bars[place]!.x + bars[place]!.width, `${count} days, bar ${place}`);
    }
  }
  assert.deepEqual(barsOf([]), []);
});
