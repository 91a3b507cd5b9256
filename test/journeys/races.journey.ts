// Real: the whole product over HTTP and PostgreSQL. Each mutating command is sent eight times at
// once; the audit's invariants close the file.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { dayMs } from '#platform/clock.ts';
import * as people from '../support/people.ts';
import { startProduct } from '../support/product.ts';
import { race, raceTimes as times } from '../support/race.ts';

const product = await startProduct();
const seller = await people.seller(product);
const buyer = await people.join(product, '周予安');

beforeEach(() => people.passTime(buyer, dayMs));

async function paidOrder(terms: Partial<people.ListingTerms> = {}): Promise<string> {
  const { listingId } = await people.sell(seller, terms);
  const { orderId } = await people.buy(buyer, listingId);
  await people.payAtCashier(product, buyer, orderId);
  return orderId;
}

async function deliveredOrder(): Promise<string> {
  const orderId = await paidOrder({ delivery: 'virtual' });
  await seller.call('handOverOrder', { params: { orderId }, body: { virtualGoods: 'KEY' } });
  return orderId;
}

test('placeOrder: three pieces, eight buyers, three orders', async () => {
  const { listingId } = await people.sell(seller, { quantity: 3 });
  const address = await buyer.call<{ id: string }>('saveAddress', { body: people.shanghai });
  const body = {
    lines: [{ listingId, quantity: 1 }],
    addressId: address.id,
    expectedTotalFen: 168_000,
  };
  const { done, refused } = await race(buyer, 'placeOrder', () => ({ body }));
  assert.equal(done.length, 3);
  assert.deepEqual(new Set(refused), new Set(['orders/sold-out']));
});

test('placeOrder under one key is one order, answered eight times', async () => {
  const { listingId } = await people.sell(seller, { quantity: 8 });
  const address = await buyer.call<{ id: string }>('saveAddress', { body: people.shanghai });
  const lines = [{ listingId, quantity: 1 }];
  const body = { lines, addressId: address.id, expectedTotalFen: 168_000 };
  const { done } = await race(buyer, 'placeOrder', () => ({ body, key: 'one-order' }));
  assert.equal(done.length, times);
  assert.equal(new Set(done.map((answer) => JSON.stringify(answer.body))).size, 1);
  const listing = await buyer.call<{ stock: number }>('getListing', { params: { listingId } });
  assert.equal(listing.stock, 7);
  const other = { ...body, lines: [{ listingId, quantity: 2 }] };
  await buyer.refused('placeOrder', 'platform/idempotency-mismatch', {
    body: other,
    key: 'one-order',
  });
});

test('payOrder opens one cashier', async () => {
  const { listingId } = await people.sell(seller);
  const { orderId } = await people.buy(buyer, listingId);
  const { done } = await race(buyer, 'payOrder', () => ({ params: { orderId } }));
  const urls = new Set(done.map(({ body }) => (body as { cashierUrl: string }).cashierUrl));
  assert.equal(done.length, times);
  assert.equal(urls.size, 1);
});

test('a payment told eight times and queried meanwhile is held once', async () => {
  const { listingId } = await people.sell(seller);
  const { orderId } = await people.buy(buyer, listingId);
  const { attemptId } = await buyer.call<{ attemptId: string }>('payOrder', {
    params: { orderId },
  });
  product.sandbox.payments.control.setFaults({ duplicate: times, reorder: true });
  product.sandbox.payments.control.pay(attemptId);
  await people.passTime(buyer, 60_000);
  await product.sandbox.payments.control.drain();
  product.sandbox.payments.control.resetFaults();
  await people.until(async () => (await people.stateOf(buyer, orderId)) === 'WAIT_SHIP');
});

test('cancelOrder gives money and stock back once', async () => {
  const { listingId } = await people.sell(seller, { quantity: 2 });
  const { orderId } = await people.buy(buyer, listingId);
  await people.payAtCashier(product, buyer, orderId);
  const { done, refused } = await race(buyer, 'cancelOrder', () => ({ params: { orderId } }));
  assert.equal(done.length, 1);
  assert.deepEqual(new Set(refused), new Set(['orders/already-refunded']));
  const listing = await buyer.call<{ stock: number }>('getListing', { params: { listingId } });
  assert.equal(listing.stock, 2);
});

test('shipOrder ships once', async () => {
  const orderId = await paidOrder();
  const { done, refused } = await race(seller, 'shipOrder', (turn) => ({
    params: { orderId },
    body: { carrier: 'SF', waybillNo: `SF900000000000${turn}` },
  }));
  assert.equal(done.length, 1);
  assert.deepEqual(new Set(refused), new Set(['orders/already-shipped']));
});

test('cancelling and shipping at once: one of them happens', async () => {
  const orderId = await paidOrder();
  const params = { orderId };
  const answers = await Promise.all(
    Array.from({ length: times }, (_, turn) =>
      turn % 2 === 0
        ? buyer.send('cancelOrder', { params })
        : seller.send('shipOrder', {
            params,
            body: { carrier: 'YTO', waybillNo: `YT700000000000${turn}` },
          }),
    ),
  );
  assert.equal(answers.filter(({ status }) => status < 300).length, 1);
  assert.ok(answers.every(({ status }) => status < 500));
});

test('a void shipment, its correction and the carrier’s first scan at once leave one truth', async () => {
  const orderId = await paidOrder();
  const waybillNo = 'SF9100000000001';
  const params = { orderId };
  const body = { carrier: 'SF', waybillNo };
  await seller.call('shipOrder', { params, body });
  await product.app.settle();
  const courier = product.sandbox.courier.control;
  courier.hold(waybillNo);
  const { now } = await buyer.call<{ now: string }>('getClock');
  const { scanBy } = await buyer.call<{ scanBy: string }>('getOrder', { params });
  // Time passes without waking the workers: the race begins in this test, not before it.
  product.sandbox.clock.move(Date.parse(scanBy) - Date.parse(now) + 1000);
  courier.advance(waybillNo, 'PICKED_UP');
  const corrections = Array.from({ length: times }, (_, turn) =>
    seller.send('correctWaybill', {
      params,
      body: { carrier: 'SF', waybillNo: `SF910000000010${turn}` },
    }),
  );
  const rounds = Array.from({ length: times }, () => product.app.settle());
  const answers = await Promise.all(corrections);
  await Promise.all(rounds);
  assert.ok(answers.every(({ status }) => status < 500));
  const order = await buyer.call<{ state: string; events: { command: string }[] }>('getOrder', {
    params,
  });
  const corrected = answers.filter(({ status }) => status < 300).length;
  const written = order.events.filter(({ command }) => command === 'correct-waybill').length;
  assert.equal(written, corrected);
  assert.ok(corrected <= 3 && order.state === 'SHIPPED', `${order.state}, ${corrected} corrected`);
});

test('eight workers at once call a shipment void once', async () => {
  const orderId = await paidOrder();
  const params = { orderId };
  const waybillNo = 'SF9200000000001';
  await seller.call('shipOrder', { params, body: { carrier: 'SF', waybillNo } });
  await product.app.settle();
  product.sandbox.courier.control.hold(waybillNo);
  product.sandbox.clock.move(2 * dayMs + 1000);
  const clock = product.app.rooms.orders.parts.deadlines!.find(
    ({ kind }) => kind === 'orders/scan-by',
  )!;
  await Promise.all(
    Array.from({ length: times }, () => clock.handle(orderId, product.sandbox.clock.now())),
  );
  const order = await buyer.call<{ state: string; events: { command: string }[] }>('getOrder', {
    params,
  });
  const voids = order.events.filter(({ command }) => command === 'void-shipment');
  assert.deepEqual([order.state, voids.length], ['WAIT_SHIP', 1]);
});

test('handOverOrder hands over once', async () => {
  const orderId = await paidOrder({ delivery: 'virtual' });
  const { done } = await race(seller, 'handOverOrder', (turn) => ({
    params: { orderId },
    body: { virtualGoods: `KEY-${turn}` },
  }));
  assert.equal(done.length, 1);
});

test('confirmReceipt settles once', async () => {
  const orderId = await deliveredOrder();
  const before = await seller.call<{ availableFen: number }>('getWallet');
  const { done, refused } = await race(buyer, 'confirmReceipt', () => ({ params: { orderId } }));
  assert.equal(done.length, 1);
  assert.deepEqual(new Set(refused), new Set(['orders/already-received']));
  const after = await seller.call<{ availableFen: number }>('getWallet');
  assert.equal(after.availableFen - before.availableFen, 168_000 - 1008);
});

test('confirming and reporting a problem at once leaves one truth', async () => {
  const orderId = await deliveredOrder();
  const params = { orderId };
  const problem = { reason: 'damaged', words: '碎了' };
  const answers = await Promise.all(
    Array.from({ length: times }, (_, turn) =>
      turn % 2 === 0
        ? buyer.send('confirmReceipt', { params })
        : buyer.send('reportProblem', { params, body: problem }),
    ),
  );
  assert.ok(answers.every(({ status }) => status < 500));
  assert.equal(await people.stateOf(buyer, orderId), 'COMPLETED');
});

test('extendReceipt extends twice', async () => {
  const orderId = await deliveredOrder();
  const { done, refused } = await race(buyer, 'extendReceipt', () => ({ params: { orderId } }));
  assert.equal(done.length, 2);
  assert.deepEqual(new Set(refused), new Set(['orders/receipt-extensions-spent']));
});

test('reportProblem opens one problem', async () => {
  const orderId = await deliveredOrder();
  const body = { reason: 'fake', words: '像是假的' };
  const { done } = await race(buyer, 'reportProblem', () => ({ params: { orderId }, body }));
  assert.equal(done.length, 1);
});

test('requestWithdrawal takes the balance once', async () => {
  // The money of a first sale waits for three days.
  await people.passTime(seller, 3 * dayMs);
  await seller.call('bindPayoutAccount', {
    body: { bankName: '招商银行', account: '6225880123456789' },
  });
  const { availableFen } = await seller.call<{ availableFen: number }>('getWallet');
  assert.ok(availableFen > 0);
  const body = { amountFen: availableFen };
  const { done, refused } = await race(seller, 'requestWithdrawal', () => ({ body }));
  assert.equal(done.length, 1);
  assert.deepEqual(new Set(refused), new Set(['ledger/insufficient-balance']));
});

test('openProAccount: one person, one selling identity', async () => {
  const twins = await Promise.all(
    Array.from({ length: times }, (_, place) => people.join(product, `双胞胎${place}`)),
  );
  const idNumber = people.idNumber(800);
  for (const twin of twins) {
    await twin.call('submitRealName', { body: { name: '陆一鸣', idNumber } });
  }
  const answers = await Promise.all(twins.map((twin) => twin.send('openProAccount')));
  assert.equal(answers.filter(({ status }) => status < 300).length, 1);
  assert.ok(answers.every(({ status }) => status < 500));
});

test('sendMessage under one client id is one message', async () => {
  const { conversationId } = await buyer.call<{ conversationId: string }>('startConversation', {
    body: { memberId: seller.memberId },
  });
  const { done } = await race(buyer, 'sendMessage', () => ({
    params: { conversationId },
    body: { clientId: 'same', text: '在吗' },
  }));
  assert.equal(done.length, times);
  const { items } = await seller.call<{ items: unknown[] }>('listMessages', {
    params: { conversationId },
  });
  assert.equal(items.length, 1);
});

test('createListing under one key is one listing', async () => {
  const picture = await people.uploadPicture(seller);
  const body = {
    title: '只此一件',
    priceFen: 100,
    quantity: 1,
    condition: '95',
    flaw: '边角有磨损',
    delivery: 'pickup',
    pictureIds: [picture],
  };
  const { done } = await race(seller, 'createListing', () => ({ body, key: 'one-listing' }));
  assert.equal(done.length, times);
  const ids = new Set(done.map((answer) => (answer.body as { listingId: string }).listingId));
  assert.equal(ids.size, 1);
});
