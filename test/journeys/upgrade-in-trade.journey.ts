// Real: what version 0.2.0 left (database, keys, the simulators' memories) with orders in every state,
// the migrations since, the whole product on top. Simulated: the outside world. Each order that has
// not ended is brought to its end; the audit closes the file.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { dayMs, minuteMs } from '#platform/clock.ts';
import type { Client } from '../support/client.ts';
import * as people from '../support/people.ts';
import { startUpgraded } from '../support/upgraded-product.ts';

const { product, rowsIn, signIn, assertKept } = await startUpgraded('v0.2.0');

type Order = { id: string; state: string; delivery: string; pickupCode: string | null };
type Page<T> = { items: T[] };

let buyer: Client;
let seller: Client;
before(async () => {
  seller = await signIn('13910000001');
  buyer = await signIn('13910000003');
});

const orders = rowsIn('orders."order"');
const idsOf = (state: string, also: (row: Record<string, unknown>) => boolean = () => true) =>
  orders.filter((row) => row['state'] === state && also(row)).map(({ id }) => String(id));
const stateOf = (orderId: string) => people.stateOf(buyer, orderId);

/** The state each order must come to, seen by its buyer, once everything due has happened. */
async function assertComesTo(orderId: string, state: string): Promise<void> {
  await people.until(async () => {
    await product.app.settle();
    return (await stateOf(orderId)) === state;
  });
}

test('every row of the earlier version is there with everything it said', () => assertKept());

test('orders stand where they stood, in every state there is', async () => {
  const states = new Set(orders.map(({ state }) => String(state)));
  assert.deepEqual([...states].toSorted(), [
    'CLOSED',
    'COMPLETED',
    'DELIVERED',
    'REFUNDED',
    'SHIPPED',
    'WAIT_PAY',
    'WAIT_SHIP',
  ]);
  for (const { id, state } of orders) assert.equal(await stateOf(String(id)), state);
});

test('a problem that was reported goes on as an after-sale, with its words', async () => {
  const problems = rowsIn('orders.problem');
  assert.ok(problems.length >= 5);
  for (const problem of problems) {
    type Sale = { state: string; events: { words: string | null }[] };
    const { items } = await buyer.call<Page<Sale>>('listAfterSales', {
      params: { orderId: String(problem['order_id']) },
    });
    assert.equal(items[0]!.events[0]!.words, problem['words']);
    const ended = { refunded: 'REFUNDED', resumed: 'CLOSED', received: 'CLOSED' };
    const outcome = problem['outcome'] as keyof typeof ended | null;
    assert.equal(items[0]!.state, outcome ? ended[outcome] : 'DISPUTED');
  }
});

test('an open problem is decided by an operator, or let be by the buyer', async () => {
  type Waiting = { id: string; orderId: string; totalFen: number; orderState: string };
  const operator = await people.operator(product, '阿远二号');
  const { items } = await operator.call<Page<Waiting>>('listDisputedAfterSales');
  assert.equal(items.length, 3);
  const [first, second, third] = items;
  const reason = '看过双方的照片';
  const decide = (sale: Waiting, refundFen: number) =>
    operator.call('decideAfterSale', {
      params: { afterSaleId: sale.id },
      body: { refundFen, reason },
    });
  await decide(first!, first!.totalFen);
  await assertComesTo(first!.orderId, 'REFUNDED');
  await decide(second!, 1_000);
  assert.equal(await stateOf(second!.orderId), second!.orderState);
  await buyer.call('withdrawAfterSale', { params: { afterSaleId: third!.id } });
  assert.equal(await stateOf(third!.orderId), third!.orderState);
});

test('unpaid orders are paid, or closed by their clock', async () => {
  const [paid, unpaid] = idsOf('WAIT_PAY');
  const { attemptId } = await buyer.call<{ attemptId: string }>('payOrder', {
    params: { orderId: paid! },
  });
  product.sandbox.payments.control.pay(attemptId);
  await assertComesTo(paid!, 'WAIT_SHIP');
  await people.passTime(buyer, 31 * minuteMs);
  await assertComesTo(unpaid!, 'CLOSED');
});

test('paid orders are sent, handed over, delivered online, or refunded by their clock', async () => {
  for (const orderId of idsOf('WAIT_SHIP')) {
    const params = { orderId };
    const { delivery, pickupCode } = await buyer.call<Order>('getOrder', { params });
    if (delivery === 'courier') {
      const body = { carrier: 'SF', waybillNo: 'SF5500000000999' };
      await seller.call('shipOrder', { params, body });
      assert.equal(await stateOf(orderId), 'SHIPPED');
    } else {
      const body = pickupCode ? { pickupCode } : { virtualGoods: 'KEY' };
      await seller.call('handOverOrder', { params, body });
      await buyer.call('confirmReceipt', { params });
      assert.equal(await stateOf(orderId), 'COMPLETED');
    }
  }
});

test('what was on its way, or there, comes to its end by hand or by clock', async () => {
  const [delivered] = idsOf('DELIVERED', (row) => row['problem_opened_at'] === null);
  await buyer.call('confirmReceipt', { params: { orderId: delivered! } });
  assert.equal(await stateOf(delivered!), 'COMPLETED');
  // Parcels arrive or count as lost, checks run out, promises to ship are broken: forty days.
  for (let day = 0; day < 40; day += 1) {
    await people.passTime(buyer, dayMs);
    await product.app.settle();
  }
  buyer = await signIn('13910000003');
  const { items } = await buyer.call<Page<Order>>('listOrders', {
    query: { role: 'buyer', limit: 50 },
  });
  const open = items.filter(({ state }) => !['COMPLETED', 'REFUNDED', 'CLOSED'].includes(state));
  assert.deepEqual(open, [], 'every order has ended');
  assert.equal(items.length, orders.length);
});
