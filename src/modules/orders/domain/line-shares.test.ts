import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shareOut } from '#platform/money.ts';
import { createSeededRandom } from '../../../../test/support/seeded-random.ts';
import { lineShares } from './line-shares.ts';

test('what was paid for the lines, with their freight, is the order’s total to the fen', () => {
  const random = createSeededRandom(37);
  for (let turn = 0; turn < 20_000; turn += 1) {
    const bare = Array.from({ length: random.between(1, 6) }, (_, at) => ({
      lineNo: at + 1,
      quantity: random.between(1, 9),
      unitPriceFen: BigInt(random.between(1, 20_000)),
    }));
    const goods = bare.map((line) => line.unitPriceFen * BigInt(line.quantity));
    const goodsFen = goods.reduce((sum, fen) => sum + fen, 0n);
    const discountFen = (goodsFen * BigInt(random.between(0, 5000))) / 10_000n;
    const freightFen = BigInt(random.between(0, 5000));
    const discounts = shareOut(discountFen, goods);
    const lines = bare.map((line, at) => ({ ...line, discountFen: discounts[at]! }));
    const shares = lineShares({ freightFen }, lines);
    const sum = shares.reduce((all, share) => all + share.goodsFen + share.freightFen, 0n);
    assert.equal(sum, goodsFen - discountFen + freightFen, `turn ${turn}`);
    for (const [at, share] of shares.entries()) {
      assert.ok(share.goodsFen >= 0n && share.goodsFen <= goods[at]!, `turn ${turn}`);
      assert.ok(share.freightFen >= 0n && share.freightFen <= freightFen, `turn ${turn}`);
    }
  }
});

test('a share is by what was paid, not by what was asked', () => {
  const line = { quantity: 1, unitPriceFen: 1000n };
  const shares = lineShares({ freightFen: 150n }, [
    { ...line, lineNo: 1, discountFen: 500n },
    { ...line, lineNo: 2, discountFen: 0n },
  ]);
  assert.deepEqual(shares, [
    { lineNo: 1, goodsFen: 500n, freightFen: 50n },
    { lineNo: 2, goodsFen: 1000n, freightFen: 100n },
  ]);
});
