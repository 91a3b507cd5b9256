// Pure: nothing is faked.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileSize } from './file-size.ts';

test('a size is said in the unit that fits it', () => {
  const mega = 1024 * 1024;
  assert.deepEqual([1, 1023, 1024, 348_160, 1_024_000, 20 * mega].map(fileSize), [
    '1 B',
    '1023 B',
    '1 KB',
    '340 KB',
    '1.0 MB',
    '20.0 MB',
  ]);
});
