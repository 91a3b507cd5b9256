// Pure: no clock, no database.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { refused as refusedWith } from '../../../../test/support/refused.ts';
import type { RefusalParams } from '#platform/refusal.ts';
import { assertQuantity, assertTerms, type Terms } from './terms.ts';

const fair: Terms = {
  title: '九成新台灯',
  description: '搬家出',
  priceFen: 4900n,
  condition: '9',
  flaw: '底座有一道划痕',
  delivery: 'courier',
  freightTemplateId: null,
  freightMostFen: null,
  freightFen: 800n,
  shipWithin: 'PT72H',
};
const refused = (terms: Partial<Terms>, code: string, params: RefusalParams = {}) =>
  assert.throws(() => assertTerms({ ...fair, ...terms }), refusedWith(code, params));

test('prices from one fen to ten thousand yuan are accepted', () => {
  for (const priceFen of [1n, 2n, 999_999n, 1_000_000n]) assertTerms({ ...fair, priceFen });
});

test('a price of nothing or above ten thousand yuan is refused', () => {
  const range = { minYuan: '0.01', maxYuan: '10000.00' };
  for (const priceFen of [-1n, 0n, 1_000_001n]) {
    refused({ priceFen }, 'catalog/price-out-of-range', range);
  }
});

test('freight is accepted up to five hundred yuan', () => {
  for (const freightFen of [0n, 50_000n]) assertTerms({ ...fair, freightFen });
  for (const freightFen of [-1n, 50_001n]) {
    refused({ freightFen }, 'catalog/freight-out-of-range', { maxYuan: '500.00' });
  }
});

test('freight is refused where no courier carries anything', () => {
  refused({ delivery: 'pickup', freightFen: 1n }, 'catalog/freight-needs-courier');
  refused({ delivery: 'virtual', freightFen: 1n }, 'catalog/freight-needs-courier');
  assertTerms({ ...fair, delivery: 'pickup', freightFen: 0n });
});

test('a flaw is refused of goods that are new and accepted of used ones', () => {
  refused({ condition: 'new-sealed' }, 'catalog/flaw-of-new-goods');
  refused({ condition: 'new-unused' }, 'catalog/flaw-of-new-goods');
  for (const condition of ['95', '9', '8', '7', 'parts'] as const) {
    assertTerms({ ...fair, condition });
  }
  assertTerms({ ...fair, condition: 'new-sealed', flaw: null });
});

test('words that do not fit, or that no form offers, are refused by the name of their field', () => {
  for (const [change, fields] of [
    [{ title: '' }, 'title'],
    [{ title: ' \u3000 ' }, 'title'],
    [{ title: '灯'.repeat(61) }, 'title'],
    [{ title: '两\n行' }, 'title'],
    [{ description: '灯'.repeat(2001) }, 'description'],
    [{ description: 'a\u0000b', flaw: 'x'.repeat(301) }, 'description, flaw'],
    [{ condition: 'toString' as '9' }, 'condition'],
    [{ delivery: 'pigeon' as 'pickup', freightFen: 0n }, 'delivery'],
    [{ shipWithin: 'constructor' as 'P7D' }, 'shipWithin'],
  ] as const) {
    assert.throws(
      () => assertTerms({ ...fair, ...change }),
      refusedWith('platform/invalid-input', { fields }),
    );
  }
  assertTerms({ ...fair, title: '灯'.repeat(60), description: '一行\r\n\t两行' });
  assertTerms({ ...fair, description: '灯'.repeat(2000), flaw: '痕'.repeat(300) });
  assertTerms({ ...fair, flaw: null });
});

test('quantities from 1 to 99 are accepted and no others', () => {
  for (const quantity of [1, 99]) assertQuantity(quantity);
  for (const quantity of [0, 100, -1, 1.5]) {
    assert.throws(
      () => assertQuantity(quantity),
      refusedWith('catalog/quantity-out-of-range', { min: 1, max: 99 }),
    );
  }
});
