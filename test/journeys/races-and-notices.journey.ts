// Real: the whole product over HTTP, PostgreSQL, jobs, payment and courier simulators as services.
// What the parties of a trade are told, once each, and what they still have to do; and what members
// choose to hear, sent eight times at once.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { minuteMs } from '#platform/clock.ts';
import * as people from '../support/people.ts';
import { startProduct } from '../support/product.ts';
import { race } from '../support/race.ts';

const product = await startProduct();
const seller = await people.seller(product);
const buyer = await people.join(product, '周予安');

async function dutiesOf(person: people.Person): Promise<string[]> {
  const { items } = await person.call<{ items: { text: string; link: string }[] }>('listDuties');
  return items.map(({ text, link }) => `${text} ${link}`);
}

async function toldOf(person: people.Person): Promise<string[]> {
  await product.app.settle();
  const { items } = await person.call<{ items: { type: string }[] }>('listNotifications', {
    query: { category: 'trade' },
  });
  return items.map(({ type }) => type).toReversed();
}

test('a duty stands until it is done, and moves to whose turn it is', async () => {
  const { listingId } = await people.sell(seller);
  const { orderId } = await people.buy(buyer, listingId);
  await product.app.settle();
  const to = `旁轴相机 银色 /orders/${orderId}`;
  assert.deepEqual([await dutiesOf(buyer), await dutiesOf(seller)], [[`待付款：${to}`], []]);

  await people.payAtCashier(product, buyer, orderId);
  await product.app.settle();
  assert.deepEqual([await dutiesOf(buyer), await dutiesOf(seller)], [[], [`待发货：${to}`]]);

  const waybill = { carrier: 'SF', waybillNo: 'SF1234567890123' };
  await seller.call('shipOrder', { params: { orderId }, body: waybill });
  await product.app.settle();
  assert.deepEqual([await dutiesOf(buyer), await dutiesOf(seller)], [[], []]);

  const params = { waybillNo: waybill.waybillNo };
  await buyer.call('advanceParcel', { params, body: { to: 'DELIVERED' } });
  await people.passTime(buyer, 31 * minuteMs);
  await people.until(async () => (await people.stateOf(buyer, orderId)) === 'DELIVERED');
  await product.app.settle();
  assert.deepEqual([await dutiesOf(buyer), await dutiesOf(seller)], [[`待验收确认：${to}`], []]);

  await buyer.call('confirmReceipt', { params: { orderId }, key: 'receipt' });
  await product.app.settle();
  assert.deepEqual([await dutiesOf(buyer), await dutiesOf(seller)], [[], []]);
  assert.deepEqual(await toldOf(buyer), ['orders/ship.buyer', 'orders/deliver.buyer']);
  assert.deepEqual(await toldOf(seller), [
    'orders/pay.seller',
    'orders/deliver.seller',
    'orders/confirm-receipt.seller',
  ]);
});

test('settings are one of those that were sent, and keep what the others changed', async () => {
  const { refused } = await race(buyer, 'updateNotificationSettings', (turn) => ({
    body: turn % 2 ? { choices: { like: { push: true } } } : { quiet: { fromMinute: 1380 } },
  }));
  assert.deepEqual(refused, []);
  type Settings = { kinds: { kind: string; wanted: { push: boolean } }[]; quiet: object };
  const { kinds, quiet } = await buyer.call<Settings>('getNotificationSettings');
  assert.ok(kinds.find(({ kind }) => kind === 'like')!.wanted.push);
  assert.partialDeepStrictEqual(quiet, { fromMinute: 1380, toMinute: 480 });
});
