// Real: the whole product over HTTP, PostgreSQL, jobs, payment and courier simulators as services.
// Simulated: the bank, the courier, the phone, the passing of days.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { dayMs, hourMs, minuteMs, secondMs } from '#platform/clock.ts';
import { liesInClear } from '../support/in-clear.ts';
import * as people from '../support/people.ts';
import { startProduct } from '../support/product.ts';

const product = await startProduct();
const seller = await people.seller(product);
const buyer = await people.join(product, '周予安');

// A new seller lists three things a day: every test has a day of its own.
beforeEach(() => people.passTime(buyer, dayMs));

type Check = { code: string; passed: boolean; nextStep: string | null; eligibleAt: string | null };
type Judged = { eligible: boolean; maySell: boolean; checks: Check[] };
type Listing = Record<string, unknown> & { version: number; stock: number };

const eligibility = (person: people.Person) => person.call<Judged>('getSellingEligibility');
const listing = (listingId: string) => buyer.call<Listing>('getListing', { params: { listingId } });

async function paidOrder(terms: Partial<people.ListingTerms> = {}): Promise<string> {
  const { listingId } = await people.sell(seller, terms);
  const { orderId } = await people.buy(buyer, listingId);
  await people.payAtCashier(product, buyer, orderId);
  return orderId;
}

test('a listing alone is edited, listed and withdrawn', async () => {
  const body = {
    title: '旧书三本',
    priceFen: 1,
    quantity: 2,
    condition: '8',
    delivery: 'pickup',
  };
  const { listingId } = await seller.call<{ listingId: string }>('createListing', { body });
  assert.partialDeepStrictEqual(await listing(listingId), {
    priceFen: 1,
    netFen: 1,
    state: 'live',
    shipWithin: 'PT72H',
    cover: null,
  });
  const edit = { version: 1, priceFen: 1_000_000, quantity: 5, quantitySeen: 2 };
  await seller.call('updateListing', { params: { listingId }, body: edit });
  await seller.refused('updateListing', 'catalog/edited-meanwhile', {
    params: { listingId },
    body: edit,
  });
  const shown = await listing(listingId);
  assert.partialDeepStrictEqual(shown, { version: 2, stock: 5, netFen: 994_000 });
  assert.equal((shown['priceHistory'] as unknown[]).length, 2);
  const query = { sellerId: seller.memberId };
  const { items } = await buyer.call<{ items: { id: string }[] }>('listListings', { query });
  assert.equal(items[0]!.id, listingId);
  await seller.call('withdrawListing', { params: { listingId } });
  assert.equal((await listing(listingId))['state'], 'withdrawn');
  await seller.refused('updateListing', 'catalog/not-for-sale', {
    params: { listingId },
    body: { version: 3, title: '再卖' },
  });
});

test('a refusal says the range in the language of the reader', async () => {
  const body = {
    title: '金条',
    priceFen: 1_000_001,
    quantity: 1,
    condition: '9',
    delivery: 'courier',
  };
  const refuse = (locale: 'zh-CN' | 'en') =>
    seller.refused('createListing', 'catalog/price-out-of-range', { body, locale });
  assert.equal((await refuse('zh-CN'))['title'], '价格要在 ¥0.01 到 ¥10000.00 之间');
  assert.equal((await refuse('en'))['title'], 'The price must be between ¥0.01 and ¥10000.00');
});

test('listings are asked for by one seller or one note, not by both or neither', async () => {
  await buyer.refused('listListings', 'platform/invalid-input');
  const query = { sellerId: '4096', noteId: '4096' };
  await buyer.refused('listListings', 'platform/invalid-input', { query });
  const noteless = { noteId: '4096' };
  assert.deepEqual(await buyer.call('listListings', { query: noteless }), {
    items: [],
    nextCursor: null,
  });
});

test('a parcel is followed by its parties alone, and a mistyped waybill is corrected', async () => {
  const { suggested } = await seller.call<{ suggested: string[] }>('listCarriers', {
    query: { waybillNo: 'yt7700000000001' },
  });
  assert.deepEqual(suggested, ['YTO']);
  const orderId = await paidOrder();
  const params = { orderId };
  await buyer.refused('getTracking', 'fulfilment/not-shipped', { params });
  await seller.call('shipOrder', {
    params,
    body: { carrier: 'YTO', waybillNo: 'YT7700000000010' },
  });
  await seller.call('correctWaybill', {
    params,
    body: { carrier: 'YTO', waybillNo: 'yt7700000000001' },
  });
  await product.app.settle();
  await people.passTime(buyer, 11 * hourMs);
  await product.app.settle();
  for (const party of [buyer, seller]) {
    const view = await party.call<Record<string, unknown>>('getTracking', { params });
    assert.partialDeepStrictEqual(view, {
      waybillNo: 'YT7700000000001',
      state: 'IN_TRANSIT',
      toPhoneMasked: '****1111',
      deliveredAt: null,
      corrected: [{ waybillNo: 'YT7700000000010' }],
    });
    assert.equal((view['events'] as unknown[]).length, 2);
  }
  const stranger = await people.join(product, '路人');
  await stranger.refused('getTracking', 'platform/not-found', { params });

  const other = await paidOrder();
  await seller.refused('shipOrder', 'fulfilment/waybill-taken', {
    params: { orderId: other },
    body: { carrier: 'YTO', waybillNo: 'YT7700000000001' },
  });
  assert.equal(await people.stateOf(seller, other), 'WAIT_SHIP');
});

test('an order keeps the address it was placed with, sealed, and shows its seller no other', async () => {
  const { listingId } = await people.sell(seller);
  const { orderId } = await people.buy(buyer, listingId);
  const params = { orderId };
  type Shown = { address: { name: string; phone: string; detail: string } | null };
  const shown = async (person: people.Person) =>
    (await person.call<Shown>('getOrder', { params })).address;
  assert.equal(await shown(seller), null, 'nobody sends anything before it is paid');

  const { items } = await buyer.call<{ items: { id: string }[] }>('listAddresses');
  const moved = { ...people.shanghai, name: '搬了家', phone: '13900002222', detail: '淮海路 9 号' };
  for (const { id } of items) {
    await buyer.call('saveAddress', { body: { ...moved, addressId: id } });
  }
  await people.payAtCashier(product, buyer, orderId);
  const { name, phone, detail } = people.shanghai;
  for (const party of [seller, buyer]) {
    assert.partialDeepStrictEqual(await shown(party), { name, phone, detail });
  }
  const { rows } = await product.app.platform.database.pool.query<{ text: string }>(
    'select o::text as text from orders."order" o where id = $1',
    [orderId],
  );
  for (const hidden of [name, phone, detail]) assert.ok(!liesInClear(rows[0]!.text, hidden));
});

test('goods picked up change hands against the code that only the buyer sees', async () => {
  const orderId = await paidOrder({ delivery: 'pickup' });
  const params = { orderId };
  await product.app.settle();
  const code = async (person: people.Person) =>
    (await person.call<{ pickupCode: string | null }>('getOrder', { params })).pickupCode;
  assert.equal(await code(seller), null);
  const right = (await code(buyer))!;
  const wrong = right === '000000' ? '000001' : '000000';
  const handOver = { params, body: { pickupCode: right } };
  for (let left = 4; left >= 0; left -= 1) {
    const problem = await seller.refused('handOverOrder', 'fulfilment/pickup-code-wrong', {
      params,
      body: { pickupCode: wrong },
    });
    assert.deepEqual(problem['params'], { triesLeft: left });
  }
  await seller.refused('handOverOrder', 'fulfilment/pickup-code-paused', handOver);
  await people.passTime(seller, 10 * minuteMs);
  await seller.call('handOverOrder', { ...handOver, key: 'hand-over' });
  // The same under the same key: answered again, not refused as a used code.
  await seller.call('handOverOrder', { ...handOver, key: 'hand-over' });
  assert.equal(await code(buyer), null);
});

test('virtual goods are for the buyer alone, once the seller has left them', async () => {
  const orderId = await paidOrder({ delivery: 'virtual' });
  const params = { orderId };
  const goods = async (person: people.Person) =>
    (await person.call<{ virtualGoods: string | null }>('getOrder', { params })).virtualGoods;
  assert.equal(await goods(buyer), null);
  await seller.call('handOverOrder', { params, body: { virtualGoods: 'KEY-1234' } });
  assert.equal(await goods(buyer), 'KEY-1234');
  assert.equal(await goods(seller), null);
});

// Last, because half a year ends the sessions of the others.
test('a member sees why they may not sell yet, and is let in 180 days after joining', async () => {
  const person = await people.join(product, '新来的');
  const young = await eligibility(person);
  assert.deepEqual(
    young.checks.map((check) => [check.code, check.passed, check.nextStep]),
    [
      ['account-age', false, 'wait'],
      ['real-name', false, 'submit-real-name'],
      ['adult', false, 'submit-real-name'],
      ['pro-account', false, 'open-pro-account'],
      ['quick-sell', false, null],
    ],
  );
  await person.refused('openQuickSell', 'catalog/not-eligible');

  await people.passTime(person, 179 * dayMs);
  await person.call('submitRealName', { body: { name: '陈新来', idNumber: people.idNumber(500) } });
  await person.call('openProAccount');
  const { eligibleAt } = (await eligibility(person)).checks[0]!;
  const { now } = await person.call<{ now: string }>('getClock');
  const leftMs = new Date(eligibleAt!).getTime() - new Date(now).getTime();
  await people.passTime(person, leftMs - 10 * secondMs);
  await person.refused('openQuickSell', 'catalog/not-eligible');
  await people.passTime(person, 10 * secondMs);
  assert.equal((await eligibility(person)).eligible, true);
  await person.call('openQuickSell');
  assert.equal((await eligibility(person)).maySell, true);
});
