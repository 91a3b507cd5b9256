import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSeededRandom } from '../../../../test/support/seeded-random.ts';
import { placedOrder } from '../../../../test/support/placed-order.ts';
import { mostOf } from './opening.ts';
import { partOf } from './order-part.ts';

const lines = [
  { lineNo: 1, goodsFen: 500n, freightFen: 50n },
  { lineNo: 2, goodsFen: 1000n, freightFen: 100n },
  { lineNo: 3, goodsFen: 1500n, freightFen: 150n },
];
const order = {
  ...placedOrder({
    goodsFen: 3000n,
    freightFen: 300n,
    delivery: 'courier',
    feeBps: 60,
    createdAt: new Date(0),
    payBy: new Date(1),
    shipWithinMs: 1,
  }),
  state: 'DELIVERED' as const,
  paidFen: 3300n,
};
const part = (
  wanted: number[],
  before: { lineNos: number[] | null; refundedFen: bigint }[] = [],
) => {
  const chosen = partOf(lines, wanted, before);
  assert.ok(chosen && chosen !== 'unknown');
  return chosen;
};

test('all lines are the order itself, and a line that is none of its is unknown', () => {
  assert.equal(partOf(lines, undefined, []), undefined);
  assert.equal(partOf(lines, [], []), undefined);
  assert.equal(partOf(lines, [3, 1, 2, 2], []), undefined);
  assert.equal(partOf(lines, [1, 9], []), 'unknown');
});

test('for some lines comes back what was paid for them, the freight by whose fault it is', () => {
  assert.equal(mostOf(order, 'damaged', part([1])), 550n);
  assert.equal(mostOf(order, 'changed-mind', part([1])), 500n);
  assert.equal(mostOf(order, 'other', part([1])), 525n);
  assert.equal(mostOf(order, 'damaged', part([2, 1])), 1650n);
});

test('what has gone back for a line counts for it alone, and the order never gives more than it has', () => {
  const before = [{ lineNos: [1], refundedFen: 200n }];
  assert.equal(mostOf({ ...order, refundedFen: 200n }, 'damaged', part([1], before)), 350n);
  assert.equal(mostOf({ ...order, refundedFen: 200n }, 'damaged', part([2], before)), 1100n);
  // A part of the whole order went back: it is no line's own, and still it is gone.
  const whole = [{ lineNos: null, refundedFen: 3000n }];
  assert.equal(mostOf({ ...order, refundedFen: 3000n }, 'damaged', part([2], whole)), 300n);
  // Given for two lines together, it counts for each by what was paid for it.
  const shared = [{ lineNos: [1, 2], refundedFen: 300n }];
  assert.equal(part([1], shared).refundedFen, 100n);
  assert.equal(part([2], shared).refundedFen, 200n);
});

test('in any sequence of parts no line, and no order, gives back more than was paid', () => {
  const random = createSeededRandom(41);
  for (let turn = 0; turn < 5000; turn += 1) {
    const before: { lineNos: number[] | null; refundedFen: bigint }[] = [];
    let refundedFen = 0n;
    for (let sale = 0; sale < 6; sale += 1) {
      const wanted = [1, 2, 3].filter(() => random.chance(0.5));
      const chosen = partOf(lines, wanted, before);
      if (chosen === 'unknown') assert.fail();
      const most = mostOf({ ...order, refundedFen }, 'damaged', chosen);
      const fen = BigInt(random.between(0, Number(most)));
      before.push({ lineNos: chosen?.lineNos ?? null, refundedFen: fen });
      refundedFen += fen;
      assert.ok(refundedFen <= order.paidFen, `turn ${turn}`);
    }
    for (const { lineNo, goodsFen, freightFen } of lines) {
      const named = before.filter(({ lineNos }) => lineNos?.length === 1 && lineNos[0] === lineNo);
      const own = named.reduce((sum, { refundedFen: fen }) => sum + fen, 0n);
      assert.ok(own <= goodsFen + freightFen, `turn ${turn}`);
    }
  }
});
