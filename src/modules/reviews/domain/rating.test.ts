import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSeededRandom } from '../../../../test/support/seeded-random.ts';
import { ratersMin, ratingOf, shrunkShareBps, type Counted } from './rating.ts';

const runs = 20_000;
const firstSeed = 1;

/** Counts of all sizes: most shops are small. */
function someCounts(seed: number): Counted {
  const random = createSeededRandom(seed);
  const raters = random.between(0, random.pick([5, 20, 200, 1_000_000]));
  return { raters, goodRaters: random.between(0, raters) };
}

/** Holds over many counts; says which one it does not hold for. */
function holds(isTrue: (counted: Counted, share: number) => boolean): void {
  for (let seed = firstSeed; seed < firstSeed + runs; seed += 1) {
    const counted = someCounts(seed);
    const share = shrunkShareBps(counted);
    assert.ok(isTrue(counted, share), `seed ${seed}: ${JSON.stringify(counted)} is ${share}`);
  }
}

test('nobody is perfect and nobody is hopeless, however many have spoken', () => {
  holds((_, share) => Number.isInteger(share) && share > 0 && share < 10_000);
});

test('a good word never lowers a rating, a poor one never raises it', () => {
  holds(({ raters, goodRaters }, share) => {
    const better = shrunkShareBps({ raters: raters + 1, goodRaters: goodRaters + 1 });
    const worse = shrunkShareBps({ raters: raters + 1, goodRaters });
    return better >= share && worse <= share;
  });
});

test('the estimate lies between what was believed before and what was said', () => {
  holds(({ raters, goodRaters }, share) => {
    const plain = raters === 0 ? 8_000 : (goodRaters * 10_000) / raters;
    return share >= Math.floor(Math.min(plain, 8_000)) && share <= Math.max(plain, 8_000);
  });
});

test('the more have spoken, the nearer it is to the plain share', () => {
  holds(({ raters, goodRaters }, share) => {
    if (raters === 0) return share === 8_000;
    const plain = (goodRaters * 10_000) / raters;
    return Math.abs(share - plain) <= 50_000 / (raters + 5) + 1;
  });
});

test('the same share of more raters weighs more, in both directions', () => {
  assert.ok(
    shrunkShareBps({ raters: 200, goodRaters: 199 }) >
      shrunkShareBps({ raters: 10, goodRaters: 10 }),
  );
  assert.ok(
    shrunkShareBps({ raters: 50, goodRaters: 0 }) < shrunkShareBps({ raters: 5, goodRaters: 0 }),
  );
});

test('known values: one of one, a hundred of a hundred, none at all', () => {
  assert.equal(shrunkShareBps({ raters: 1, goodRaters: 1 }), 8_333);
  assert.equal(shrunkShareBps({ raters: 100, goodRaters: 100 }), 9_904);
  assert.equal(shrunkShareBps({ raters: 0, goodRaters: 0 }), 8_000);
  assert.equal(shrunkShareBps({ raters: 5, goodRaters: 2 }), 6_000);
});

test('with four raters no share is shown, with five there is one', () => {
  assert.equal(ratersMin, 5);
  for (const raters of [0, 1, 4]) {
    assert.equal(ratingOf({ raters, goodRaters: raters }).goodShareBps, null);
  }
  assert.equal(ratingOf({ raters: 5, goodRaters: 5 }).goodShareBps, 9_000);
});
