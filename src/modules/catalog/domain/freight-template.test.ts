import assert from 'node:assert/strict';
import { test } from 'node:test';
import { refused } from '../../../../test/support/refused.ts';
import { assertTemplate, type FreightTemplateTerms } from './freight-template.ts';

const usual: FreightTemplateTerms = {
  name: '普通快递',
  basis: 'piece',
  firstFen: 800n,
  furtherFen: 200n,
  freeOverFen: 1n,
  freePieces: 2,
  regions: [
    { provinces: ['XJ', 'XZ'], rate: { firstFen: 50_000n, furtherFen: 50_000n } },
    { provinces: ['TW'], rate: null },
  ],
};

test('a template within all limits is one', () => {
  assertTemplate(usual);
  assertTemplate({ ...usual, freeOverFen: 1_000_000n, freePieces: 99 });
  assertTemplate({ ...usual, freeOverFen: null, freePieces: null, regions: [] });
  assertTemplate({ ...usual, basis: 'order', furtherFen: 0n, regions: [] });
});

test('what no seller may set is refused by its code', () => {
  const far = (firstFen: bigint, furtherFen: bigint): FreightTemplateTerms['regions'] => [
    { provinces: ['XJ'], rate: { firstFen, furtherFen } },
  ];
  const wrong: [Partial<FreightTemplateTerms>, string][] = [
    [{ name: ' ' }, 'platform/invalid-input'],
    [{ name: '长'.repeat(31) }, 'platform/invalid-input'],
    [{ name: '两\n行' }, 'platform/invalid-input'],
    [{ firstFen: -1n }, 'catalog/freight-out-of-range'],
    [{ firstFen: 50_001n }, 'catalog/freight-out-of-range'],
    [{ furtherFen: -1n }, 'catalog/freight-out-of-range'],
    [{ furtherFen: 801n }, 'catalog/freight-further'],
    [{ basis: 'order' }, 'catalog/freight-further'],
    [{ regions: far(50_001n, 0n) }, 'catalog/freight-out-of-range'],
    [{ regions: far(100n, 101n) }, 'catalog/freight-further'],
    [{ freeOverFen: 0n }, 'catalog/freight-free'],
    [{ freeOverFen: 1_000_001n }, 'catalog/freight-free'],
    [{ freePieces: 1 }, 'catalog/freight-free'],
    [{ freePieces: 100 }, 'catalog/freight-free'],
    [
      { regions: [...usual.regions, { provinces: ['XJ'], rate: null }] },
      'catalog/freight-region-twice',
    ],
  ];
  for (const [change, code] of wrong) {
    assert.throws(() => assertTemplate({ ...usual, ...change }), refused(code), code);
  }
});
