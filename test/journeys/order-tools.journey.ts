// Real: the whole product over HTTP and PostgreSQL. Finding, taking along and reminding of orders.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayMs, minuteMs } from '#platform/clock.ts';
import * as people from '../support/people.ts';
import { startProduct } from '../support/product.ts';

const product = await startProduct();
const seller = await people.seller(product);
const buyer = await people.join(product, '周予安');
const rival = await people.join(product, '=陈也');

const goods = { delivery: 'pickup', priceFen: 10_000 } as const;
const lamp = await people.sell(seller, { ...goods, title: '宜家台灯', quantity: 5 });
const book = await people.sell(seller, { ...goods, title: '=HYPERLINK("x")', quantity: 5 });
const waiting = await people.buy(buyer, lamp.listingId);
const paid = await people.buy(buyer, lamp.listingId);
await people.payAtCashier(product, buyer, paid.orderId);
const odd = await people.buy(rival, book.listingId);
await product.app.settle();

type Page = { items: { id: string }[]; nextCursor: string | null };
type Counts = { total: number; groups: Record<string, number>; inAfterSale: number };

async function found(person: people.Person, query: Record<string, string | number>) {
  const { items } = await person.call<Page>('listOrders', { query });
  return items.map(({ id }) => id);
}

async function noticesOf(person: people.Person, type: string): Promise<number> {
  await product.app.settle();
  const { items } = await person.call<{ items: { type: string }[] }>('listNotifications', {
    query: { limit: 50 },
  });
  return items.filter((one) => one.type === type).length;
}

test('orders are found by title, by the other’s name, by number and by group', async () => {
  const mine = { role: 'seller' };
  assert.deepEqual(await found(seller, { ...mine, text: '台灯' }), [paid.orderId, waiting.orderId]);
  assert.deepEqual(await found(seller, { ...mine, text: '陈也' }), [odd.orderId]);
  assert.deepEqual(await found(seller, { ...mine, text: paid.orderId }), [paid.orderId]);
  assert.deepEqual(await found(seller, { ...mine, group: 'to-ship' }), [paid.orderId]);
  assert.deepEqual(await found(buyer, { text: '林小满', group: 'to-pay' }), [waiting.orderId]);
  assert.deepEqual(await found(buyer, { text: '陈也' }), []);
  assert.deepEqual(await found(rival, { text: waiting.orderId }), [], 'not another’s');
  assert.deepEqual(await found(seller, { ...mine, inAfterSale: 'true' }), []);
  assert.deepEqual(await found(seller, { ...mine, text: '%' }), []);
});

test('the pages of a search neither repeat nor skip', async () => {
  const query = { role: 'seller', limit: 2 };
  const first = await seller.call<Page>('listOrders', { query });
  const second = await seller.call<Page>('listOrders', {
    query: { ...query, cursor: first.nextCursor! },
  });
  const ids = [...first.items, ...second.items].map(({ id }) => id);
  assert.deepEqual(ids, [odd.orderId, paid.orderId, waiting.orderId]);
  assert.equal(second.nextCursor, null);
  await seller.refused('listOrders', 'platform/invalid-input', { query: { cursor: 'W10' } });
});

test('each group says how many are in it', async () => {
  const counts = await seller.call<Counts>('countOrders', { query: { role: 'seller' } });
  assert.deepEqual(counts.groups, {
    'to-pay': 2,
    'to-ship': 1,
    'on-the-way': 0,
    done: 0,
    closed: 0,
  });
  const own = await seller.call<Counts>('countOrders', { query: { role: 'seller', text: '台灯' } });
  assert.equal(own.total, 2);
  assert.equal((await rival.call<Counts>('countOrders', { query: {} })).total, 1);
});

test('an order is found by the day it was placed on, in Shanghai', async () => {
  const { now } = await buyer.call<{ now: string }>('getClock');
  const day = new Date(Date.parse(now) + 8 * 3_600_000).toISOString().slice(0, 10);
  const before = new Date(Date.parse(day) - dayMs).toISOString().slice(0, 10);
  assert.equal((await found(seller, { role: 'seller', from: day, to: day })).length, 3);
  assert.equal((await found(seller, { role: 'seller', to: before })).length, 0);
});

test('a file holds the caller’s own orders, and nothing that a spreadsheet would run', async () => {
  const { now } = await buyer.call<{ now: string }>('getClock');
  const to = new Date(Date.parse(now) + dayMs).toISOString().slice(0, 10);
  const from = new Date(Date.parse(to) - 30 * dayMs).toISOString().slice(0, 10);
  const query = { role: 'seller', from, to };
  const { body, headers } = await seller.send('getOrdersFile', { query });
  const text = String(body);
  assert.match(headers.get('content-type') ?? '', /^text\/csv/);
  assert.equal(text.trimEnd().split('\r\n').length, 4);
  assert.match(text, /"'=HYPERLINK\(""x""\)"/);
  assert.match(text, /"'=陈也"/);
  assert.doesNotMatch(text, /[,\n"]=/);
  const others = await rival.send('getOrdersFile', { query: { ...query, role: 'buyer' } });
  assert.equal(String(others.body).trimEnd().split('\r\n').length, 2);
  const long = { query: { ...query, from: '2024-01-01' } };
  await seller.refused('getOrdersFile', 'orders/span-too-long', long);
  const turned = { query: { ...query, from: to, to: from } };
  await seller.refused('getOrdersFile', 'orders/span-too-long', turned);
});

test('the seller reminds of paying once', async () => {
  const params = { orderId: waiting.orderId };
  await buyer.refused('remindOfOrder', 'orders/nothing-to-remind', { params });
  await rival.refused('remindOfOrder', 'platform/not-found', { params });
  const view = await seller.call<{ mayRemind: boolean }>('getOrder', { params });
  assert.equal(view.mayRemind, true);
  await seller.call('remindOfOrder', { params });
  await seller.refused('remindOfOrder', 'orders/reminded-already', { params });
  assert.equal(await noticesOf(buyer, 'orders/remind-to-pay'), 1);
});

test('the buyer reminds of shipping when the promise is near, once a day', async () => {
  const params = { orderId: paid.orderId };
  await buyer.refused('remindOfOrder', 'orders/too-early-to-remind', { params });
  await people.passTime(buyer, 2 * dayMs + minuteMs);
  await buyer.call('remindOfOrder', { params });
  await buyer.refused('remindOfOrder', 'orders/reminded-already', { params });
  assert.equal(await noticesOf(seller, 'orders/remind-to-ship'), 1);
  await people.passTime(buyer, dayMs);
  await buyer.call('remindOfOrder', { params });
  assert.equal(await noticesOf(seller, 'orders/remind-to-ship'), 2);
});
