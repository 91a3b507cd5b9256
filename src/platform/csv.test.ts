// Real: all of it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { safeText } from './csv.ts';

test('what begins like a formula is text, whatever stands before it', () => {
  for (const text of [
    '=1+1',
    '+1',
    '-1',
    '@SUM',
    '\t=1',
    '\r=1',
    ' =1',
    '＝1',
    '|cmd',
    '\u200b=1',
    '"=1',
    '\n=1',
    '－1',
    '%PATH',
  ]) {
    assert.ok(safeText(text).startsWith(`"'`), JSON.stringify(text));
  }
  assert.equal(safeText('九成新 = 好'), '"九成新 = 好"');
  assert.equal(safeText('a"b'), '"a""b"');
});
