// Pure: no clock, no database.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hideReceiver, maskTail } from './phones.ts';

test('only the last four digits of a phone are shown', () => {
  assert.equal(maskTail('5678'), '****5678');
  assert.equal(maskTail(null), null);
});

test("the receiver's number is hidden and the courier's is not", () => {
  const text = '快递员老李 13900001111 正在派送，收件人 13812345678';
  assert.equal(hideReceiver(text, '5678'), '快递员老李 13900001111 正在派送，收件人 138****5678');
  assert.equal(hideReceiver(text, null), text);
});

test('a longer number that ends alike is no phone', () => {
  assert.equal(hideReceiver('单号 7513812345678', '5678'), '单号 7513812345678');
  assert.equal(hideReceiver('单号 138123456785678', '5678'), '单号 138123456785678');
  assert.equal(hideReceiver('单号 1381234567800', '5678'), '单号 1381234567800');
  assert.equal(hideReceiver('13812345678转1', '5678'), '138****5678转1');
});
