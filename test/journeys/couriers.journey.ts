// Real: the whole product over HTTP with the adapter of 快递100. Fake: 快递100, as a server that
// checks signatures as the provider does; payments, messages and the clock are the sandbox's.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayMs, minuteMs } from '#platform/clock.ts';
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

test('a parcel signed for before its order was paid is another’s: the number proves nothing', async () => {
  const { listingId } = await people.sell(seller);
  const { orderId } = await people.buy(buyer, listingId);
  const before = now();
  await people.passTime(buyer, 10 * minuteMs);
  await people.payAtCashier(product, buyer, orderId);
  const waybill = { carrier: 'YTO', waybillNo: 'YT7777777777777' };
  await seller.call('shipOrder', { params: { orderId }, body: waybill });
  const old = { ...said('3'), data: [{ ...said('3').data[0]!, time: before }] };
  assert.equal((await tell(pushOf(waybill.waybillNo, old))).body['result'], true);
  assert.equal(await stateOf(orderId), 'SHIPPED');
  await people.passTime(buyer, 2 * dayMs);
  await product.app.settle();
  assert.equal(await stateOf(orderId), 'WAIT_SHIP', 'no carrier has scanned it for this order');
});

test('an old number is no return, an early opening no proof: no silence decides, nor one side', async () => {
  const home = await seller.call<{ id: string }>('saveAddress', { body: people.shanghai });
  const { listingId } = await people.sell(seller);
  const { orderId } = await people.buy(buyer, listingId);
  await people.payAtCashier(product, buyer, orderId);
  const body = { carrier: 'YTO', waybillNo: 'YT8888888888881' };
  await seller.call('shipOrder', { params: { orderId }, body });
  await tell(pushOf(body.waybillNo, said('3')));
  assert.equal(await stateOf(orderId), 'DELIVERED');
  const before = now();
  await people.passTime(buyer, 10 * minuteMs);
  const { afterSaleId } = await buyer.call<{ afterSaleId: string }>('openAfterSale', {
    params: { orderId },
    body: { type: 'RETURN_REFUND', reason: 'damaged', words: '坏的' },
  });
  const params = { afterSaleId };
  await seller.call('answerAfterSale', {
    params,
    body: { answer: 'accept', addressId: home.id },
  });
  const { captureId } = await seller.call<{ captureId: string }>('openCapture', {
    params: { orderId },
    body: { stage: 'return-opening' },
  });
  await people.passTime(buyer, minuteMs);
  const waybillNo = 'YT8888888888882';
  await buyer.call('shipReturn', { params, body: { carrier: 'YTO', waybillNo } });
  const old = { ...said('3'), data: [{ ...said('3').data[0]!, time: before }] };
  assert.equal((await tell(pushOf(waybillNo, old))).body['result'], true);
  type Sale = { guide: { actor: string; otherwise: string } };
  const { guide } = await buyer.call<Sale>('getAfterSale', { params });
  assert.deepEqual([guide.actor, guide.otherwise], ['courier', 'dispute-by-silence']);

  const pictureIds = [await people.uploadPicture(seller, '#223311')];
  await seller.call('takeCapture', { params: { captureId }, body: { pictureIds } });
  await seller.refused('confirmReturn', 'aftersale/capture-too-early', {
    params,
    body: { outcome: 'wrong', words: '还没寄就拍好了', captureId },
  });
});

type Sale = {
  id: string;
  state: string;
  type: string;
  reason: string;
  events: { command: string; role: string }[];
};
const salesOf = (orderId: string) =>
  buyer.call<{ items: Sale[] }>('listAfterSales', { params: { orderId } });

/** An order whose parcel was signed for in Beijing, and the fourteen days after. */
async function signedForElsewhere(waybillNo: string): Promise<string> {
  // A new seller may put up three things a day.
  await people.passTime(buyer, dayMs);
  for (const person of [seller, buyer]) await people.signInAgain(product, person);
  const { listingId } = await people.sell(seller);
  const { orderId } = await people.buy(buyer, listingId);
  await people.payAtCashier(product, buyer, orderId);
  const body = { carrier: 'YTO', waybillNo };
  await seller.call('shipOrder', { params: { orderId }, body });
  const elsewhere = { ...said('3').data[0]!, areaName: '北京,北京市' };
  await tell(pushOf(waybillNo, { ...said('3'), data: [elsewhere] }));
  await people.passTime(buyer, 14 * dayMs + minuteMs);
  await product.app.settle();
  for (const person of [seller, buyer]) await people.signInAgain(product, person);
  return orderId;
}

async function assertTold(person: people.Person, type: string, orderId: string): Promise<void> {
  type Notices = { items: { type: string; link: string }[] };
  await people.until(async () => {
    const { items } = await person.call<Notices>('listNotifications');
    return items.some((one) => one.type === type && one.link.startsWith(`/orders/${orderId}`));
  });
}

async function decide(afterSaleId: string, refundFen: number): Promise<void> {
  const operator = await people.operator(product);
  const body = { refundFen, reason: '问过快递公司' };
  await operator.call('decideAfterSale', { params: { afterSaleId }, body });
  await product.app.settle();
}

test('a parcel signed for in another city is nobody’s by silence: an operator decides', async () => {
  const orderId = await signedForElsewhere('YT5555555555551');
  await people.until(async () => (await salesOf(orderId)).items.length === 1);
  assert.equal(await stateOf(orderId), 'SHIPPED');
  const [sale] = (await salesOf(orderId)).items;
  assert.partialDeepStrictEqual(sale, {
    state: 'DISPUTED',
    type: 'REFUND_ONLY',
    reason: 'not-received',
    events: [{ command: 'doubt-arrival', role: 'clock' }],
  });
  for (const [person, role] of [
    [buyer, 'buyer'],
    [seller, 'seller'],
  ] as const) {
    await assertTold(person, `orders/arrive-elsewhere.${role}`, orderId);
    await assertTold(person, 'aftersale/doubt-arrival.both', orderId);
  }
  const operator = await people.operator(product);
  const { items } = await operator.call<{ items: { id: string }[] }>('listDisputedAfterSales');
  assert.ok(items.some(({ id }) => id === sale!.id));
  await people.passTime(buyer, 30 * dayMs);
  await product.app.settle();
  for (const person of [seller, buyer]) await people.signInAgain(product, person);
  assert.equal(await stateOf(orderId), 'SHIPPED', 'no time decides');

  await decide(sale!.id, 0);
  assert.equal(await stateOf(orderId), 'DELIVERED', 'the buyer has three days more');
  await people.passTime(buyer, 3 * dayMs + minuteMs);
  await product.app.settle();
  await people.until(async () => (await stateOf(orderId)) === 'COMPLETED');
});

test('what was signed for elsewhere is refunded, let be or confirmed by a person alone', async () => {
  const refunded = await signedForElsewhere('YT5555555555552');
  await people.until(async () => (await salesOf(refunded)).items.length === 1);
  const order = await buyer.call<{ totalFen: number }>('getOrder', {
    params: { orderId: refunded },
  });
  await decide((await salesOf(refunded)).items[0]!.id, order.totalFen);
  assert.equal(await stateOf(refunded), 'REFUNDED');

  const letBe = await signedForElsewhere('YT5555555555553');
  await people.until(async () => (await salesOf(letBe)).items.length === 1);
  const { id: afterSaleId } = (await salesOf(letBe)).items[0]!;
  await buyer.call('withdrawAfterSale', { params: { afterSaleId } });
  assert.equal(await stateOf(letBe), 'DELIVERED');

  const confirmed = await signedForElsewhere('YT5555555555554');
  await people.until(async () => (await salesOf(confirmed)).items.length === 1);
  await buyer.call('confirmReceipt', { params: { orderId: confirmed } });
  assert.equal(await stateOf(confirmed), 'COMPLETED');
  assert.equal((await salesOf(confirmed)).items[0]!.state, 'CLOSED');
});

test('a part that an operator gives back for it leaves the rest to the buyer’s three days', async () => {
  const orderId = await signedForElsewhere('YT5555555555555');
  await people.until(async () => (await salesOf(orderId)).items.length === 1);
  await decide((await salesOf(orderId)).items[0]!.id, 100);
  assert.equal(await stateOf(orderId), 'DELIVERED');
});
