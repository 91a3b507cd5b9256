import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSeededRandom, type SeededRandom } from '../../../../test/support/seeded-random.ts';
import {
  bundleFreight,
  flatFreight,
  freightRange,
  type FreightLine,
  type FreightRate,
  type FreightTerms,
} from './freight.ts';
import { provinceOf, type Province } from './provinces.ts';

const rate = (firstFen: bigint, furtherFen: bigint): FreightRate => ({ firstFen, furtherFen });
const template = (change: Partial<FreightTerms> = {}): FreightTerms => ({
  ...flatFreight(800n),
  templateId: 'usual',
  furtherFen: 200n,
  ...change,
});
const line = (terms: FreightTerms, quantity = 1, unitFen = 1000n): FreightLine => ({
  terms,
  quantity,
  unitFen,
});
const fenOf = (lines: FreightLine[], province: Province | undefined = 'ZJ') => {
  const freight = bundleFreight(lines, province);
  assert.ok(freight.ok);
  return freight.freightFen;
};

test('a flat price is for the parcel; a template for the first piece and each further one', () => {
  assert.equal(fenOf([line(flatFreight(1200n), 5)]), 1200n);
  assert.equal(fenOf([line(template(), 1)]), 800n);
  assert.equal(fenOf([line(template(), 4)]), 1400n);
});

test('together the dearest first piece is paid once, every other piece as a further one', () => {
  const heavy = template({ templateId: 'heavy', firstFen: 2000n, furtherFen: 900n });
  assert.equal(fenOf([line(template(), 2), line(heavy, 2)]), 2000n + 900n + 2n * 200n);
  assert.equal(fenOf([line(flatFreight(500n)), line(template(), 3)]), 800n + 2n * 200n);
  assert.equal(fenOf([line(flatFreight(500n)), line(flatFreight(1200n), 3)]), 1200n);
});

test('of two that are as dear the one with dearer further pieces goes first', () => {
  const other = template({ templateId: 'other', furtherFen: 500n });
  for (const lines of [
    [line(template()), line(other)],
    [line(other), line(template())],
  ]) {
    assert.equal(fenOf(lines), 1000n);
  }
});

test('pieces of one template count together for what makes them free, and only they go free', () => {
  const free = template({ freePieces: 3 });
  assert.equal(fenOf([line(free), line(free)]), 1000n);
  assert.equal(fenOf([line(free, 2), line(free)]), 0n);
  assert.equal(fenOf([line(free, 3), line(flatFreight(500n))]), 500n);
  const over = template({ freeOverFen: 5000n });
  assert.equal(fenOf([line(over, 1, 4999n)]), 800n);
  assert.equal(fenOf([line(over, 1, 4999n), line(over, 1, 1n)]), 0n);
});

test('a province has its own rate, or none at all; an unknown one is asked for', () => {
  const far = template({
    regions: new Map([
      ['XJ', rate(2000n, 1000n)],
      ['XZ', null],
    ]),
  });
  assert.equal(fenOf([line(far, 2)], 'XJ'), 3000n);
  assert.deepEqual(bundleFreight([line(template()), line(far)], 'XZ'), {
    ok: false,
    fault: 'not-delivered',
    place: 1,
  });
  assert.deepEqual(bundleFreight([line(far)], undefined), {
    ok: false,
    fault: 'province-unknown',
    place: 0,
  });
  const isFree = template({ ...far, freePieces: 2 });
  assert.equal(bundleFreight([line(isFree, 2)], 'XZ').ok, false);
  assert.deepEqual(freightRange(far), { leastFen: 800n, mostFen: 2000n });
});

function randomLine(random: SeededRandom, isFreeEver: boolean): FreightLine {
  const firstFen = BigInt(random.between(0, 3000));
  const terms = random.chance(0.3)
    ? flatFreight(firstFen)
    : template({
        templateId: `${firstFen}`,
        firstFen,
        furtherFen: BigInt(random.between(0, Number(firstFen))),
        ...(isFreeEver && random.chance(0.5) ? { freePieces: random.between(2, 6) } : {}),
        ...(isFreeEver && random.chance(0.5)
          ? { freeOverFen: BigInt(random.between(1, 9000)) }
          : {}),
      });
  return line(terms, random.between(1, 5), BigInt(random.between(1, 3000)));
}

const seed = 29;

test('together is never below nothing, and never dearer than one by one', () => {
  const random = createSeededRandom(seed);
  for (let turn = 0; turn < 20_000; turn += 1) {
    const lines = Array.from({ length: random.between(1, 5) }, () => randomLine(random, true));
    const together = fenOf(lines);
    const alone = lines.reduce((sum, one) => sum + fenOf([one]), 0n);
    assert.ok(together >= 0n && together <= alone, `seed ${seed}, turn ${turn}`);
  }
});

test('without a free threshold another piece, or another line, never makes it cheaper', () => {
  const random = createSeededRandom(seed + 1);
  for (let turn = 0; turn < 20_000; turn += 1) {
    const lines = Array.from({ length: random.between(1, 4) }, () => randomLine(random, false));
    const fen = fenOf(lines);
    const more = lines.map((one, at) => (at === 0 ? { ...one, quantity: one.quantity + 1 } : one));
    assert.ok(fenOf(more) >= fen, `seed ${seed + 1}, turn ${turn}`);
    assert.ok(
      fenOf([...lines, randomLine(random, false)]) >= fen,
      `seed ${seed + 1}, turn ${turn}`,
    );
  }
});

test('the order of the lines says nothing', () => {
  const random = createSeededRandom(seed + 2);
  for (let turn = 0; turn < 5000; turn += 1) {
    const lines = Array.from({ length: random.between(2, 5) }, () => randomLine(random, true));
    assert.equal(fenOf(lines.toReversed()), fenOf(lines), `seed ${seed + 2}, turn ${turn}`);
  }
});

test('a province is known however it is written', () => {
  const written: [string, Province | undefined][] = [
    ['浙江省', 'ZJ'],
    [' 上海 市', 'SH'],
    ['内蒙古自治区', 'NM'],
    ['新疆维吾尔自治区', 'XJ'],
    ['Shaanxi', 'SN'],
    ['shanxi province', 'SX'],
    ['Inner Mongolia', 'NM'],
    ['香港特别行政区', 'HK'],
    ['臺灣', 'TW'],
    ['Bayern', undefined],
    ['', undefined],
  ];
  for (const [text, province] of written) assert.equal(provinceOf(text), province, text);
});
