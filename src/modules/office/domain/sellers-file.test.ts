// Pure: the file of sellers.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sellersFile, type SellerForFile } from './sellers-file.ts';

const seller: SellerForFile = {
  memberId: '77123456789012345',
  nickname: '\n=cmd|calc',
  year: '2026',
  quarters: [],
  sales: 0,
  grossFen: 0n,
  netFen: 0n,
  isReported: false,
  person: null,
};

test('a nickname that begins like a formula is text in the file of sellers', () => {
  assert.match(sellersFile([seller], 'en'), /\r\n'77123456789012345,"'\n=cmd\|calc","",/);
});
