// Real: the whole product over HTTP and PostgreSQL, with the simulators.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayMs } from '#platform/clock.ts';
import * as people from '../support/people.ts';
import { startProduct } from '../support/product.ts';

const product = await startProduct();
const name = '林小满';
const idNumber = people.idNumber(880);
const seller = await people.join(product, '林小满的铺子');
await people.passTime(seller, 180 * dayMs);
await seller.call('submitRealName', { body: { name, idNumber } });
await seller.call('openProAccount');
await seller.call('openQuickSell');
const { listingId } = await people.sell(seller, { delivery: 'virtual' });

async function order(buyer: people.Person): Promise<string> {
  const body = { lines: [{ listingId, quantity: 1 }], expectedTotalFen: 168_000 };
  const { status, body: answer } = await buyer.send('placeOrder', { body });
  return status === 201 ? 'placed' : (answer as { code: string }).code;
}

test('nobody buys from themselves, not even with a second account of the same person', async () => {
  assert.equal(await order(seller), 'orders/own-listing');
  const second = await people.join(product, '另一个我');
  await second.call('submitRealName', { body: { name, idNumber } });
  assert.equal(await order(second), 'orders/own-listing');
});

test('a refused purchase of one’s own goods takes none of them: another member gets the last', async () => {
  const other = await people.join(product, '周予安');
  await other.call('submitRealName', { body: { name: '周予安', idNumber: people.idNumber(881) } });
  assert.equal(await order(other), 'placed');
  assert.equal(await order(await people.join(product, '来晚了')), 'orders/sold-out');
});
