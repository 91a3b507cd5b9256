// Pure: by which grams an index is gone through.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { leadsOf } from './leads.ts';
import { readQuery } from './query.ts';

const ofSigns = { 机械: 0.3, 械键: 0.1, 键盘: 0.2, 白色: 0.4, 机: 0.5, 手办: 0.001, 三代: 0.1 };
const shares: Record<string, number> = { ...ofSigns, '~so': 0.2, '~on': 0.3, logitech: 0.4 };
const shareOf = (gram: string, isBeginning: boolean) =>
  Object.keys(shares)
    .filter((one) => (isBeginning ? one.startsWith(gram) : one === gram))
    .reduce((sum, one) => sum + shares[one]!, 0);
const leads = (...queries: string[]) => leadsOf(queries, shareOf);

test('the rarest of the pairs that go on from one another stands for them all', () => {
  assert.deepEqual(leads(`'机械' & '械键' & '键盘'`), [`'械键'`]);
  assert.deepEqual(leads(`'机械' & '键盘'`), [`'键盘' & '机械'`]);
  assert.deepEqual(leads(`'机械' & '械键' & '白色'`), [`'械键' & '白色'`]);
  assert.deepEqual(leads(`'~so' & '~on' & '机'`), [`'~so' & '机'`]);
});

test('the rarest come first, and no more than make it few', () => {
  assert.deepEqual(leads(`'白色' & '机械' & '罕见'`), [`'罕见'`]);
  assert.deepEqual(leads(`'白色' & '手办' & '三代' & '机械'`), [`'手办' & '三代'`]);
});

test('a beginning is as frequent as all that begins so', () => {
  assert.deepEqual(leads(`'log':* & '三代'`), [`'三代' & 'log':*`]);
  assert.deepEqual(leads(`'sony':* & '三代'`), [`'sony':*`]);
});

test('a lead that another one covers is left out, and of two alike one stays', () => {
  assert.deepEqual(leads(`'机械' & '白色'`, `'白色'`), [`'白色'`]);
  assert.deepEqual(leads(`'械键' & '键盘'`, `'机械' & '械键'`), [`'械键'`]);
  assert.deepEqual(leads(`'机'`, `'白色'`), [`'机'`, `'白色'`]);
});

test('every lead is of grams that the query has, and none is empty', () => {
  for (const text of [
    '机械键盘',
    '白色 机械键盘',
    'sony a7',
    '自用学生自用',
    '锅',
    'headphones 耳机',
  ]) {
    const { exact, near } = readQuery(text)!;
    for (const query of [exact, ...near]) {
      const [lead, ...others] = leads(query);
      assert.equal(others.length, 0);
      const parts = query.split(' & ');
      assert.ok(
        lead!.split(' & ').every((part) => parts.includes(part)),
        query,
      );
    }
  }
});
