// Pure: nothing is faked.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ownPath } from './own-path.ts';

test('keeps a path of our own with its query', () => {
  assert.equal(ownPath('/n/123?from=feed#c'), '/n/123?from=feed#c');
});

test('sends every way out of the shop to the home page', () => {
  const lures = [
    '//evil.example',
    '/\\evil.example',
    'https://evil.example',
    '/\t/evil',
    'n/1',
    '',
  ];
  for (const lure of [...lures, '/a\\..\\b', undefined, null, 3]) assert.equal(ownPath(lure), '/');
});
