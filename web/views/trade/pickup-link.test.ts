// Pure: nothing is faked.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codeInHash, pickupLink, readScan } from './pickup-link.ts';

const link = pickupLink('https://shop.example', '251885858268360760', '042137');

test('a pickup’s link names the order, and keeps its code from the server', () => {
  assert.equal(new URL(link).pathname, '/orders/251885858268360760');
  assert.equal(new URL(link).search, '');
  assert.equal(codeInHash(new URL(link).hash), '042137');
});

test('a scan is the code of this order, of another, or none of ours', () => {
  assert.deepEqual(readScan(link, '251885858268360760'), { code: '042137' });
  assert.deepEqual(readScan('042137', '1'), { code: '042137' });
  assert.equal(readScan(link, '1'), 'other-order');
  for (const text of [
    '',
    '12345',
    '1234567',
    'https://x/orders/1',
    'https://x/orders/1#code=12',
    'x',
  ]) {
    assert.equal(readScan(text, '1'), undefined, text);
  }
});
