// Real: the whole product over HTTP and PostgreSQL, with the simulated provider. Offers from the
// first price to the payment, alone and raced; the audit's invariants close the file.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayMs, hourMs } from '#platform/clock.ts';
import * as people from '../support/people.ts';
import { startProduct } from '../support/product.ts';
import { race, raceTimes } from '../support/race.ts';

const product = await startProduct();
const seller = await people.seller(product);
const buyer = await people.join(product, '周予安');
const rival = await people.join(product, '陈也想要');

type Offer = {
  state: string;
  round: number;
  unitPriceFen: number;
  totalFen: number;
  isStale: boolean;
  orderId: string | null;
  orderState: string | null;
  payBy: string | null;
  actions: string[];
};
type Made = { offerId: string; conversationId: string };
type Notices = { items: { type: string; text: string; link: string | null }[] };

const goods = { delivery: 'pickup', priceFen: 10_000 } as const;

async function offered(
  terms: Partial<people.ListingTerms> = {},
  unitPriceFen = 8_000,
  quantity = 1,
): Promise<Made & { listingId: string }> {
  await people.passTime(buyer, dayMs);
  const { listingId } = await people.sell(seller, { ...goods, ...terms });
  const body = { listingId, unitPriceFen, quantity };
  return { listingId, ...(await buyer.call<Made>('makeOffer', { body })) };
}

const seen = (person: people.Person, offerId: string) =>
  person.call<Offer>('getOffer', { params: { offerId } });
const answer = (offerId: string, body: object) => ({ params: { offerId }, body });
const stockOf = async (listingId: string) =>
  (await buyer.call<{ stock: number }>('getListing', { params: { listingId } })).stock;

async function noticesOf(person: people.Person, prefix: string): Promise<string[]> {
  await product.app.settle();
  const { items } = await person.call<Notices>('listNotifications', { query: { limit: 50 } });
  return items.map(({ type }) => type).filter((type) => type.startsWith(prefix));
}

test('three prices, an agreement, a day to pay, and the money is held', async () => {
  const { offerId, conversationId, listingId } = await offered({ quantity: 2 }, 8_000, 2);
  assert.equal(await stockOf(listingId), 2, 'nothing is reserved before they agree');
  assert.deepEqual((await seen(seller, offerId)).actions, ['accept', 'counter', 'decline']);
  assert.deepEqual((await seen(buyer, offerId)).actions, ['withdraw']);
  const first = answer(offerId, { answer: 'counter', round: 1, unitPriceFen: 9_500 });
  await seller.call('answerOffer', first);
  await buyer.call(
    'answerOffer',
    answer(offerId, { answer: 'counter', round: 2, unitPriceFen: 9_000 }),
  );
  const last = answer(offerId, { answer: 'counter', round: 3, unitPriceFen: 9_200 });
  await seller.refused('answerOffer', 'orders/offer-rounds-over', last);
  const stale = answer(offerId, { answer: 'accept', round: 1 });
  await seller.refused('answerOffer', 'orders/offer-moved-on', stale);
  await seller.call('answerOffer', answer(offerId, { answer: 'accept', round: 3 }));

  const agreed = await seen(buyer, offerId);
  assert.deepEqual(
    [agreed.state, agreed.orderState, agreed.totalFen],
    ['accepted', 'WAIT_PAY', 18_000],
  );
  assert.equal(await stockOf(listingId), 0, 'the goods are kept for the buyer');
  const orderId = agreed.orderId!;
  await people.passTime(buyer, dayMs - hourMs);
  await product.app.settle();
  await people.payAtCashier(product, buyer, orderId);
  const order = await buyer.call<{ paidFen: number; lines: { unitPriceFen: number }[] }>(
    'getOrder',
    {
      params: { orderId },
    },
  );
  assert.deepEqual([order.paidFen, order.lines[0]!.unitPriceFen], [18_000, 9_000]);
  const { items } = await buyer.call<{ items: { card: { kind: string } | null }[] }>(
    'listMessages',
    {
      params: { conversationId },
    },
  );
  assert.deepEqual(
    items.slice(-4).map(({ card }) => card?.kind),
    ['offer', 'offer', 'offer', 'order'],
  );
  assert.deepEqual(await noticesOf(seller, 'orders/offer'), [
    'orders/offer-accept.seller',
    'orders/offer-counter.seller',
    'orders/offer-make.seller',
  ]);
  const told = ['orders/offer-accept.buyer', 'orders/offer-counter.buyer'];
  assert.deepEqual(await noticesOf(buyer, 'orders/offer'), told);
});

test('an agreement that is not paid for gives the goods back after a day', async () => {
  const { offerId, listingId } = await offered();
  await seller.call('answerOffer', answer(offerId, { answer: 'accept', round: 1 }));
  assert.equal(await stockOf(listingId), 0);
  await people.passTime(buyer, dayMs + 1000);
  await product.app.settle();
  assert.equal(await stockOf(listingId), 1);
  assert.equal((await seen(buyer, offerId)).orderState, 'CLOSED');
});

test('an offer that nobody answers lapses after a day; both are told once', async () => {
  const { offerId } = await offered();
  const before = (await noticesOf(buyer, 'orders/offer-lapse')).length;
  await people.passTime(buyer, dayMs + 1000);
  const late = answer(offerId, { answer: 'accept', round: 1 });
  await seller.refused('answerOffer', 'orders/offer-over', late);
  await product.app.settle();
  assert.equal((await seen(seller, offerId)).state, 'lapsed');
  assert.equal((await noticesOf(buyer, 'orders/offer-lapse')).length, before + 1);
  assert.equal((await noticesOf(seller, 'orders/offer-lapse')).length, before + 1);
});

test('what is not an offer is refused in its own words', async () => {
  const { listingId } = await people.sell(seller, goods);
  const make = (unitPriceFen: number, more = {}) => ({
    body: { listingId, unitPriceFen, ...more },
  });
  await buyer.refused('makeOffer', 'orders/offer-not-below', make(10_000));
  await buyer.refused('makeOffer', 'orders/sold-out', make(9_000, { quantity: 2 }));
  await buyer.refused('makeOffer', 'platform/invalid-input', make(0));
  await seller.refused('makeOffer', 'orders/own-listing', make(9_000));
  const { offerId } = await buyer.call<Made>('makeOffer', make(5_000));
  await buyer.refused('makeOffer', 'orders/offer-open', make(6_000));
  const low = answer(offerId, { answer: 'counter', round: 1, unitPriceFen: 4_000 });
  await seller.refused('answerOffer', 'orders/offer-price-not-between', low);
  const own = answer(offerId, { answer: 'accept', round: 1 });
  await buyer.refused('answerOffer', 'orders/offer-not-your-turn', own);
  await seller.refused('withdrawOffer', 'orders/offer-not-yours', { params: { offerId } });
  await rival.refused('getOffer', 'platform/not-found', { params: { offerId } });
  await buyer.call('withdrawOffer', { params: { offerId } });
  for (let times = 0; times < 2; times += 1) {
    const next = await buyer.call<Made>('makeOffer', make(5_000));
    await seller.call('answerOffer', answer(next.offerId, { answer: 'decline', round: 1 }));
  }
  await buyer.refused('makeOffer', 'orders/too-many-offers', make(5_000));
});

test('a parcel needs an address, which the order then has', async () => {
  const { listingId } = await people.sell(seller, { priceFen: 10_000, freightFen: 800 });
  const body = { listingId, unitPriceFen: 9_000 };
  await buyer.refused('makeOffer', 'orders/address-needed', { body });
  const { id: addressId } = await buyer.call<{ id: string }>('saveAddress', {
    body: people.shanghai,
  });
  const { offerId } = await buyer.call<Made>('makeOffer', { body: { ...body, addressId } });
  await seller.call('answerOffer', answer(offerId, { answer: 'accept', round: 1 }));
  const { orderId, totalFen } = await seen(buyer, offerId);
  assert.equal(totalFen, 9_800);
  const order = await buyer.call<{ address: { detail: string } }>('getOrder', {
    params: { orderId: orderId! },
  });
  assert.equal(order.address.detail, people.shanghai.detail);
});

test('what happens to the listing meanwhile is said when the offer is accepted', async () => {
  const accept = { answer: 'accept', round: 1 };
  const changed = await offered();
  const params = { listingId: changed.listingId };
  const { version } = await seller.call<{ version: number }>('getListing', { params });
  await seller.call('updateListing', { params, body: { version, priceFen: 7_000 } });
  assert.ok((await seen(buyer, changed.offerId)).isStale);
  const over = answer(changed.offerId, accept);
  await seller.refused('answerOffer', 'orders/offer-terms-changed', over);
  const withdrawn = await offered();
  await seller.call('withdrawListing', { params: { listingId: withdrawn.listingId } });
  const gone = answer(withdrawn.offerId, accept);
  await seller.refused('answerOffer', 'orders/not-for-sale', gone);
  const sold = await offered();
  await people.buy(rival, sold.listingId);
  await seller.refused('answerOffer', 'orders/sold-out', answer(sold.offerId, accept));
  assert.equal((await seen(seller, sold.offerId)).state, 'open', 'a refusal leaves it as it was');
});

test('races: one offer, one answer, one order, never more than there is', async () => {
  await people.passTime(buyer, dayMs);
  const { listingId } = await people.sell(seller, { ...goods, quantity: 1 });
  const body = { listingId, unitPriceFen: 8_000 };
  const made = await race(buyer, 'makeOffer', () => ({ body }));
  assert.equal(made.done.length, 1);
  assert.deepEqual(new Set(made.refused), new Set(['orders/offer-open']));
  const { offerId } = made.done[0]!.body as Made;
  const { offerId: rivals } = await rival.call<Made>('makeOffer', { body });

  const counter = { answer: 'counter', round: 1, unitPriceFen: 9_000 };
  const countered = await race(seller, 'answerOffer', () => answer(offerId, counter));
  assert.equal(countered.done.length, 1);
  // The buyer accepts the counter while the seller accepts the rival's offer, four times each.
  const answers = await Promise.all(
    Array.from({ length: raceTimes }, (_, turn) =>
      turn % 2 === 0
        ? buyer.send('answerOffer', answer(offerId, { answer: 'accept', round: 2 }))
        : seller.send('answerOffer', answer(rivals, { answer: 'accept', round: 1 })),
    ),
  );
  assert.ok(answers.every(({ status }) => status < 500));
  assert.equal(answers.filter(({ status }) => status < 300).length, 1, 'one piece, one order');
  assert.equal(await stockOf(listingId), 0);
});

test('races: taking back, accepting and the clock at once leave one end', async () => {
  const { offerId, listingId } = await offered();
  const taken = await Promise.all([
    race(buyer, 'withdrawOffer', () => ({ params: { offerId } })),
    race(seller, 'answerOffer', () => answer(offerId, { answer: 'accept', round: 1 })),
  ]);
  assert.equal(taken[0].done.length + taken[1].done.length, 1);
  const { state } = await seen(buyer, offerId);
  assert.equal(await stockOf(listingId), state === 'accepted' ? 0 : 1);

  const late = await offered();
  await people.passTime(buyer, dayMs - 20);
  const [accepted] = await Promise.all([
    race(seller, 'answerOffer', () => answer(late.offerId, { answer: 'accept', round: 1 })),
    product.app.settle(),
  ]);
  await people.passTime(buyer, 1000);
  await product.app.settle();
  const end = (await seen(buyer, late.offerId)).state;
  assert.equal(end, accepted.done.length === 1 ? 'accepted' : 'lapsed');
});

test('races: paying, cancelling and the end of the day leave money and goods in one place', async () => {
  const { offerId, listingId } = await offered();
  await seller.call('answerOffer', answer(offerId, { answer: 'accept', round: 1 }));
  const orderId = (await seen(buyer, offerId)).orderId!;
  const { attemptId } = await buyer.call<{ attemptId: string }>('payOrder', {
    params: { orderId },
  });
  product.sandbox.payments.control.setFaults({ duplicate: raceTimes });
  product.sandbox.payments.control.pay(attemptId);
  const [{ refused }] = await Promise.all([
    race(buyer, 'cancelOrder', () => ({ params: { orderId } })),
    people.passTime(seller, dayMs),
    product.app.settle(),
  ]);
  assert.ok(refused.length >= raceTimes - 1);
  product.sandbox.payments.control.resetFaults();
  await people.until(async () => (await people.stateOf(buyer, orderId)) !== 'WAIT_PAY');
  const isSold = (await people.stateOf(buyer, orderId)) === 'WAIT_SHIP';
  assert.equal(await stockOf(listingId), isSold ? 0 : 1);
});

test('the same request under one key is one offer and one answer', async () => {
  const { listingId } = await people.sell(seller, goods);
  const body = { listingId, unitPriceFen: 7_000 };
  const made = await race(buyer, 'makeOffer', () => ({ body, key: 'one-offer' }));
  assert.equal(made.done.length, raceTimes);
  const ids = new Set(made.done.map((one) => (one.body as Made).offerId));
  assert.equal(ids.size, 1);
  const accept = answer([...ids][0]!, { answer: 'accept', round: 1 });
  const done = await race(seller, 'answerOffer', () => ({ ...accept, key: 'one-answer' }));
  assert.equal(done.done.length, raceTimes);
});
