// Real: the whole product over HTTP, PostgreSQL, jobs, simulators. What operators find and read in
// the console, and what the log and the two of an order are told of it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { twoOperators } from '../support/money-moves.ts';
import * as people from '../support/people.ts';
import { startProduct } from '../support/product.ts';

const product = await startProduct();
const seller = await people.seller(product, '木棉旧物');
const buyer = await people.join(product, '周予安');
const { one, move } = await twoOperators(product);

type Found = { items: { id: string; title: string }[]; nextCursor: string | null };
type Line = {
  at: string;
  source: string;
  code: string;
  role: string | null;
  actor: { nickname: string } | null;
  words: string | null;
  facts: { name: string; value: string }[];
  entries: { account: string; amountFen: number }[];
  pictures: unknown[];
};
type Story = { story: Line[]; addressMasked: { name: string; phone: string } | null };

const waybillNo = 'SF5555555555551';
const { listingId } = await people.sell(seller, { title: '蓝布封面的旧诗集', priceFen: 8_800 });
const { orderId } = await people.buy(buyer, listingId);
const params = { orderId };
await people.payAtCashier(product, buyer, orderId);
await capture('packing');
await seller.call('shipOrder', { params, body: { carrier: 'SF', waybillNo } });
await product.app.settle();
await buyer.call('advanceParcel', { params: { waybillNo }, body: { to: 'DELIVERED' } });
await people.until(async () => {
  await people.passTime(buyer, 31 * 60_000);
  await product.app.settle();
  return (await people.stateOf(buyer, orderId)) === 'DELIVERED';
});
const asked = { type: 'REFUND_ONLY', reason: 'damaged', words: '封面裂了' };
await buyer.call('openAfterSale', { params, body: asked });

async function capture(stage: string): Promise<void> {
  const opened = await seller.call<{ captureId: string }>('openCapture', {
    params,
    body: { stage },
  });
  const pictureIds = [await people.uploadPicture(seller, '#224466')];
  const { captureId } = opened;
  const body = { pictureIds, serial: 'NO-77', weightGrams: 420 };
  await seller.call('takeCapture', { params: { captureId }, body });
}

const search = async (query: Record<string, string>) =>
  (await one.call<Found>('searchOrders', { query })).items.map(({ id }) => id);

test('an order is found by whatever an operator may know of it', async () => {
  const { story } = await one.call<Story>('getOrderStory', { params });
  const factOf = (code: string, name: string) =>
    story.find((line) => line.code === code)!.facts.find((fact) => fact.name === name)!.value;
  const known = {
    'its number': orderId,
    'a title': '布封面',
    'the buyer': '周予安',
    'the seller': '木棉',
    'a whole phone': buyer.phone,
    'the end of the receiver’s phone': people.shanghai.phone.slice(-4),
    'a waybill': waybillNo.toLowerCase(),
    'the provider’s transaction': factOf('attempt-paid', 'transaction'),
    'our payment': factOf('attempt-made', 'attempt'),
    'the after-sale': factOf('open', 'after-sale'),
  };
  for (const [what, q] of Object.entries(known)) {
    assert.ok((await search({ q })).includes(orderId), `${what}: ${q}`);
  }
  for (const q of ['没有这样的东西', '%', '77', 'SF5555555555552']) {
    assert.deepEqual(await search({ q }), [], q);
  }
});

test('orders are told apart by state, amount and day, page after page', async () => {
  const { orderId: other } = await people.buy(buyer, (await people.sell(seller)).listingId);
  assert.deepEqual(await search({ totalFen: '8800' }), [orderId]);
  assert.deepEqual(await search({ state: 'WAIT_PAY' }), [other]);
  const today = (await one.call<{ now: string }>('getClock')).now.slice(0, 10);
  assert.deepEqual((await search({ from: today.replace(/^\d+/, '2020') })).length, 2);
  assert.deepEqual(await search({ until: '2020-01-01' }), []);
  const first = await one.call<Found>('searchOrders', { query: { limit: 1 } });
  assert.deepEqual(
    first.items.map(({ id }) => id),
    [other],
  );
  const query = { limit: 1, cursor: first.nextCursor! };
  const second = await one.call<Found>('searchOrders', { query });
  assert.deepEqual([second.items[0]?.id, second.nextCursor], [orderId, null]);
});

test('the story holds every part with its time, actor and code, in order', async () => {
  const answer = await one.call<Story>('getOrderStory', {
    params,
  });
  const { story } = answer;
  const has = (source: string, code: string) =>
    story.find((line) => line.source === source && line.code === code) ??
    assert.fail(`no ${source} ${code} in ${story.map((line) => line.code).join(' ')}`);
  assert.equal(has('order', 'place').actor?.nickname, '周予安');
  assert.equal(has('order', 'ship').actor?.nickname, '木棉旧物');
  has('payment', 'cashier-asked');
  has('notice', 'payment.succeeded');
  const { entries } = has('ledger', 'hold');
  assert.deepEqual(
    entries.map(({ amountFen }) => amountFen),
    [-8_800, 8_800],
  );
  assert.match(entries[1]!.account, /^escrow:/);
  assert.equal(has('aftersale', 'open').words, '封面裂了');
  const filed = has('capture', 'packing');
  assert.equal(filed.pictures.length, 1);
  assert.ok(filed.facts.some(({ value }) => value === 'NO-77'));
  assert.ok(story.some((line) => line.source === 'parcel' && line.words));
  const times = story.map(({ at }) => at);
  assert.deepEqual(times, times.toSorted());
  assert.deepEqual(answer.addressMasked?.phone, '139****1111');
  await one.refused('getOrderStory', 'platform/not-found', { params: { orderId: '77' } });
});

test('messages are read with a reason that the log and the two of the order are told', async () => {
  const reason = '买家说商量好了退款';
  await one.refused('readOrderMessages', 'office/no-messages', { params, body: { reason } });
  const { conversationId } = await buyer.call<{ conversationId: string }>('startConversation', {
    body: { memberId: seller.memberId },
  });
  const said = { params: { conversationId }, body: { clientId: 'm', text: '我们私下说好的' } };
  await buyer.call('sendMessage', said);
  await one.refused('readOrderMessages', 'platform/invalid-input', { params, body: {} });
  type Read = { messages: { role: string; text: string }[]; before: number | null };
  const read = await one.call<Read>('readOrderMessages', { params, body: { reason } });
  assert.partialDeepStrictEqual(read.messages, [{ role: 'buyer', text: '我们私下说好的' }]);
  type Readings = { items: { what: string; reason: string }[] };
  for (const party of [buyer, seller]) {
    const { items } = await party.call<Readings>('listOrderReadings', { params });
    assert.partialDeepStrictEqual(items, [{ what: 'messages', reason }]);
  }
  type Log = { items: { action: string; reason: string; details: object }[] };
  const { items } = await one.call<Log>('listAuditLog', { query: { subject: `order:${orderId}` } });
  assert.partialDeepStrictEqual(items[0], { action: 'office/messages-read', reason });
  assert.partialDeepStrictEqual(items[0]!.details, { conversationId, firstSeq: 1, lastSeq: 1 });
});

test('an address is shown in clear with a reason that its buyer is told', async () => {
  const body = { reason: '快递员找不到门' };
  const address = await one.call<{ phone: string; detail: string }>('revealOrderAddress', {
    params,
    body,
  });
  assert.equal(address.phone, people.shanghai.phone);
  type Readings = { items: { what: string }[] };
  const told = async (party: people.Person) =>
    (await party.call<Readings>('listOrderReadings', { params })).items.map(({ what }) => what);
  assert.deepEqual(await told(buyer), ['address', 'messages']);
  assert.deepEqual(await told(seller), ['messages']);
});

test('a disputed after-sale shows what both sides filed, and no address', async () => {
  type Sales = { items: { id: string }[] };
  const { items } = await buyer.call<Sales>('listAfterSales', { params });
  const of = { params: { afterSaleId: items[0]!.id } };
  await seller.call('answerAfterSale', {
    ...of,
    body: { answer: 'refuse', words: '寄出时是好的' },
  });
  await buyer.call('escalateAfterSale', { ...of, body: { words: '请看照片' } });
  type Disputed = { items: { captures: { stage: string; serial: string }[] }[] };
  const queue = await one.call<Disputed>('listDisputedAfterSales');
  assert.partialDeepStrictEqual(queue.items[0]!.captures, [{ stage: 'packing', serial: 'NO-77' }]);
  assert.ok(!JSON.stringify(queue).includes(people.shanghai.phone));
});

test('a move about the order is in its story', async () => {
  await move({
    kind: 'goodwill',
    toId: buyer.memberId,
    orderId,
    amountFen: 100,
    reason: '等了很久',
  });
  const { story } = await one.call<Story>('getOrderStory', { params });
  const moved = story.find((line) => line.source === 'ledger' && line.code === 'goodwill');
  assert.deepEqual(moved?.entries[0], { account: 'world:goodwill', amountFen: -100 });
  const acts = story.filter(({ source }) => source === 'operator').map(({ code }) => code);
  assert.deepEqual(acts.slice(-2), ['office/move-proposed', 'office/move-approved']);
});

test('a review that is blind is in the story without what it says', async () => {
  const sold = await people.completeAndReview(product, seller, buyer);
  const reviewLine = async () => {
    const { story } = await one.call<Story>('getOrderStory', { params: sold });
    return story.find((line) => line.source === 'review' && line.role === 'buyer')!;
  };
  const blind = await reviewLine();
  assert.equal(blind.actor?.nickname, '周予安');
  assert.deepEqual([blind.words, blind.facts, blind.pictures], [null, [], []]);
  await seller.call('reviewOrder', { params: sold, body: { step: 'good' } });
  const shown = await reviewLine();
  assert.equal(shown.words, '和描述一样');
  assert.ok(shown.facts.some(({ name, value }) => name === 'step' && value === 'good'));
});

test('the sellers’ report counts by the year, masks names and logs whoever takes them whole', async () => {
  const year = (await one.call<{ now: string }>('getClock')).now.slice(0, 4);
  type Report = {
    sellers: number;
    reported: number;
    salesMin: number;
    items: { memberId: string; sales: number; isReported: boolean; person: object }[];
  };
  const at = { params: { year } };
  const report = await one.call<Report>('getSellersReport', at);
  assert.partialDeepStrictEqual(report, { sellers: 1, reported: 0, salesMin: 30 });
  assert.partialDeepStrictEqual(report.items[0], { memberId: seller.memberId, sales: 1 });
  assert.ok(JSON.stringify(report.items[0]!.person).includes('*'));
  const low = await one.call<Report>('getSellersReport', { ...at, query: { salesMin: 1 } });
  assert.equal(low.reported, 1);
  const own = await seller.call<{ netFen: number }>('getIncome', at);
  assert.partialDeepStrictEqual(report.items[0], { netFen: own.netFen });
  const headers = { cookie: one.cookie(), 'accept-language': 'en' };
  const fileUrl = `${product.url}/api/v1/operator/sellers/${year}/file`;
  assert.equal((await fetch(fileUrl, { headers })).status, 400);
  const file = await fetch(`${fileUrl}?reason=${encodeURIComponent('DAC7')}`, { headers });
  const text = await file.text();
  assert.match(text, new RegExp(`'${seller.memberId},"木棉旧物",.*,${year} Q\\d,1,1680.00,10.08`));
  type Log = { items: { action: string; reason: string }[] };
  const { items } = await one.call<Log>('listAuditLog', { query: { limit: 1 } });
  assert.partialDeepStrictEqual(items[0], { action: 'office/sellers-file', reason: 'DAC7' });
});
