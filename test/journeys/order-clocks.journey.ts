// Real: the whole product over HTTP, PostgreSQL, its workers, the simulators as services. Simulated:
// the courier's vans and the passing of days: every clock of an order is lived through from outside.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { dayMs, hourMs, minuteMs, secondMs } from '#platform/clock.ts';
import type { Guide } from '#orders';
import * as people from '../support/people.ts';
import { startProduct } from '../support/product.ts';

const product = await startProduct();
const seller = await people.seller(product);
const buyer = await people.join(product, '周予安');
const couriers = product.sandbox.courier.control;

// A member lists a few things a day at first: every test has a day of its own. Sessions end too.
beforeEach(async () => {
  await people.passTime(buyer, dayMs);
  for (const person of [seller, buyer]) await people.signInAgain(product, person);
});

type OrderNow = { state: string; guide: Omit<Guide, 'dueAt'> & { dueAt: string | null } } & Record<
  'shipBy' | 'scanBy' | 'moveBy' | 'shippedAt' | 'confirmBy' | 'endReason',
  string | null
> & { events: { command: string }[] };

const orderOf = (orderId: string) => buyer.call<OrderNow>('getOrder', { params: { orderId } });

async function paid(terms: Partial<people.ListingTerms> = {}): Promise<string> {
  const { listingId } = await people.sell(seller, terms);
  const { orderId } = await people.buy(buyer, listingId);
  await people.payAtCashier(product, buyer, orderId);
  return orderId;
}

let lastNumber = 3_000_000_000_000;
async function ship(orderId: string, carrier = 'SF'): Promise<string> {
  const waybillNo = `SF${(lastNumber += 1)}`;
  await seller.call('shipOrder', { params: { orderId }, body: { carrier, waybillNo } });
  await product.app.settle();
  return waybillNo;
}

/** Nobody scans it: the sandbox's vans leave it lying until it is pushed on. */
async function shipUnseen(orderId: string): Promise<string> {
  const waybillNo = await ship(orderId);
  assert.ok(couriers.hold(waybillNo));
  return waybillNo;
}

/** Moves the clock to a moment and lets everything due happen. */
async function liveUntil(at: string | null, plusMs = 0): Promise<void> {
  assert.ok(at, 'there is a time to live until');
  const { now } = await buyer.call<{ now: string }>('getClock');
  const byMs = Date.parse(at) + plusMs - Date.parse(now);
  assert.ok(byMs >= 0, 'time only goes on');
  if (byMs > 0) await people.passTime(buyer, byMs);
  await product.app.settle();
}

/** Notices follow through the outbox. */
async function assertTold(orderId: string, command: string): Promise<void> {
  for (const [person, role] of [
    [buyer, 'buyer'],
    [seller, 'seller'],
  ] as const) {
    await people.until(async () => {
      const { items } = await person.call<Notices>('listNotifications');
      const wanted = [`orders/${command}.${role}`, `/orders/${orderId}`].join();
      return items.some(({ type, link }) => [type, link].join() === wanted);
    });
  }
}
type Notices = { items: { type: string; link: string }[] };

/** Just before its due time nothing happens; just after it, what the guide said would. */
async function assertEnds(orderId: string, wanted: [otherwise: string, state: string]) {
  const before = await orderOf(orderId);
  assert.equal(before.guide.otherwise, wanted[0]);
  await liveUntil(before.guide.dueAt, -5 * secondMs);
  assert.equal((await orderOf(orderId)).state, before.state);
  await liveUntil(before.guide.dueAt, secondMs);
  await untilState(orderId, wanted[1]);
  return before;
}

/** A worker may hold the deadline at this moment, so its end is waited for. */
async function untilState(orderId: string, state: string): Promise<void> {
  await people.until(async () => (await orderOf(orderId)).state === state);
  await product.app.settle();
}

test('a parcel is on its way from the moment it was shipped, however far the clock leaps', async () => {
  const orderId = await paid();
  const waybill = { carrier: 'SF', waybillNo: 'SF2999999999999' };
  await seller.call('shipOrder', { params: { orderId }, body: waybill });
  await people.passTime(buyer, 3 * dayMs);
  await untilState(orderId, 'DELIVERED');
  await assertEnds(orderId, ['confirms', 'COMPLETED']);

  const next = await paid();
  const other = { ...waybill, waybillNo: 'SF2999999999998' };
  await seller.call('shipOrder', { params: { orderId: next }, body: other });
  const params = { waybillNo: other.waybillNo };
  await buyer.call('advanceParcel', { params, body: { to: 'DELIVERED' } });
  await untilState(next, 'DELIVERED');
});

test('a parcel no carrier scans for 48 hours was never shipped, and can be shipped again', async () => {
  const orderId = await paid();
  const waybillNo = await shipUnseen(orderId);
  const shipped = await assertEnds(orderId, ['voids', 'WAIT_SHIP']);
  assert.equal(Date.parse(shipped.scanBy!) - Date.parse(shipped.shippedAt!), 2 * dayMs);

  const after = await orderOf(orderId);
  assert.deepEqual([after.shipBy, after.shippedAt], [shipped.shipBy, null]);
  assert.equal(after.guide.actor, 'seller');
  await assertTold(orderId, 'void-shipment');
  await buyer.refused('getTracking', 'fulfilment/not-shipped', { params: { orderId } });

  await seller.call('shipOrder', { params: { orderId }, body: { carrier: 'SF', waybillNo } });
  couriers.advance(waybillNo, 'IN_TRANSIT');
  await product.app.settle();
  assert.equal((await orderOf(orderId)).guide.otherwise, 'loses');
  couriers.advance(waybillNo, 'DELIVERED');
  await product.app.settle();
  await assertEnds(orderId, ['confirms', 'COMPLETED']);
});

test('after a void shipment the seller has a day once, then the buyer is refunded', async () => {
  const orderId = await paid({ shipWithin: 'PT10M' });
  const { shipBy } = await orderOf(orderId);
  await liveUntil(shipBy, 4 * dayMs - hourMs);
  await shipUnseen(orderId);
  const { guide: first } = await assertEnds(orderId, ['voids', 'WAIT_SHIP']);
  const late = await orderOf(orderId);
  assert.equal(late.guide.otherwise, 'refunds-late');
  const graceMs = Date.parse(late.guide.dueAt!) - Date.parse(first.dueAt!);
  assert.ok(graceMs >= dayMs && graceMs < dayMs + minuteMs, `${graceMs} ms to ship`);

  await shipUnseen(orderId);
  const { guide: second } = await orderOf(orderId);
  await liveUntil(second.dueAt, secondMs);
  await untilState(orderId, 'REFUNDED');
  const ended = await orderOf(orderId);
  assert.equal(ended.endReason, 'refund-unshipped');
  assert.ok(ended.events.filter(({ command }) => command === 'void-shipment').length === 2);
});

test('a corrected waybill has 48 hours of its own; the same one again wins no time', async () => {
  const orderId = await paid();
  const waybillNo = await shipUnseen(orderId);
  const shipped = await orderOf(orderId);
  await people.passTime(buyer, 40 * hourMs);
  const params = { orderId };
  const same = { carrier: 'SF', waybillNo };
  await seller.refused('correctWaybill', 'orders/same-waybill', { params, body: same });
  assert.deepEqual((await orderOf(orderId)).scanBy, shipped.scanBy);
  const right = { carrier: 'SF', waybillNo: `SF${(lastNumber += 1)}` };
  await seller.call('correctWaybill', { params, body: right });
  await product.app.settle();
  assert.ok(couriers.hold(right.waybillNo));
  const corrected = await orderOf(orderId);
  assert.ok(Date.parse(corrected.scanBy!) >= Date.parse(shipped.scanBy!) + 40 * hourMs);
  await assertEnds(orderId, ['voids', 'WAIT_SHIP']);
});

test('a correction to a carrier that tells nothing runs by time alone', async () => {
  const orderId = await paid();
  await shipUnseen(orderId);
  const body = { carrier: 'OTHER', waybillNo: `X${(lastNumber += 1)}` };
  await seller.call('correctWaybill', { params: { orderId }, body });
  const order = await assertEnds(orderId, ['confirms', 'COMPLETED']);
  assert.equal(order.scanBy, null);
});

test('a parcel that has not moved for 14 days is lost and refunded; its goods do not come back', async () => {
  const { listingId } = await people.sell(seller);
  const { orderId } = await people.buy(buyer, listingId);
  await people.payAtCashier(product, buyer, orderId);
  const waybillNo = await ship(orderId);
  couriers.advance(waybillNo, 'IN_TRANSIT');
  couriers.hold(waybillNo);
  await product.app.settle();
  await people.passTime(buyer, 13 * dayMs);
  couriers.advance(waybillNo, 'OUT_FOR_DELIVERY');
  couriers.hold(waybillNo);
  await product.app.settle();
  const { now } = await buyer.call<{ now: string }>('getClock');
  const moving = await orderOf(orderId);
  const left = Date.parse(moving.moveBy!) - Date.parse(now);
  assert.ok(
    left > 14 * dayMs - minuteMs && left <= 14 * dayMs,
    'each movement starts the clock anew',
  );
  await assertEnds(orderId, ['loses', 'REFUNDED']);
  assert.equal((await orderOf(orderId)).endReason, 'lose-parcel');
  await assertTold(orderId, 'lose-parcel');
  const listing = await buyer.call<{ stock: number }>('getListing', { params: { listingId } });
  assert.equal(listing.stock, 0);
});

test('an after-sale stops the carrier’s clocks, and they go on with as much left', async () => {
  const orderId = await paid();
  await shipUnseen(orderId);
  await people.passTime(buyer, dayMs);
  const body = { reason: 'not-received', words: '一直没有揽收' };
  const { afterSaleId } = await buyer.call<{ afterSaleId: string }>('reportProblem', {
    params: { orderId },
    body,
  });
  await people.passTime(buyer, 30 * dayMs);
  await product.app.settle();
  const stopped = await orderOf(orderId);
  assert.deepEqual([stopped.state, stopped.guide.dueAt], ['SHIPPED', null]);
  const operator = await people.operator(product);
  const decision = { refundFen: 0, reason: '快递已确认会来取件' };
  await operator.call('decideAfterSale', { params: { afterSaleId }, body: decision });
  const { now } = await buyer.call<{ now: string }>('getClock');
  const left = Date.parse((await orderOf(orderId)).scanBy!) - Date.parse(now);
  assert.ok(left > dayMs - minuteMs && left <= dayMs, `${left} ms are left`);
  await assertEnds(orderId, ['voids', 'WAIT_SHIP']);
});

test('the carrier is asked before a clock decides: days asleep take nobody’s parcel away', async () => {
  const orderId = await paid();
  await ship(orderId);
  await people.passTime(buyer, 20 * dayMs);
  await product.app.settle();
  const order = await orderOf(orderId);
  assert.ok(!order.events.some(({ command }) => /void|lose/.test(command)));
  assert.ok(['DELIVERED', 'COMPLETED'].includes(order.state), order.state);
});

test('a silent carrier decides nothing: the clock waits for its word', async () => {
  const orderId = await paid();
  await shipUnseen(orderId);
  const { scanBy } = await orderOf(orderId);
  couriers.breakDown(1_000);
  await liveUntil(scanBy, hourMs);
  assert.equal((await orderOf(orderId)).state, 'SHIPPED');
  couriers.breakDown(0);
  await people.until(async () => {
    await product.app.settle();
    return (await orderOf(orderId)).state === 'WAIT_SHIP';
  });
});

test('an untracked parcel is confirmed ten days after shipping', async () => {
  const orderId = await paid();
  await ship(orderId, 'OTHER');
  const order = await assertEnds(orderId, ['confirms', 'COMPLETED']);
  assert.equal(Date.parse(order.confirmBy!) - Date.parse(order.shippedAt!), 10 * dayMs);
});

test('the buyer checks three days after delivery, and twice three more', async () => {
  const orderId = await paid();
  const waybillNo = await ship(orderId);
  couriers.advance(waybillNo, 'DELIVERED');
  await product.app.settle();
  const params = { orderId };
  const first = await orderOf(orderId);
  await buyer.call('extendReceipt', { params });
  await buyer.call('extendReceipt', { params });
  await buyer.refused('extendReceipt', 'orders/receipt-extensions-spent', { params });
  const extended = await assertEnds(orderId, ['confirms', 'COMPLETED']);
  assert.equal(Date.parse(extended.confirmBy!) - Date.parse(first.confirmBy!), 6 * dayMs);
});

test('virtual goods are confirmed two days after they were given', async () => {
  const orderId = await paid({ delivery: 'virtual' });
  const body = { virtualGoods: 'KEY-1' };
  await seller.call('handOverOrder', { params: { orderId }, body });
  const order = await assertEnds(orderId, ['confirms', 'COMPLETED']);
  assert.equal(Date.parse(order.confirmBy!) - Date.parse(order.shippedAt!), 2 * dayMs);
});

for (const [choice, ms] of [
  ['PT10M', 10 * minuteMs],
  ['PT24H', dayMs],
  ['PT48H', 2 * dayMs],
  ['PT72H', 3 * dayMs],
  ['P7D', 7 * dayMs],
] as const) {
  test(`the seller who promised ${choice} is late after it, and refunds four days later`, async () => {
    const orderId = await paid({ shipWithin: choice });
    const order = await orderOf(orderId);
    const { paidAt } = order as unknown as { paidAt: string };
    assert.equal(Date.parse(order.shipBy!) - Date.parse(paidAt), ms);
    assert.equal(order.guide.otherwise, 'refunds');
    await liveUntil(order.shipBy, secondMs);
    const late = await assertEnds(orderId, ['refunds-late', 'REFUNDED']);
    assert.equal(Date.parse(late.guide.dueAt!) - Date.parse(order.shipBy!), 4 * dayMs);
  });
}

test('the buyer gives a late seller up to 21 days more', async () => {
  const orderId = await paid({ shipWithin: 'PT24H' });
  const { shipBy } = await orderOf(orderId);
  const params = { orderId };
  await liveUntil(shipBy, secondMs);
  await buyer.call('extendShipping', { params, body: { days: 20 } });
  await buyer.refused('extendShipping', 'orders/ship-extension-spent', {
    params,
    body: { days: 2 },
  });
  await buyer.call('extendShipping', { params, body: { days: 1 } });
  const late = await assertEnds(orderId, ['refunds-late', 'REFUNDED']);
  assert.equal(Date.parse(late.guide.dueAt!) - Date.parse(shipBy!), 25 * dayMs);
});
