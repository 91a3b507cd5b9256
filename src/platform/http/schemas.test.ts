// Real: all of it.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { line } from './schemas.ts';

it('a line holds something that can be seen', () => {
  const { success: isEmpty } = line(20).safeParse('\u200b\u200b');
  assert.equal(isEmpty, false);
  for (const blank of ['\u202e', '\u3164', '\u2800 \u2800', '\ufeff', '\u00ad']) {
    assert.equal(line(20).safeParse(blank).success, false, JSON.stringify(blank));
  }
  for (const text of ['小林', '👨‍👩‍👧', 'a', '…', 'é']) {
    assert.equal(line(20).safeParse(text).data, text);
  }
});
