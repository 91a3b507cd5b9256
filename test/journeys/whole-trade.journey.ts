// Real: the whole product over HTTP, PostgreSQL, jobs, payment and courier simulators as services.
// Simulated: the bank, the courier, the phone, the passing of days.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { dayMs, hourMs, minuteMs } from '#platform/clock.ts';
import * as people from '../support/people.ts';
import { startProduct } from '../support/product.ts';

const product = await startProduct();
const seller = await people.seller(product);
const buyer = await people.join(product, '周予安');

// A member lists three things a day at first: every test has a day of its own.
beforeEach(() => people.passTime(buyer, dayMs));

test('a whole trade: post, ask, buy, pay, ship, receive, withdraw', async () => {
  const { listingId, noteId } = await people.sell(seller, { freightFen: 1200 });
  const feed = await buyer.call<{ items: { id: string }[] }>('getFeed');
  assert.equal(feed.items[0]?.id, noteId);

  const { conversationId } = await buyer.call<{ conversationId: string }>('startConversation', {
    body: { memberId: seller.memberId, about: { kind: 'listing', ref: listingId } },
  });
  await buyer.call('sendMessage', {
    params: { conversationId },
    body: { clientId: 'm1', text: '还在吗？' },
  });
  await seller.call('sendMessage', {
    params: { conversationId },
    body: { clientId: 'm1', card: { kind: 'listing', ref: listingId } },
  });

  const { orderId, totalFen } = await people.buy(buyer, listingId);
  assert.equal(totalFen, 169_200);
  await people.payAtCashier(product, buyer, orderId);
  await people.until(async () => {
    const { items } = await seller.call<{ items: { type: string }[] }>('listNotifications');
    return items.some((notice) => notice.type === 'orders/pay.seller');
  });

  const paid = await seller.call<Record<string, unknown>>('getOrder', { params: { orderId } });
  assert.equal(paid['state'], 'WAIT_SHIP');
  assert.equal((paid['guide'] as { money: string }).money, 'escrow');
  assert.equal((paid['address'] as { name: string }).name, people.shanghai.name);

  const waybill = { carrier: 'SF', waybillNo: 'SF1234567890123' };
  await seller.call('shipOrder', { params: { orderId }, body: waybill });
  await product.app.settle();
  await buyer.call('advanceParcel', {
    params: { waybillNo: waybill.waybillNo },
    body: { to: 'DELIVERED' },
  });
  await people.passTime(buyer, 31 * minuteMs);
  await people.until(async () => (await people.stateOf(buyer, orderId)) === 'DELIVERED');
  await buyer.call('confirmReceipt', { params: { orderId }, key: 'receipt-1' });

  type Wallet = { withdrawableFen: number; pending: { reason: string; availableAt: string }[] };
  const wallet = await seller.call<Wallet & Record<string, number>>('getWallet');
  const { availableFen, heldFen, inTransitFen, owedFen, withdrawableFen } = wallet;
  assert.deepEqual([availableFen, heldFen, inTransitFen, owedFen], [168_185, 0, 0, 0]);
  assert.equal(withdrawableFen, 0, 'a first sale waits for three days');
  assert.deepEqual(
    wallet.pending.map(({ reason }) => reason),
    ['first-sales'],
  );
  const { items } = await seller.call<{ items: Record<string, unknown>[] }>('listWalletEntries');
  assert.equal(items[0]!['grossFen'], 169_200);
  assert.equal(items[0]!['feeFen'], 1015);

  await seller.call('bindPayoutAccount', {
    body: { bankName: '招商银行', account: '6225 8801 2345 6789' },
  });
  const all = { body: { amountFen: 168_185 }, key: 'all' };
  await seller.refused('requestWithdrawal', 'ledger/not-yet-available', all);
  await people.passTime(seller, 3 * dayMs);
  await seller.call('requestWithdrawal', all);
  await people.until(async () => {
    const list = await seller.call<{ items: { state: string }[] }>('listWithdrawals');
    if (list.items[0]?.state === 'SENT') await people.passTime(seller, minuteMs);
    return list.items[0]?.state === 'PAID';
  });
  assert.deepEqual(await seller.call('getWallet'), {
    availableFen: 0,
    heldFen: 0,
    inTransitFen: 0,
    owedFen: 0,
    withdrawableFen: 0,
    pending: [],
    freezes: [],
    isStopped: false,
  });
});

test('an order that is not paid gives its stock back after thirty minutes', async () => {
  const { listingId } = await people.sell(seller);
  const { orderId } = await people.buy(buyer, listingId);
  await people.passTime(buyer, 30 * minuteMs - 5000);
  await product.app.settle();
  assert.equal(await people.stateOf(buyer, orderId), 'WAIT_PAY');
  await people.passTime(buyer, 5000);
  await people.until(async () => (await people.stateOf(buyer, orderId)) === 'CLOSED');
  const listing = await buyer.call<{ stock: number }>('getListing', { params: { listingId } });
  assert.equal(listing.stock, 1);
});

test('a payment after the order was closed goes back to the payer', async () => {
  const { listingId } = await people.sell(seller);
  const { orderId } = await people.buy(buyer, listingId);
  const { attemptId } = await buyer.call<{ attemptId: string }>('payOrder', {
    params: { orderId },
  });
  product.sandbox.payments.control.setFaults({ payAfterCloseAllowed: true });
  await buyer.call('cancelOrder', { params: { orderId } });
  product.sandbox.payments.control.pay(attemptId);
  await people.until(async () => {
    await product.app.settle();
    const { rows } = await product.app.platform.database.pool.query<{ state: string }>(
      'select state from payments.refund where order_id = $1',
      [orderId],
    );
    return rows[0]?.state === 'SUCCEEDED';
  });
  const closed = await buyer.call<Record<string, unknown>>('getOrder', { params: { orderId } });
  assert.equal(closed['state'], 'CLOSED');
  assert.equal((closed['guide'] as { money: string }).money, 'back-with-buyer');
  product.sandbox.payments.control.resetFaults();
});

test('a lost notice is found by our own query', async () => {
  const { listingId } = await people.sell(seller);
  const { orderId } = await people.buy(buyer, listingId);
  const { attemptId } = await buyer.call<{ attemptId: string }>('payOrder', {
    params: { orderId },
  });
  product.sandbox.payments.control.setFaults({ loseNext: 100 });
  product.sandbox.payments.control.pay(attemptId);
  await people.passTime(buyer, minuteMs);
  await people.until(async () => (await people.stateOf(buyer, orderId)) === 'WAIT_SHIP');
  product.sandbox.payments.control.resetFaults();
});

test('the buyer cancels freely for an hour, and again when the seller is late', async () => {
  const { listingId } = await people.sell(seller, { quantity: 2, shipWithin: 'PT24H' });
  const first = await people.buy(buyer, listingId);
  await people.payAtCashier(product, buyer, first.orderId);
  await buyer.call('cancelOrder', { params: { orderId: first.orderId } });
  assert.equal(await people.stateOf(buyer, first.orderId), 'REFUNDED');

  const second = await people.buy(buyer, listingId);
  await people.payAtCashier(product, buyer, second.orderId);
  await people.passTime(buyer, hourMs + 1000);
  const params = { orderId: second.orderId };
  await buyer.refused('cancelOrder', 'orders/free-cancel-over', { params });
  await people.passTime(buyer, 23 * hourMs);
  await buyer.call('cancelOrder', { params });
  assert.equal(await people.stateOf(buyer, second.orderId), 'REFUNDED');
});

test('an order that is never shipped is refunded four days after the promise', async () => {
  const { listingId } = await people.sell(seller, { shipWithin: 'PT24H' });
  const { orderId } = await people.buy(buyer, listingId);
  await people.payAtCashier(product, buyer, orderId);
  await people.passTime(buyer, 5 * dayMs - minuteMs);
  await product.app.settle();
  assert.equal(await people.stateOf(buyer, orderId), 'WAIT_SHIP');
  await people.passTime(buyer, minuteMs);
  await people.until(async () => (await people.stateOf(buyer, orderId)) === 'REFUNDED');
});

test('a reported problem becomes an after-sale and stops the clock', async () => {
  const { listingId } = await people.sell(seller, { delivery: 'virtual' });
  const { orderId } = await people.buy(buyer, listingId);
  await people.payAtCashier(product, buyer, orderId);
  const params = { orderId };
  await seller.call('handOverOrder', { params, body: { virtualGoods: 'KEY-1234' } });
  const order = await buyer.call('getOrder', { params });
  assert.equal(order['virtualGoods'], 'KEY-1234');
  const pictureIds = [
    await people.uploadPicture(buyer),
    await people.uploadPicture(buyer, '#123456'),
  ];
  await buyer.call('reportProblem', {
    params,
    body: { reason: 'not-as-described', words: '打不开', pictureIds },
  });
  for (const party of [buyer, seller]) {
    type Opened = { items: { events: { pictures: { id: string; url: string }[] }[] }[] };
    const { items } = await party.call<Opened>('listAfterSales', { params });
    const { pictures } = items[0]!.events[0]!;
    assert.deepEqual(
      pictures.map((picture) => picture.id),
      pictureIds,
    );
    const answer = await fetch(new URL(pictures[0]!.url, product.url));
    assert.equal(answer.headers.get('content-type'), 'image/webp');
  }
  await people.passTime(buyer, 10 * dayMs);
  await product.app.settle();
  assert.equal(await people.stateOf(buyer, orderId), 'DELIVERED');
});

test('pickup needs the code that only the buyer sees', async () => {
  const { listingId } = await people.sell(seller, { delivery: 'pickup' });
  const { orderId } = await people.buy(buyer, listingId);
  await people.payAtCashier(product, buyer, orderId);
  await product.app.settle();
  const params = { orderId };
  const { pickupCode } = await buyer.call<{ pickupCode: string }>('getOrder', { params });
  assert.match(pickupCode, /^\d{6}$/);
  const seen = await seller.call<{ pickupCode: null }>('getOrder', { params });
  assert.equal(seen.pickupCode, null);
  await seller.call('handOverOrder', { params, body: { pickupCode } });
  await people.passTime(buyer, 2 * dayMs);
  await people.until(async () => (await people.stateOf(buyer, orderId)) === 'COMPLETED');
});
