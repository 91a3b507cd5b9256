// Real: the whole product over HTTP and PostgreSQL. Putting on sale again, holidays, keeping goods
// for a member, and lower prices; the audit's invariants close the file.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { dayMs, hourMs, minuteMs } from '#platform/clock.ts';
import * as people from '../support/people.ts';
import { startProduct } from '../support/product.ts';

const product = await startProduct();
const seller = await people.seller(product);
const buyer = await people.join(product, '周予安');
const rival = await people.join(product, '陈也想要');

const goods = { delivery: 'pickup', priceFen: 10_000 } as const;

type Listing = {
  state: string;
  stock: number;
  free: number;
  version: number;
  retitledAt: string | null;
  awayUntil: string | null;
  awayNote: string | null;
  reservations: { id: string; member: { id: string }; until: string }[];
};
type Notices = { items: { type: string; text: string; link: string | null }[] };

beforeEach(() => people.passTime(buyer, dayMs));

const get = (person: people.Person, listingId: string) =>
  person.call<Listing>('getListing', { params: { listingId } });

async function dayIn(days: number): Promise<string> {
  const { now } = await buyer.call<{ now: string }>('getClock');
  return new Date(Date.parse(now) + 8 * hourMs + days * dayMs).toISOString().slice(0, 10);
}

async function noticesOf(person: people.Person, type: string): Promise<string[]> {
  await product.app.settle();
  const { items } = await person.call<Notices>('listNotifications', { query: { limit: 50 } });
  return items.filter((one) => one.type === type).map(({ text }) => text);
}

const talk = (from: people.Person, to: people.Person) =>
  from.call('startConversation', { body: { memberId: to.memberId } });

function reserve(listingId: string, memberId: string, more: object = {}) {
  return seller.call<{ reservationId: string; until: string }>('reserveListing', {
    params: { listingId },
    body: { memberId, ...more },
  });
}

const order = (listingId: string, quantity = 1) => ({
  body: {
    lines: [{ listingId, quantity }],
    expectedTotalFen: goods.priceFen * quantity,
  },
});

test('what was withdrawn or sold out is put on sale again, as often as new goods may be', async () => {
  const { listingId, noteId } = await people.sell(seller, goods);
  const relist = { params: { listingId }, body: { quantity: 2 } };
  await seller.refused('relistListing', 'catalog/on-sale-already', relist);
  await seller.call('withdrawListing', { params: { listingId } });
  await buyer.refused('relistListing', 'platform/not-found', relist);
  await seller.refused('relistListing', 'catalog/quantity-out-of-range', {
    ...relist,
    body: { quantity: 0 },
  });
  await seller.call('relistListing', relist);
  const again = await get(buyer, listingId);
  assert.deepEqual([again.state, again.stock], ['live', 2]);
  const note = await buyer.call<{ attachments: unknown[] }>('getNote', { params: { noteId } });
  assert.equal(note.attachments.length, 1);
  await buyer.call('placeOrder', order(listingId, 2));
  assert.equal((await get(buyer, listingId)).state, 'sold-out');
  await seller.call('relistListing', { ...relist, body: { quantity: 1 } });
  assert.equal((await get(buyer, listingId)).stock, 1);
});

test('a shop on holiday sells nothing and says when it is back; open orders go on', async () => {
  const { listingId } = await people.sell(seller, { ...goods, quantity: 3 });
  const open = await people.buy(buyer, listingId);
  const until = await dayIn(7);
  const body = { until, note: '回老家，下周回来' };
  const said = await seller.call<{ isAway: boolean }>('setHoliday', { body });
  assert.equal(said.isAway, true);
  const away = await get(buyer, listingId);
  assert.deepEqual([away.state, away.awayNote], ['away', '回老家，下周回来']);
  const refused = await rival.refused('placeOrder', 'orders/shop-away', order(listingId));
  assert.deepEqual(refused['params'], { until });
  const offer = { listingId, unitPriceFen: 8_000, quantity: 1 };
  await rival.refused('makeOffer', 'orders/shop-away', { body: offer });
  const quote = { body: { lines: [{ listingId, quantity: 1 }] } };
  await rival.refused('quoteOrder', 'orders/shop-away', quote);
  await product.app.settle();
  const found = await rival.call<{ items: unknown[] }>('searchListings', {
    query: { q: '旁轴相机' },
  });
  assert.deepEqual(found.items, []);
  await people.payAtCashier(product, buyer, open.orderId);
  assert.equal(await people.stateOf(buyer, open.orderId), 'WAIT_SHIP');
  await people.passTime(buyer, 7 * dayMs);
  await product.app.settle();
  assert.equal((await get(buyer, listingId)).state, 'live', 'it ends by itself');
  await rival.call('placeOrder', order(listingId));
});

test('an offer made before a holiday makes no order in it', async () => {
  const { listingId } = await people.sell(seller, goods);
  const body = { listingId, unitPriceFen: 8_000, quantity: 1 };
  const { offerId } = await buyer.call<{ offerId: string }>('makeOffer', { body });
  await seller.call('setHoliday', { body: { until: await dayIn(2) } });
  await seller.refused('answerOffer', 'orders/shop-away', {
    params: { offerId },
    body: { answer: 'accept', round: 1 },
  });
  await seller.call('endHoliday');
  await seller.call('answerOffer', {
    params: { offerId },
    body: { answer: 'accept', round: 1 },
  });
});

test('a holiday to come begins by itself, is known to its seller alone, and can be called off', async () => {
  const { listingId } = await people.sell(seller, { ...goods, quantity: 2 });
  const body = { from: await dayIn(3), until: await dayIn(5) };
  const params = { memberId: seller.memberId };
  await seller.call('setHoliday', { body });
  assert.equal((await get(buyer, listingId)).state, 'live');
  const seen = await buyer.call<{ holiday: unknown }>('getHoliday', { params });
  assert.equal(seen.holiday, null);
  const own = await seller.call<{ holiday: { isAway: boolean } }>('getHoliday', { params });
  assert.equal(own.holiday.isAway, false);
  await people.passTime(buyer, 3 * dayMs);
  await product.app.settle();
  assert.equal((await get(buyer, listingId)).state, 'away');
  await seller.call('endHoliday');
  assert.equal((await get(buyer, listingId)).state, 'live');
  await people.passTime(buyer, 3 * dayMs);
  await product.app.settle();
  assert.equal((await get(buyer, listingId)).state, 'live');
});

test('a holiday lasts 90 days at most, and asks for a shop', async () => {
  const days = 'catalog/holiday-days';
  await seller.refused('setHoliday', days, { body: { until: await dayIn(0) } });
  await seller.refused('setHoliday', days, { body: { until: await dayIn(92) } });
  const late = { from: await dayIn(92), until: await dayIn(93) };
  await seller.refused('setHoliday', days, { body: late });
  const turned = { from: await dayIn(3), until: await dayIn(2) };
  await seller.refused('setHoliday', days, { body: turned });
  const body = { until: await dayIn(2) };
  await buyer.refused('setHoliday', 'catalog/quick-sell-not-open', { body });
});

test('what is kept for a member is sold to them alone', async () => {
  const { listingId } = await people.sell(seller, goods);
  const body = { memberId: buyer.memberId };
  await seller.refused('reserveListing', 'catalog/no-conversation', {
    params: { listingId },
    body: { memberId: rival.memberId },
  });
  await talk(buyer, seller);
  await rival.refused('reserveListing', 'platform/not-found', { params: { listingId }, body });
  await reserve(listingId, buyer.memberId);
  const again = { params: { listingId }, body };
  await seller.refused('reserveListing', 'catalog/reserved-already', again);
  assert.equal((await noticesOf(buyer, 'catalog/reserved')).length, 1);
  const [seen, kept, own] = await Promise.all(
    [rival, buyer, seller].map((person) => get(person, listingId)),
  );
  assert.deepEqual([seen!.state, seen!.free, seen!.reservations.length], ['reserved', 0, 0]);
  assert.deepEqual([kept!.state, kept!.free, kept!.reservations.length], ['live', 1, 1]);
  assert.equal(own!.reservations[0]!.member.id, buyer.memberId);
  await rival.refused('placeOrder', 'orders/reserved', order(listingId));
  const offer = { listingId, unitPriceFen: 8_000, quantity: 1 };
  await rival.refused('makeOffer', 'orders/reserved', { body: offer });
  await buyer.call('placeOrder', order(listingId));
  const sold = await get(buyer, listingId);
  assert.deepEqual([sold.state, sold.reservations.length], ['sold-out', 0]);
});

test('a reservation ends by itself, and either of the two can lift it', async () => {
  const { listingId } = await people.sell(seller, { ...goods, quantity: 2 });
  await reserve(listingId, buyer.memberId, { quantity: 2, hours: 2 });
  const { version } = await get(seller, listingId);
  await seller.refused('updateListing', 'catalog/pieces-reserved', {
    params: { listingId },
    body: { version, quantity: 1, quantitySeen: 2 },
  });
  await people.passTime(buyer, 2 * hourMs + minuteMs);
  await product.app.settle();
  assert.equal((await get(rival, listingId)).state, 'live');
  const { reservationId } = await reserve(listingId, buyer.memberId);
  const params = { reservationId };
  await rival.refused('liftReservation', 'platform/not-found', { params });
  await buyer.call('liftReservation', { params });
  await seller.call('liftReservation', { params });
  assert.equal((await get(rival, listingId)).free, 2);
  await seller.refused('reserveListing', 'catalog/too-few-to-reserve', {
    params: { listingId },
    body: { memberId: buyer.memberId, quantity: 3 },
  });
});

test('an order asked for again under its key leaves alone what was kept since', async () => {
  const { listingId } = await people.sell(seller, { ...goods, quantity: 2 });
  await talk(buyer, seller);
  await reserve(listingId, buyer.memberId);
  const asked = { ...order(listingId), key: 'kept-once' };
  const placed = await buyer.call<{ orderId: string }>('placeOrder', asked);
  await reserve(listingId, buyer.memberId);
  assert.deepEqual(await buyer.call('placeOrder', asked), placed);
  assert.equal((await get(buyer, listingId)).reservations.length, 1, 'it is kept still');
});

test('an order that is not paid gives what was kept back to everybody', async () => {
  const { listingId } = await people.sell(seller, goods);
  await reserve(listingId, buyer.memberId);
  await buyer.call('placeOrder', order(listingId));
  await people.passTime(buyer, 31 * minuteMs);
  await product.app.settle();
  assert.equal((await get(rival, listingId)).state, 'live');
});

test('who likes or keeps goods is told once a day of a price that is 5 % lower', async () => {
  const { listingId, noteId } = await people.sell(seller, goods);
  await buyer.call('likeNote', { params: { noteId } });
  await buyer.call('saveNote', { params: { noteId }, body: {} });
  await rival.call('saveNote', { params: { noteId }, body: {} });
  await rival.call('muteMember', { params: { memberId: seller.memberId } });
  const type = 'catalog/price-dropped';
  const ask = (version: number, priceFen: number) =>
    seller.call('updateListing', { params: { listingId }, body: { version, priceFen } });
  await ask(1, 9_501);
  assert.deepEqual(await noticesOf(buyer, type), [], 'less than 5 %');
  await ask(2, 9_000);
  const told = await noticesOf(buyer, type);
  assert.equal(told.length, 1);
  assert.match(told[0]!, /95\.01.*90/);
  await ask(3, 8_000);
  assert.equal((await noticesOf(buyer, type)).length, 1, 'once a day');
  assert.deepEqual(await noticesOf(rival, type), [], 'muted');
  await people.passTime(buyer, dayMs);
  await ask(4, 12_000);
  await ask(5, 9_500);
  assert.equal((await noticesOf(buyer, type)).length, 1, 'raised only to be cut');
  await ask(6, 7_000);
  assert.equal((await noticesOf(buyer, type)).length, 2);
  await rival.call('unmuteMember', { params: { memberId: seller.memberId } });
});

test('a title that changes is said beside the prices from before', async () => {
  const { listingId } = await people.sell(seller, goods);
  assert.equal((await get(buyer, listingId)).retitledAt, null);
  const body = { version: 1, title: '另一台相机' };
  await seller.call('updateListing', { params: { listingId }, body });
  assert.notEqual((await get(buyer, listingId)).retitledAt, null);
});
