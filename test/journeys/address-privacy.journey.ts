// Real: the whole product over HTTP, PostgreSQL, the simulators as services. Simulated: the
// courier's vans and the passing of days. Who sees what of a receiver's address, and when.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { dayMs } from '#platform/clock.ts';
import { liesInClear } from '../support/in-clear.ts';
import * as people from '../support/people.ts';
import { startProduct } from '../support/product.ts';

const product = await startProduct();
const seller = await people.seller(product);
const buyer = await people.join(product, '周予安');
const { name, phone, detail } = people.shanghai;

beforeEach(() => later(dayMs));

async function later(byMs: number): Promise<void> {
  await people.passTime(buyer, byMs);
  await product.app.settle();
  for (const person of [seller, buyer]) await people.signInAgain(product, person);
}

type Shown = {
  address: { name: string; phone: string; detail: string; alias: string | null } | null;
  addressShown: string | null;
};
async function seen(person: people.Person, orderId: string) {
  const order = await person.call<Shown>('getOrder', { params: { orderId } });
  const { address, addressShown } = order;
  return address ? [addressShown, address.name, address.phone, address.detail] : [addressShown];
}
const whole = ['whole', name, phone, detail];
const masked = ['masked', '周**', '139****1111', detail];

let lastNumber = 7_000_000_000_000;
async function ship(orderId: string): Promise<void> {
  const waybillNo = `SF${(lastNumber += 1)}`;
  await seller.call('shipOrder', { params: { orderId }, body: { carrier: 'SF', waybillNo } });
}

async function deliver(orderId: string): Promise<void> {
  product.sandbox.courier.control.advance(`SF${lastNumber}`, 'DELIVERED');
  await product.app.settle();
  assert.equal(await people.stateOf(buyer, orderId), 'DELIVERED');
}

test('the seller sees the address from payment to arrival, its end for a month, then nothing', async () => {
  const { listingId } = await people.sell(seller);
  const { orderId } = await people.buy(buyer, listingId);
  assert.deepEqual(await seen(seller, orderId), ['hidden']);
  await people.payAtCashier(product, buyer, orderId);
  assert.deepEqual(await seen(seller, orderId), whole);
  await ship(orderId);
  assert.deepEqual(await seen(seller, orderId), whole);
  await deliver(orderId);
  assert.deepEqual(await seen(seller, orderId), masked);
  await buyer.call('confirmReceipt', { params: { orderId } });
  assert.deepEqual(await seen(seller, orderId), masked);
  await later(29 * dayMs);
  assert.deepEqual(await seen(seller, orderId), masked);
  await later(dayMs);
  assert.deepEqual(await seen(seller, orderId), ['hidden']);
  assert.deepEqual(await seen(buyer, orderId), whole, 'the buyer sees their own throughout');
});

test('an order that is cancelled before it was shipped hides its address at once', async () => {
  const { listingId } = await people.sell(seller);
  const { orderId } = await people.buy(buyer, listingId);
  await people.payAtCashier(product, buyer, orderId);
  await buyer.call('cancelOrder', { params: { orderId } });
  assert.deepEqual(await seen(seller, orderId), ['hidden']);
  const unpaid = await people.buy(buyer, (await people.sell(seller)).listingId);
  await buyer.call('cancelOrder', { params: { orderId: unpaid.orderId } });
  assert.deepEqual(await seen(seller, unpaid.orderId), ['hidden']);
});

test('a buyer’s alias stands in the place of the name for the seller, new for each order, sealed', async () => {
  const address = await buyer.call<{ id: string }>('saveAddress', { body: people.shanghai });
  const aliases = new Set<string>();
  for (let turn = 0; turn < 3; turn += 1) {
    const { listingId } = await people.sell(seller);
    const lines = [{ listingId, quantity: 1 }];
    const terms = { addressId: address.id, expectedTotalFen: 168_000, usesAlias: true };
    const body = { lines, ...terms };
    const { orderId } = await buyer.call<people.Placed>('placeOrder', { body });
    await people.payAtCashier(product, buyer, orderId);
    const params = { orderId };
    const own = await buyer.call<Shown>('getOrder', { params });
    const alias = own.address!.alias!;
    assert.match(alias, /^\p{Script=Han}{2}\d{4}$/u);
    assert.equal(own.address!.name, name);
    const sold = await seller.call<Shown>('getOrder', { params });
    assert.deepEqual([sold.address!.name, sold.address!.alias], [alias, alias]);
    assert.ok(!JSON.stringify(sold.address).includes(name));
    const { rows } = await product.app.platform.database.pool.query<{ text: string }>(
      'select o::text as text from orders."order" o where id = $1',
      [orderId],
    );
    assert.ok(!liesInClear(rows[0]!.text, alias));
    await ship(orderId);
    await deliver(orderId);
    assert.deepEqual(await seen(seller, orderId), ['masked', alias, '139****1111', detail]);
    aliases.add(alias);
    await later(dayMs);
  }
  assert.ok(aliases.size > 1);
});

test('a replacement goes to the alias as well: the seller never reads the name behind it', async () => {
  const address = await buyer.call<{ id: string }>('saveAddress', { body: people.shanghai });
  const home = await seller.call<{ id: string }>('saveAddress', { body: people.shanghai });
  const { listingId } = await people.sell(seller);
  const { orderId } = await buyer.call<people.Placed>('placeOrder', {
    body: {
      lines: [{ listingId, quantity: 1 }],
      addressId: address.id,
      expectedTotalFen: 168_000,
      usesAlias: true,
    },
  });
  await people.payAtCashier(product, buyer, orderId);
  await ship(orderId);
  await deliver(orderId);
  const { afterSaleId } = await buyer.call<{ afterSaleId: string }>('openAfterSale', {
    params: { orderId },
    body: { type: 'EXCHANGE', reason: 'damaged', words: '坏的' },
  });
  const params = { afterSaleId };
  const accepted = { answer: 'accept', addressId: home.id };
  await seller.call('answerAfterSale', { params, body: accepted });
  const waybillNo = `SF${(lastNumber += 1)}`;
  await buyer.call('shipReturn', { params, body: { carrier: 'SF', waybillNo } });
  await seller.call('confirmReturn', { params, body: { outcome: 'right' } });
  type Due = { replacementAddress: { name: string } };
  const { replacementAddress } = await seller.call<Due>('getAfterSale', { params });
  const { address: own } = await buyer.call<Shown>('getOrder', { params: { orderId } });
  assert.equal(replacementAddress.name, own!.alias);
});
