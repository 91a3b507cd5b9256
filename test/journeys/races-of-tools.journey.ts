// Real: the whole product over HTTP and PostgreSQL. The tools of buyers and sellers, each sent
// eight times at once; the audit's invariants close the file.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { dayMs, hourMs } from '#platform/clock.ts';
import * as people from '../support/people.ts';
import { startProduct } from '../support/product.ts';
import { race, raceTimes } from '../support/race.ts';

const product = await startProduct();
const seller = await people.seller(product);
const buyer = await people.join(product, '周予安');
const rival = await people.join(product, '陈也想要');

beforeEach(() => people.passTime(buyer, dayMs));

const goods = { delivery: 'pickup', priceFen: 10_000 } as const;

async function countOf(person: people.Person, type: string): Promise<number> {
  await product.app.settle();
  const { items } = await person.call<{ items: { type: string }[] }>('listNotifications', {
    query: { limit: 50 },
  });
  return items.filter((one) => one.type === type).length;
}

test('remindOfOrder tells the other side once', async () => {
  const { listingId } = await people.sell(seller, goods);
  const { orderId } = await people.buy(buyer, listingId);
  const { done, refused } = await race(seller, 'remindOfOrder', () => ({ params: { orderId } }));
  assert.equal(done.length, 1);
  assert.deepEqual(new Set(refused), new Set(['orders/reminded-already']));
  assert.equal(await countOf(buyer, 'orders/remind-to-pay'), 1);
});

test('relistListing puts what was withdrawn on sale once', async () => {
  const { listingId } = await people.sell(seller, goods);
  const params = { listingId };
  await seller.call('withdrawListing', { params });
  const { done, refused } = await race(seller, 'relistListing', () => ({
    params,
    body: { quantity: 1 },
  }));
  assert.equal(done.length, 1);
  assert.deepEqual(new Set(refused), new Set(['catalog/on-sale-already']));
});

test('reserveListing keeps one piece once, and what is kept is sold to one', async () => {
  const { listingId } = await people.sell(seller, goods);
  const params = { listingId };
  await buyer.call('startConversation', { body: { memberId: seller.memberId } });
  const body = { memberId: buyer.memberId };
  const kept = await race(seller, 'reserveListing', () => ({ params, body }));
  assert.equal(kept.done.length, 1);
  assert.deepEqual(new Set(kept.refused), new Set(['catalog/reserved-already']));
  const order = {
    body: { lines: [{ listingId, quantity: 1 }], expectedTotalFen: goods.priceFen },
  };
  const answers = await Promise.all(
    Array.from({ length: raceTimes }, (_, turn) =>
      (turn % 2 === 0 ? rival : buyer).send('placeOrder', order),
    ),
  );
  assert.ok(answers.every(({ status }) => status < 500));
  const done = answers.filter(({ status }) => status < 300);
  assert.equal(done.length, 1);
  const { items } = await buyer.call<{ items: { lines: { listingId: string }[] }[] }>(
    'listOrders',
    { query: {} },
  );
  assert.ok(items.some(({ lines }) => lines[0]!.listingId === listingId));
});

test('liftReservation and the clock at once set free once', async () => {
  const { listingId } = await people.sell(seller, goods);
  const { reservationId } = await seller.call<{ reservationId: string }>('reserveListing', {
    params: { listingId },
    body: { memberId: buyer.memberId, hours: 1 },
  });
  product.sandbox.clock.move(hourMs + 1);
  const rounds = Array.from({ length: raceTimes }, () => product.app.settle());
  const { done } = await race(seller, 'liftReservation', () => ({ params: { reservationId } }));
  await Promise.all(rounds);
  assert.equal(done.length, raceTimes);
  const listing = await rival.call<{ free: number; stock: number }>('getListing', {
    params: { listingId },
  });
  assert.deepEqual([listing.free, listing.stock], [1, 1]);
});

test('setHoliday and endHoliday leave one truth, and no order comes after the holiday', async () => {
  const { listingId } = await people.sell(seller, { ...goods, quantity: 9 });
  const { now } = await buyer.call<{ now: string }>('getClock');
  const until = new Date(Date.parse(now) + 3 * dayMs).toISOString().slice(0, 10);
  const said = await race(seller, 'setHoliday', () => ({ body: { until } }));
  assert.equal(said.done.length, raceTimes);
  const order = {
    body: { lines: [{ listingId, quantity: 1 }], expectedTotalFen: goods.priceFen },
  };
  const { done, refused } = await race(rival, 'placeOrder', () => order);
  assert.equal(done.length, 0);
  assert.deepEqual(new Set(refused), new Set(['orders/shop-away']));
  const ended = await race(seller, 'endHoliday');
  assert.equal(ended.done.length, raceTimes);
  await rival.call('placeOrder', order);
});

test('a price that is cut by eight taps is told once', async () => {
  const { listingId, noteId } = await people.sell(seller, goods);
  await buyer.call('likeNote', { params: { noteId } });
  const cuts = await race(seller, 'updateListing', (turn) => ({
    params: { listingId },
    body: { version: 1, priceFen: 5_000 - turn },
  }));
  assert.equal(cuts.done.length, 1);
  await Promise.all(Array.from({ length: raceTimes }, () => product.app.settle()));
  assert.equal(await countOf(buyer, 'catalog/price-dropped'), 1);
});
