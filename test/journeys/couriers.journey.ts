// Real: the whole product over HTTP with the adapter of 快递100. Fake: 快递100, as a server that
// checks signatures as the provider does; payments, messages and the clock are the sandbox's.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { account, pushOf, startKuaidi100 } from '../support/kuaidi100-server.ts';
import * as people from '../support/people.ts';
import { startProduct } from '../support/product.ts';

const world = await startKuaidi100();
const product = await startProduct({
  TUCKSHOP_KUAIDI100_CUSTOMER: account.customer,
  TUCKSHOP_KUAIDI100_KEY: account.key,
  TUCKSHOP_KUAIDI100_SALT: account.salt,
  TUCKSHOP_KUAIDI100_URL: world.url,
});
const seller = await people.seller(product);
const buyer = await people.join(product, '周予安');

async function tell(body: Buffer, path = 'kuaidi100') {
  const answer = await fetch(`${product.url}/api/v1/couriers/${path}/notices`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded; charset=UTF-8' },
    body: new Uint8Array(body),
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}
const stateOf = (orderId: string) => people.stateOf(buyer, orderId);
const now = () =>
  new Date(product.sandbox.clock.now().getTime() + 8 * 3_600_000)
    .toISOString()
    .slice(0, 19)
    .replace('T', ' ');
const said = (state: string) => ({
  com: 'yuantong',
  state,
  data: [{ time: now(), context: '【上海市】扫描', statusCode: state, areaName: '上海,上海市' }],
});

test('a trade is shipped, subscribed, pushed on and delivered by a real courier’s words', async () => {
  const { listingId } = await people.sell(seller);
  const { orderId } = await people.buy(buyer, listingId);
  await people.payAtCashier(product, buyer, orderId);
  const waybill = { carrier: 'YTO', waybillNo: 'YT1234567890123' };
  await seller.call('shipOrder', { params: { orderId }, body: waybill });
  const subscription = world.subscriptions.get(waybill.waybillNo);
  assert.equal(
    subscription?.callbackurl,
    `${product.app.platform.config.publicOrigin}/api/v1/couriers/kuaidi100/notices`,
  );
  const forged = await tell(pushOf(waybill.waybillNo, said('3'), 'salt-of-others'));
  assert.deepEqual([forged.status, forged.body['result']], [200, false]);
  assert.equal(await stateOf(orderId), 'SHIPPED');
  assert.equal((await tell(pushOf(waybill.waybillNo, said('3')), 'kdniao')).status, 404);
  assert.equal((await tell(pushOf(waybill.waybillNo, said('1')))).body['result'], true);
  assert.equal(await stateOf(orderId), 'SHIPPED');
  const delivered = pushOf(waybill.waybillNo, said('3'));
  const answers = await Promise.all(Array.from({ length: 8 }, () => tell(delivered)));
  assert.deepEqual(
    answers.map(({ body }) => body),
    Array(8).fill({ result: true, returnCode: '200', message: '成功' }),
  );
  assert.equal(await stateOf(orderId), 'DELIVERED');
});
