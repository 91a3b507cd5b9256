// Real: the whole product over HTTP and PostgreSQL. The tools of buyers and sellers, each sent
// eight times at once; the audit's invariants close the file.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as people from '../support/people.ts';
import { startProduct } from '../support/product.ts';
import { race } from '../support/race.ts';

const product = await startProduct();
const seller = await people.seller(product);
const buyer = await people.join(product, '周予安');

const goods = { delivery: 'pickup', priceFen: 10_000 } as const;

async function countOf(person: people.Person, type: string): Promise<number> {
  await product.app.settle();
  const { items } = await person.call<{ items: { type: string }[] }>('listNotifications', {
    query: { limit: 50 },
  });
  return items.filter((one) => one.type === type).length;
}

test('remindOfOrder tells the other side once', async () => {
  const { listingId } = await people.sell(seller, goods);
  const { orderId } = await people.buy(buyer, listingId);
  const { done, refused } = await race(seller, 'remindOfOrder', () => ({ params: { orderId } }));
  assert.equal(done.length, 1);
  assert.deepEqual(new Set(refused), new Set(['orders/reminded-already']));
  assert.equal(await countOf(buyer, 'orders/remind-to-pay'), 1);
});
