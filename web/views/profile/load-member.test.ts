// Pure: nothing is faked.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paceOf } from './load-member.ts';

test('a pace is put into words that promise no more than it is', () => {
  const minutes = (count: number) => count * 60_000;
  const said = [1, 10, 11, 60, 61, 720, 721, 1440, 1441].map((count) => paceOf(minutes(count)));
  assert.deepEqual(
    said.map(({ key, count }) => `${key} ${count}`),
    [
      'minutes 0',
      'minutes 0',
      'hour 1',
      'hour 1',
      'hours 2',
      'hours 12',
      'day 1',
      'day 1',
      'days 2',
    ],
  );
});
