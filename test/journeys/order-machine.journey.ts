// Real: the whole product. Holds what SQL writes against what the pure order machine says.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decide, evolve } from '../../src/modules/orders/domain/decide.ts';
import { legalSteps } from '../../src/modules/orders/domain/order-machine.ts';
import { readOrders } from '../../src/modules/orders/store/order-store.ts';
import * as people from '../support/people.ts';
import { startProduct } from '../support/product.ts';

const product = await startProduct();
const seller = await people.seller(product);
const buyer = await people.join(product, '周予安');
const { database } = product.app.platform;

test('the payment written in one round trip is the step that decide describes', async () => {
  const { listingId } = await people.sell(seller, { freightFen: 800, shipWithin: 'PT48H' });
  const { orderId } = await people.buy(buyer, listingId);
  const before = (await readOrders(database.sql, [orderId])).get(orderId)!;
  await people.payAtCashier(product, buyer, orderId);
  const after = (await readOrders(database.sql, [orderId])).get(orderId)!;
  const verdict = decide(
    before,
    { name: 'pay', by: 'provider', actorId: null, amountFen: before.totalFen },
    after.paidAt!,
  );
  assert.ok(verdict.ok);
  assert.deepEqual(after, evolve(before, verdict.step));
  const { rows } = await database.pool.query<{ kind: string; run_at: Date }>(
    'select kind, run_at from platform.deadline where ref = $1 and done_at is null',
    [orderId],
  );
  const standing = Object.fromEntries(rows.map((row) => [row.kind, row.run_at]));
  assert.deepEqual(standing, verdict.step.deadlines);
});

test('the audit’s state rules are the order machine’s rows', async () => {
  const { rows } = await database.pool.query<{ rule: string }>(
    `select from_state || '>' || to_state || ' ' || actor_role as rule from audit.state_rule`,
  );
  const machine = legalSteps().map(({ from, to, role }) => `${from}>${to} ${role}`);
  assert.deepEqual(rows.map((row) => row.rule).toSorted(), [...new Set(machine)].toSorted());
});
