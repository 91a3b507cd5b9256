// Real: PostgreSQL and the SQL doors by which orders are placed and paid. Made up: goods, members.
import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { dayMs, minuteMs } from '#platform/clock.ts';
import { newId, sql } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import { refused } from '../../../../test/support/refused.ts';
import { testDatabase } from '../../../../test/support/database.ts';
import { assertInvariants } from '../../../../test/support/invariants.ts';
import { acceptPaymentAtOnce } from './pay-order-store.ts';
import { insertOrder, placedBefore, type NewOrder } from './place-order-store.ts';

const { database, url } = await testDatabase();
const handle = database.sql;
const bucket = 77;
const sellerId = await newId(handle, bucket);
const buyerId = await newId(handle, 12);
// The audit looks at what stands still too long by the machine's own clock.
const now = new Date();

afterEach(() => assertInvariants(url));

async function listing(priceFen: number, freightFen: number, stock = 9): Promise<Id> {
  const id = await newId(handle, bucket);
  await sql`
    insert into catalog.listing (bucket, id, seller_id, title, description, price_fen, condition,
      delivery, freight_fen, ship_within_ms, picture_ids, stock, stock_added, published_at)
    values (${bucket}, ${id}, ${sellerId}, '台灯', '搬家出', ${priceFen}, '9', 'courier',
      ${freightFen}, ${2 * dayMs}, '{}', ${stock}, ${stock}, ${now})`.execute(handle);
  return id;
}

type Lines = NewOrder['lines'];

function place(lines: Lines, expectedTotalFen: bigint, more: Partial<NewOrder> = {}) {
  return insertOrder(handle, {
    buyerId,
    bucket,
    lines,
    expectedTotalFen,
    addressSealed: Buffer.from('sealed'),
    buyerNote: null,
    feeBps: 60,
    now,
    payBy: new Date(now.getTime() + 30 * minuteMs),
    ...more,
  });
}

async function stockOf(id: Id): Promise<number> {
  const { rows } = await sql<{ stock: number }>`
    select stock from catalog.listing where bucket = ${bucket} and id = ${id}`.execute(handle);
  return rows[0]!.stock;
}

/** The clocks that run for an order. */
async function clocksOf(orderId: Id): Promise<{ kind: string; run_at: Date }[]> {
  const { rows } = await sql<{ kind: string; run_at: Date }>`
    select kind, run_at from platform.deadline
    where bucket = ${bucket} and ref = ${orderId} and done_at is null`.execute(handle);
  return rows;
}

async function ordersOf(buyer: Id): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from orders."order" where buyer_id = ${buyer}`.execute(handle);
  return rows[0]!.n;
}

function pay(attemptId: Id, amountFen: bigint, transactionId: string) {
  return acceptPaymentAtOnce(database, {
    provider: 'simulator',
    merchantId: 'm',
    eventId: `e-${transactionId}`,
    attemptId,
    transactionId,
    claimBucket: 3,
    amountFen,
    paidAt: now,
    now,
    lateRefundMs: 4 * dayMs,
  });
}

await sql`insert into payments.merchant (provider, merchant_id, since)
  values ('simulator', 'm', ${now})`.execute(handle);

test('a cart is the sum of its pieces and the dearest freight, and takes each piece', async () => {
  const [lamp, book] = [await listing(4900, 800), await listing(1250, 1200)];
  const lines = [
    { listingId: lamp, quantity: 2 },
    { listingId: book, quantity: 3 },
  ];
  const totalFen = 2n * 4900n + 3n * 1250n + 1200n;
  const placed = await place(lines, totalFen);
  assert.deepEqual([placed.goodsFen, placed.freightFen], [totalFen - 1200n, 1200n]);
  assert.deepEqual([await stockOf(lamp), await stockOf(book)], [7, 6]);
  const clocks = await clocksOf(placed.orderId);
  assert.deepEqual(clocks, [{ kind: 'orders/pay-by', run_at: placed.payBy }]);
});

test('another total than the buyer was shown is refused, and leaves nothing taken', async () => {
  const lamp = await listing(4900, 800);
  const buyer = await newId(handle, 13);
  await assert.rejects(
    place([{ listingId: lamp, quantity: 1 }], 4900n, { buyerId: buyer }),
    refused('orders/price-changed', { totalFen: 5700 }),
  );
  assert.deepEqual([await stockOf(lamp), await ordersOf(buyer)], [9, 0]);
});

test('a line that is sold out takes nothing of the others, and leaves no order', async () => {
  const [lamp, gone] = [await listing(4900, 0), await listing(100, 0, 0)];
  const buyer = await newId(handle, 14);
  const lines = [lamp, gone].map((listingId) => ({ listingId, quantity: 1 }));
  await assert.rejects(place(lines, 5000n, { buyerId: buyer }), refused('orders/sold-out'));
  assert.deepEqual([await stockOf(lamp), await ordersOf(buyer)], [9, 0]);
});

test('nobody buys from themselves', async () => {
  const lamp = await listing(4900, 0);
  const own = place([{ listingId: lamp, quantity: 1 }], 4900n, { buyerId: sellerId });
  await assert.rejects(own, refused('orders/own-listing'));
});

test('one key is one order, sent eight times at once, and not good for another', async () => {
  const lamp = await listing(4900, 0);
  const buyer = await newId(handle, 15);
  const idempotency = { key: 'k', requestHash: 'one' };
  const lines = [{ listingId: lamp, quantity: 1 }];
  const all = await Promise.all(
    Array.from({ length: 8 }, () => place(lines, 4900n, { buyerId: buyer, idempotency })),
  );
  assert.equal(new Set(all.map(({ orderId }) => orderId)).size, 1);
  assert.equal(await stockOf(lamp), 8);
  const before = placedBefore(handle, buyer, { ...idempotency, requestHash: 'other' });
  await assert.rejects(before, refused('platform/idempotency-mismatch'));
});

test('a payment is held once and moves the order on with its clock', async () => {
  const lamp = await listing(4900, 100);
  const { orderId, paymentAttemptId } = await place([{ listingId: lamp, quantity: 1 }], 5000n);
  const told = await Promise.all(
    Array.from({ length: 8 }, () => pay(paymentAttemptId, 5000n, 'once')),
  );
  assert.equal(told.filter((result) => result === 'accepted').length, 1);
  const { rows } = await sql<{ state: string; held: string }>`
    select o.state, (select amount_fen from ledger.hold h where h.order_id = o.id)::text as held
    from orders."order" o where o.bucket = ${bucket} and o.id = ${orderId}`.execute(handle);
  assert.deepEqual(rows, [{ state: 'WAIT_SHIP', held: '5000' }]);
  const kinds = (await clocksOf(orderId)).map(({ kind }) => kind);
  assert.deepEqual(kinds, ['orders/refund-unshipped']);
});

test('a second payment of an order is not held for it, and leaves nothing behind', async () => {
  const lamp = await listing(4900, 100);
  const { orderId, paymentAttemptId } = await place([{ listingId: lamp, quantity: 1 }], 5000n);
  assert.equal(await pay(paymentAttemptId, 5000n, 'first'), 'accepted');
  const { rows } = await sql<{ id: Id }>`
    select payments.open_attempt(${bucket}, ${orderId}, ${buyerId}, 5000, ${now}, ${now}) as id
  `.execute(handle);
  assert.equal(await pay(rows[0]!.id, 5000n, 'second'), undefined);
  const claims = await sql`select from payments.transaction_claim
    where transaction_id = 'second'`.execute(handle);
  assert.equal(claims.rows.length, 0);
});
