import assert from 'node:assert/strict';
import { test } from 'node:test';
import { refused } from '../../../../test/support/refused.ts';
import { createSeededRandom } from '../../../../test/support/seeded-random.ts';
import { assertBundle, bundleDiscount, tierOf, type BundleTerms } from './bundle.ts';

const tiers = [
  { pieces: 2, discountBps: 500 },
  { pieces: 3, discountBps: 1000 },
];
const terms: BundleTerms = { tiers, mostFen: null };

test('the highest tier that is reached counts, floored, within the seller’s limit', () => {
  assert.equal(bundleDiscount(terms, 1, 10_000n), 0n);
  assert.equal(bundleDiscount(terms, 2, 999n), 49n);
  assert.equal(bundleDiscount(terms, 3, 10_000n), 1000n);
  assert.equal(bundleDiscount(terms, 20, 10_000n), 1000n);
  assert.equal(bundleDiscount({ tiers, mostFen: 300n }, 3, 10_000n), 300n);
  assert.equal(bundleDiscount({ tiers: [], mostFen: 300n }, 3, 10_000n), 0n);
  assert.deepEqual(tierOf(terms, 2), { reached: tiers[0], next: tiers[1] });
  assert.deepEqual(tierOf(terms, 1), { reached: undefined, next: tiers[0] });
  assert.deepEqual(tierOf(terms, 9), { reached: tiers[1], next: undefined });
});

test('more pieces, and dearer goods, never have less off; the goods are never free', () => {
  const random = createSeededRandom(31);
  for (let turn = 0; turn < 20_000; turn += 1) {
    const first = random.between(1, 2500);
    const tried: BundleTerms = {
      tiers: [
        { pieces: random.between(2, 5), discountBps: first },
        { pieces: random.between(6, 20), discountBps: random.between(first + 1, 5000) },
      ],
      mostFen: random.chance(0.5) ? BigInt(random.between(1, 2000)) : null,
    };
    assertBundle(tried);
    const pieces = random.between(1, 30);
    const goodsFen = BigInt(random.between(1, 200_000));
    const off = bundleDiscount(tried, pieces, goodsFen);
    assert.ok(off >= 0n && off < goodsFen, `turn ${turn}`);
    assert.ok(bundleDiscount(tried, pieces + 1, goodsFen) >= off, `turn ${turn}`);
    assert.ok(bundleDiscount(tried, pieces, goodsFen + 7n) >= off, `turn ${turn}`);
  }
});

test('tiers that do not go up, are too many or take too much are refused', () => {
  const wrong: BundleTerms['tiers'][] = [
    [{ pieces: 1, discountBps: 500 }],
    [{ pieces: 21, discountBps: 500 }],
    [{ pieces: 2, discountBps: 0 }],
    [{ pieces: 2, discountBps: 5001 }],
    [tiers[0]!, { pieces: 2, discountBps: 600 }],
    [tiers[0]!, { pieces: 3, discountBps: 500 }],
    [2, 3, 4, 5, 6, 7].map((pieces) => ({ pieces, discountBps: pieces })),
  ];
  for (const one of wrong) {
    assert.throws(
      () => assertBundle({ tiers: one, mostFen: null }),
      refused('catalog/bundle-tiers'),
    );
  }
  assert.throws(() => assertBundle({ tiers, mostFen: 0n }), refused('catalog/bundle-most'));
  assert.throws(() => assertBundle({ tiers, mostFen: 1_000_001n }), refused('catalog/bundle-most'));
  assertBundle({ tiers, mostFen: 1_000_000n });
  assertBundle({ tiers: [], mostFen: null });
});
