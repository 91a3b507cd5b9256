// Real: the whole product over HTTP, PostgreSQL, its workers, the simulators as services. Simulated:
// the courier's vans and the passing of days. Orders that travel in several parcels.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { dayMs, hourMs } from '#platform/clock.ts';
import * as people from '../support/people.ts';
import { startProduct } from '../support/product.ts';
import { race, raceTimes } from '../support/race.ts';

const product = await startProduct();
const seller = await people.seller(product);
const buyer = await people.join(product, '周予安');
const couriers = product.sandbox.courier.control;

beforeEach(async () => {
  await people.passTime(buyer, dayMs);
  for (const person of [seller, buyer]) await people.signInAgain(product, person);
});

type OrderNow = {
  state: string;
  scanBy: string | null;
  moveBy: string | null;
  guide: { dueAt: string | null; otherwise: string; actions: string[] };
  events: { command: string }[];
};
type Tracked = { parcels: { parcelNo: number; waybillNo: string; state: string }[] };
const orderOf = (orderId: string) => buyer.call<OrderNow>('getOrder', { params: { orderId } });
const trackingOf = (orderId: string) => buyer.call<Tracked>('getTracking', { params: { orderId } });

let lastNumber = 5_000_000_000_000;
const newNumber = () => `SF${(lastNumber += 1)}`;

/** Paid and shipped in as many parcels; nobody scans them until they are pushed on. */
async function shipped(count: number): Promise<{ orderId: string; numbers: string[] }> {
  const { listingId } = await people.sell(seller);
  const { orderId } = await people.buy(buyer, listingId);
  await people.payAtCashier(product, buyer, orderId);
  const numbers = Array.from({ length: count }, newNumber);
  for (const [place, waybillNo] of numbers.entries()) {
    const operation = place === 0 ? 'shipOrder' : 'addParcel';
    await seller.call(operation, { params: { orderId }, body: { carrier: 'SF', waybillNo } });
    assert.ok(couriers.hold(waybillNo));
  }
  await product.app.settle();
  return { orderId, numbers };
}

async function push(waybillNo: string, to: 'IN_TRANSIT' | 'DELIVERED'): Promise<void> {
  couriers.advance(waybillNo, to);
  couriers.hold(waybillNo);
  await product.app.settle();
}

async function assertTold(orderId: string, what: string): Promise<void> {
  for (const [person, role] of [
    [buyer, 'buyer'],
    [seller, 'seller'],
  ] as const) {
    const { items } = await person.call<{ items: { type: string; link: string }[] }>(
      'listNotifications',
    );
    const wanted = (one: { type: string; link: string }) =>
      one.type === `orders/${what}.${role}` && one.link === `/orders/${orderId}`;
    assert.equal(items.filter(wanted).length, 1, `${what} is told to the ${role} once`);
  }
}

test('an order arrives with its last parcel; until then nobody is asked to check it', async () => {
  const { orderId, numbers } = await shipped(3);
  const { guide } = await seller.call<OrderNow>('getOrder', { params: { orderId } });
  assert.ok(guide.actions.includes('add-parcel'));
  await push(numbers[1]!, 'DELIVERED');
  await push(numbers[0]!, 'DELIVERED');
  const waiting = await orderOf(orderId);
  assert.deepEqual([waiting.state, waiting.guide.otherwise], ['SHIPPED', 'loses']);
  await push(numbers[2]!, 'DELIVERED');
  const arrived = await orderOf(orderId);
  assert.deepEqual([arrived.state, arrived.guide.otherwise], ['DELIVERED', 'confirms']);
  await seller.refused('addParcel', 'orders/not-now', {
    params: { orderId },
    body: { carrier: 'SF', waybillNo: newNumber() },
  });
});

test('an order is void when none of its parcels was scanned, and ships again in one', async () => {
  const { orderId, numbers } = await shipped(2);
  await people.passTime(buyer, 2 * dayMs + 1000);
  await product.app.settle();
  await people.until(async () => (await orderOf(orderId)).state === 'WAIT_SHIP');
  const body = { carrier: 'SF', waybillNo: numbers[1] };
  await seller.call('shipOrder', { params: { orderId }, body });
  assert.equal((await trackingOf(orderId)).parcels.length, 1);
});

test('one scanned parcel is enough; the one nobody scans is told of and counts no more', async () => {
  const { orderId, numbers } = await shipped(2);
  await push(numbers[0]!, 'DELIVERED');
  await people.passTime(buyer, 2 * dayMs + 1000);
  await product.app.settle();
  await people.until(async () => (await orderOf(orderId)).state === 'DELIVERED');
  assert.equal((await trackingOf(orderId)).parcels.length, 1);
  await assertTold(orderId, 'drop-parcel');
});

test('a corrected waybill of one parcel leaves the clock to the other that is on its way', async () => {
  const { orderId, numbers } = await shipped(2);
  await push(numbers[0]!, 'IN_TRANSIT');
  const before = await orderOf(orderId);
  assert.equal(before.guide.otherwise, 'loses');
  await people.passTime(buyer, hourMs);
  const body = { carrier: 'SF', waybillNo: newNumber(), parcelNo: 2 };
  await seller.call('correctWaybill', { params: { orderId }, body });
  await product.app.settle();
  const after = await orderOf(orderId);
  assert.deepEqual([after.scanBy, after.moveBy], [null, before.moveBy]);
});

test('a parcel that stands still for five days is told to both once, and lost after fourteen', async () => {
  const { orderId, numbers } = await shipped(1);
  await push(numbers[0]!, 'IN_TRANSIT');
  for (let day = 0; day < 7; day += 1) {
    await people.passTime(buyer, dayMs);
    await product.app.settle();
  }
  await people.until(async () => {
    const { items } = await buyer.call<{ items: { type: string }[] }>('listNotifications');
    return items.some(({ type }) => type === 'orders/stand-still.buyer');
  });
  await assertTold(orderId, 'stand-still');
  assert.equal((await orderOf(orderId)).state, 'SHIPPED');
  await people.passTime(buyer, 8 * dayMs);
  await product.app.settle();
  await people.until(async () => (await orderOf(orderId)).state === 'REFUNDED');
});

test('addParcel: eight at once make the four there is room for, and one under one key', async () => {
  const { orderId } = await shipped(1);
  const params = { orderId };
  const { done, refused } = await race(seller, 'addParcel', () => ({
    params,
    body: { carrier: 'SF', waybillNo: newNumber() },
  }));
  assert.deepEqual(
    done
      .map(({ body }) => (body as { parcelNo: number }).parcelNo)
      .toSorted((one, other) => one - other),
    [2, 3, 4, 5],
  );
  assert.deepEqual(new Set(refused), new Set(['fulfilment/too-many-parcels']));
  const other = await shipped(1);
  const body = { carrier: 'SF', waybillNo: newNumber() };
  const again = await race(seller, 'addParcel', () => ({
    params: { orderId: other.orderId },
    body,
    key: `parcel-${other.orderId}`,
  }));
  assert.equal(again.done.length, raceTimes);
  assert.equal((await trackingOf(other.orderId)).parcels.length, 2);
});

test('the last two parcels arrive in the same moment, and the order with them', async () => {
  const { orderId, numbers } = await shipped(2);
  for (const waybillNo of numbers) couriers.advance(waybillNo, 'DELIVERED');
  await Promise.all(Array.from({ length: raceTimes }, () => product.app.settle()));
  const order = await orderOf(orderId);
  assert.equal(order.state, 'DELIVERED');
  assert.equal(order.events.filter(({ command }) => command === 'deliver').length, 1);
});
