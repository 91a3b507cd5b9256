// Real: the whole product over HTTP, PostgreSQL, jobs, payment and courier simulators as services.
// What the parties of a trade are told, once each, and what they still have to do; and what members
// choose to hear, sent eight times at once.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { minuteMs } from '#platform/clock.ts';
import * as people from '../support/people.ts';
import { startProduct } from '../support/product.ts';
import { pushService } from '../support/push-browser.ts';
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
  assert.deepEqual(await toldOf(buyer), [
    'orders/ship.buyer',
    'orders/deliver.buyer',
    'reviews/open.buyer',
  ]);
  assert.deepEqual(await toldOf(seller), [
    'orders/pay.seller',
    'orders/deliver.seller',
    'orders/confirm-receipt.seller',
    'reviews/open.seller',
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

test('an address is bound once by its code; a browser is one subscription; links end mails', async () => {
  const address = 'race@example.org';
  const asked = await race(buyer, 'bindEmail', () => ({ body: { address } }));
  assert.equal(asked.done.length, 1);
  const { items } = await buyer.call<{ items: { code?: string; subject?: string }[] }>(
    'listSandboxMessages',
    { query: { to: address } },
  );
  const code = items[0]!.code!;
  assert.equal(items[0]!.subject, `小卖部：验证码 ${code}`);
  assert.equal((await race(buyer, 'confirmEmail', () => ({ body: { code } }))).done.length, 1);
  const { target } = pushService().browser();
  const subscribed = await race(buyer, 'subscribePush', () => ({ body: target }));
  assert.deepEqual(subscribed.refused, []);
  const settings = () =>
    buyer.call<{ browsers: number; mailMasked: string | null }>('getNotificationSettings');
  assert.partialDeepStrictEqual(await settings(), { browsers: 1, mailMasked: 'r***@example.org' });
  const { endpoint } = target;
  const ended = await race(buyer, 'unsubscribePush', () => ({ body: { endpoint } }));
  assert.deepEqual(ended.refused, []);
  const removed = await race(buyer, 'removeEmail');
  assert.deepEqual(removed.refused, []);
  assert.partialDeepStrictEqual(await settings(), { browsers: 0, mailMasked: null });
  const params = { token: `${buyer.memberId}.digest.${'0'.repeat(64)}` };
  const forged = await race(product.client(), 'unsubscribeMail', () => ({ params }));
  assert.deepEqual(new Set(forged.refused), new Set(['notifications/link-invalid']));
});
