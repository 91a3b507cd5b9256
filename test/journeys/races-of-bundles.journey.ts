// Real: the whole product over HTTP, PostgreSQL. What a seller says of freight and bundles, sent
// eight times at once, and an order placed while it changes.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as people from '../support/people.ts';
import { startProduct } from '../support/product.ts';
import { race, raceTimes } from '../support/race.ts';

const product = await startProduct();
const seller = await people.seller(product);
const buyer = await people.join(product, '周予安');
const { id: addressId } = await buyer.call<{ id: string }>('saveAddress', {
  body: people.shanghai,
});
const template = { name: '普通快递', basis: 'piece', firstFen: 800, furtherFen: 200 };

test('a template is made once under a key, changed once from a version, and removed once', async () => {
  const made = await race(seller, 'createFreightTemplate', () => ({ body: template, key: 'one' }));
  assert.deepEqual(made.refused, []);
  const ids = made.done.map(({ body }) => (body as { templateId: string }).templateId);
  assert.equal(new Set(ids).size, 1);
  const params = { templateId: ids[0]! };
  const edited = await race(seller, 'updateFreightTemplate', (turn) => ({
    params,
    body: { ...template, firstFen: 900 + turn, version: 1 },
  }));
  assert.equal(edited.done.length, 1);
  assert.ok(edited.refused.every((code) => code === 'catalog/edited-meanwhile'));
  const gone = await race(seller, 'removeFreightTemplate', () => ({ params }));
  assert.equal(gone.done.length, 1);
  assert.ok(gone.refused.every((code) => code === 'platform/not-found'));
});

test('the tiers of a bundle are one of those that were sent', async () => {
  const { done, refused } = await race(seller, 'setBundleTerms', (turn) => ({
    body: {
      tiers: [
        { pieces: 2, discountBps: 100 + turn },
        { pieces: 3, discountBps: 200 + turn },
      ],
    },
  }));
  assert.equal(done.length, raceTimes);
  assert.deepEqual(refused, []);
  const { tiers } = await buyer.call<{ tiers: { discountBps: number }[] }>('getBundleTerms', {
    params: { memberId: seller.memberId },
  });
  assert.equal(tiers[1]!.discountBps - tiers[0]!.discountBps, 100);
  await seller.call('setBundleTerms', { body: { tiers: [] } });
});

test('while a template is edited, whoever orders pays what they were shown or is refused', async () => {
  const { templateId } = await seller.call<{ templateId: string }>('createFreightTemplate', {
    body: template,
  });
  const terms = { title: '台灯', quantity: 60, freightTemplateId: templateId, condition: '9' };
  const body = { ...terms, priceFen: 5000, delivery: 'courier' };
  const { listingId } = await seller.call<{ listingId: string }>('createListing', { body });
  const lines = [{ listingId, quantity: 2 }];
  let version = 1;
  const placing = race(buyer, 'placeOrder', () => ({
    body: { lines, addressId, expectedTotalFen: 11_000 },
  }));
  for (const firstFen of [900, 800, 900]) {
    const edit = { ...template, firstFen, version };
    const params = { templateId };
    const answer = await seller.call<{ version: number }>('updateFreightTemplate', {
      params,
      body: edit,
    });
    version = answer.version;
  }
  const { done, refused } = await placing;
  assert.equal(done.length + refused.length, raceTimes);
  assert.ok(refused.every((code) => code === 'orders/price-changed'));
  for (const { body: placed } of done) {
    assert.equal((placed as { totalFen: number }).totalFen, 11_000);
  }
  const { stock } = await buyer.call<{ stock: number }>('getListing', { params: { listingId } });
  assert.equal(stock, 60 - 2 * done.length);
});
