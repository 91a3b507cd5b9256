// Real: the whole product over HTTP. What is sold inside a circle, or by somebody blocked, can
// neither be found nor bought; an order that was placed before stays.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as people from '../support/people.ts';
import { startProduct } from '../support/product.ts';

const product = await startProduct();
const seller = await people.seller(product);
const [neighbour, stranger] = [
  await people.join(product, '楼下的人'),
  await people.join(product, '路过的人'),
];
const { id: circleId } = await seller.call<{ id: string }>('createCircle', {
  body: { kind: 'building', name: '梧桐里 3 号楼', joinRule: 'code' },
});
const { code } = await seller.call<{ code: string }>('getInviteCode', { params: { circleId } });
await neighbour.call('joinCircle', { params: { circleId }, body: { code } });
const terms = { priceFen: 3000, quantity: 3, condition: '9', delivery: 'pickup', freightFen: 0 };
const sellInside = async () =>
  (
    await seller.call<{ listingId: string }>('createListing', {
      body: { title: '邻居才有的台灯', ...terms, audience: { kind: 'circle', circleId } },
    })
  ).listingId;

test('goods of a circle are bought by its members, and are not there for others', async () => {
  const listingId = await sellInside();
  const lines = [{ listingId, quantity: 1 }];
  const order = { lines, expectedTotalFen: 3000 };
  for (const client of [stranger, product.client()]) {
    await client.refused('getListing', 'platform/not-found', { params: { listingId } });
    await client.refused('listListings', 'platform/not-found', { query: { circleId } });
    const { items } = await client.call<{ items: unknown[] }>('listListings', {
      query: { sellerId: seller.memberId, show: 'all' },
    });
    assert.deepEqual(items, []);
  }
  await stranger.refused('quoteOrder', 'orders/not-for-sale', { body: { lines } });
  await stranger.refused('placeOrder', 'orders/not-for-sale', { body: order });
  const offer = { listingId, unitPriceFen: 2000 };
  await stranger.refused('makeOffer', 'orders/not-for-sale', { body: offer });
  const found = await neighbour.call<{ items: { id: string }[] }>('listListings', {
    query: { circleId },
  });
  assert.deepEqual(
    found.items.map(({ id }) => id),
    [listingId],
  );
  await neighbour.call('placeOrder', { body: order });
});

test('who is blocked finds and buys nothing, and keeps the order placed before', async () => {
  const { listingId } = await people.sell(seller, { ...terms, delivery: 'pickup' });
  const order = { lines: [{ listingId, quantity: 1 }], expectedTotalFen: 3000 };
  const placed = await stranger.call<people.Placed>('placeOrder', { body: order, key: 'before' });
  await seller.call('blockMember', { params: { memberId: stranger.memberId } });
  await stranger.refused('getListing', 'platform/not-found', { params: { listingId } });
  await stranger.refused('placeOrder', 'orders/not-for-sale', { body: order, key: 'after' });
  const again = await stranger.call<people.Placed>('placeOrder', { body: order, key: 'before' });
  assert.equal(again.orderId, placed.orderId);
  await stranger.call('getOrder', { params: { orderId: placed.orderId } });
  await stranger.refused('getMember', 'platform/not-found', {
    params: { memberId: seller.memberId },
  });
});
