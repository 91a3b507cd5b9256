import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openedAfterSale } from '../../../../test/support/opened-after-sale.ts';
import { placedOrder } from '../../../../test/support/placed-order.ts';
import { settledCostOf, takenBackFen, wayBackFen } from './seller-cost.ts';

const now = new Date('2026-11-02T04:00:00Z');
const terms = {
  goodsFen: 20_000n,
  freightFen: 3_000n,
  delivery: 'courier' as const,
  feeBps: 60,
  createdAt: now,
  payBy: now,
  shipWithinMs: 1,
};
const settled = {
  ...placedOrder(terms),
  state: 'COMPLETED' as const,
  paidFen: 23_000n,
  feeFen: 138n,
};
const running = { ...settled, state: 'DELIVERED' as const, feeFen: null };
const sale = openedAfterSale({ reason: 'damaged', returnFreightFen: 2_500n });

const step = (order: 'refund' | 'go-on' | 'none', to: 'REFUNDED' | 'EXCHANGED' | 'CLOSED') => ({
  command: 'decide-close' as const,
  from: 'WAIT_SELLER' as const,
  to,
  role: 'seller' as const,
  actorId: '1',
  at: now,
  changes: {},
  order,
  refundFen: order === 'refund' ? 10_000n : 0n,
});

test('what goes back of a settled sale costs its seller the fee’s part less', () => {
  assert.equal(takenBackFen(settled, 23_000n), 23_000n - 138n);
  // 13,000 are kept, of which the fee is 78.
  assert.equal(takenBackFen(settled, 10_000n), 10_000n - 60n);
  assert.equal(takenBackFen({ ...settled, refundedFen: 10_000n, feeFen: 78n }, 13_000n), 12_922n);
});

test('a step takes back of a settled sale alone, and the way back is paid where goods came back', () => {
  assert.equal(settledCostOf(settled, step('refund', 'REFUNDED')), 9_940n);
  // Held money is given back out of the hold.
  assert.equal(settledCostOf(running, step('refund', 'REFUNDED')), 0n);
  assert.equal(settledCostOf(settled, step('go-on', 'CLOSED')), 0n);
  assert.equal(wayBackFen(sale, running, step('refund', 'REFUNDED')), 2_500n);
  assert.equal(wayBackFen(sale, running, step('go-on', 'EXCHANGED')), 2_500n);
  assert.equal(wayBackFen(sale, running, step('go-on', 'CLOSED')), 0n);
});
