// Pure: no clock, no database.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isRefusal } from '#platform/refusal.ts';
import { carriers, nameOf } from './carriers.ts';
import { namedCarrier, normalWaybill, suggestCarriers } from './waybill.ts';

test('a waybill is the same in small letters, with spaces and in full width', () => {
  for (const text of [
    'sf1234567890123',
    ' SF 1234 5678 90123 ',
    'ＳＦ１２３４５６７８９０１２３',
  ]) {
    assert.equal(normalWaybill(text), 'SF1234567890123');
  }
});

test('a text that can be no waybill is refused', () => {
  for (const text of ['', '12345', 'ABCDEF', '单号123456', '1'.repeat(33), "1234567'; --"]) {
    assert.throws(
      () => normalWaybill(text),
      (error) => isRefusal(error, 'fulfilment/waybill-malformed'),
    );
  }
});

test('a waybill that fits no pattern is accepted all the same', () => {
  assert.equal(normalWaybill('XX-0000-77'), 'XX-0000-77');
  assert.deepEqual(suggestCarriers('XX-0000-77'), []);
});

test('carriers are suggested by what their waybills look like', () => {
  assert.deepEqual(suggestCarriers('SF1234567890123'), ['SF']);
  assert.deepEqual(suggestCarriers('yt1234567890123'), ['YTO']);
  assert.deepEqual(suggestCarriers('123456789012'), ['SF', 'ZTO', 'STO']);
  assert.deepEqual(suggestCarriers(' ＳＦ 1234 56789\t0123'), ['SF']);
});

test('every carrier has a code of its own and both names', () => {
  assert.equal(new Set(carriers.map((one) => one.code)).size, carriers.length);
  for (const one of carriers) assert.ok(one['zh-CN'].length > 0 && one.en.length > 0);
  assert.equal(carriers.length, 12);
});

test('a carrier nobody knows is refused, and keeps its code where it was used once', () => {
  assert.throws(
    () => namedCarrier('PIGEON'),
    (error) => isRefusal(error, 'fulfilment/carrier-unknown'),
  );
  assert.equal(nameOf('PIGEON')['zh-CN'], 'PIGEON');
});
