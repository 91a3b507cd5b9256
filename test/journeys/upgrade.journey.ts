// Real: what version 0.1.0 left of its demo town (database, keys, the simulators' memories), the
// migrations since, the whole product on top. Simulated: the outside world, as in every sandbox.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startUpgraded } from '../support/upgraded-product.ts';

const { product, rowsIn, signIn, assertKept } = await startUpgraded('v0.1.0');

type Page<T> = { items: T[]; nextCursor: string | null };
type Order = { id: string; state: string };

test('every row of the earlier version is there with everything it said', () => assertKept());

test('its notes are read, one by one and in the feed', async () => {
  const guest = product.client();
  const notes = rowsIn('community.note');
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const query = { limit: 50, ...(cursor === undefined ? {} : { cursor }) };
    const page = await guest.call<Page<{ title: string }>>('getFeed', { query });
    seen.push(...page.items.map(({ title }) => title));
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  assert.deepEqual(seen.toSorted(), notes.map(({ title }) => String(title)).toSorted());
});

test('its orders stand where they stood, and one of them is brought to its end', async () => {
  const states = rowsIn('orders."order"').map(({ state }) => String(state));
  assert.ok(new Set(states).size >= 6, 'orders were left in many states');
  const buyer = await signIn('13800000002');
  const { items } = await buyer.call<Page<Order>>('listOrders', { query: { role: 'buyer' } });
  assert.ok(items.length >= 3);
  for (const { id, state } of items) {
    const order = await buyer.call<Order>('getOrder', { params: { orderId: id } });
    assert.equal(order.state, state);
    assert.ok(states.includes(state));
  }
  const delivered = items.find(({ state }) => state === 'DELIVERED');
  await buyer.call('confirmReceipt', { params: { orderId: delivered!.id } });
  const after = await buyer.call<Order>('getOrder', { params: { orderId: delivered!.id } });
  assert.equal(after.state, 'COMPLETED');
});
