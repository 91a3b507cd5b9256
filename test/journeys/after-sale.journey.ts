// Real: the whole product over HTTP, PostgreSQL, its workers, payment and courier simulators as
// services. Simulated: the bank, the courier's vans, the passing of days.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { dayMs, hourMs, minuteMs } from '#platform/clock.ts';
import type { AfterSaleSeen, OrderSeen, WalletSeen, Wish } from '../support/after-sale-seen.ts';
import * as people from '../support/people.ts';
import { startProduct } from '../support/product.ts';

const product = await startProduct();
const seller = await people.seller(product);
const buyer = await people.join(product, '周予安');
const home = await seller.call<{ id: string }>('saveAddress', {
  body: { ...people.shanghai, name: '林小满', phone: '13700002222' },
});

// A member lists a few things a day at first: every test has a day of its own. Sessions end too.
beforeEach(async () => {
  await people.passTime(buyer, dayMs);
  for (const person of [seller, buyer]) await people.signInAgain(product, person);
});

const walletOf = (person: people.Person) => person.call<WalletSeen>('getWallet');
const orderOf = (orderId: string) => buyer.call<OrderSeen>('getOrder', { params: { orderId } });
const saleOf = (afterSaleId: string, by = buyer) =>
  by.call<AfterSaleSeen>('getAfterSale', { params: { afterSaleId } });

async function open(orderId: string, wish: Wish): Promise<string> {
  const { afterSaleId } = await buyer.call<{ afterSaleId: string }>('openAfterSale', {
    params: { orderId },
    body: { words: '看图', ...wish },
  });
  return afterSaleId;
}

const answer = (by: people.Person, afterSaleId: string, body: object) =>
  by.call('answerAfterSale', { params: { afterSaleId }, body: body as Record<string, unknown> });

async function paid(terms: Partial<people.ListingTerms> = {}): Promise<string> {
  const { listingId } = await people.sell(seller, { freightFen: 1000, priceFen: 20_000, ...terms });
  const { orderId } = await people.buy(buyer, listingId);
  await people.payAtCashier(product, buyer, orderId);
  return orderId;
}

let lastNumber = 7_000_000_000_000;
const newNumber = () => `SF${(lastNumber += 1)}`;

async function push(waybillNo: string): Promise<void> {
  await product.app.settle();
  await buyer.call('advanceParcel', { params: { waybillNo }, body: { to: 'DELIVERED' } });
  await people.passTime(buyer, 31 * minuteMs);
  await product.app.settle();
}

async function delivered(terms: Partial<people.ListingTerms> = {}): Promise<string> {
  const orderId = await paid(terms);
  const waybillNo = newNumber();
  const body = { carrier: 'SF', waybillNo };
  await seller.call('shipOrder', { params: { orderId }, body });
  await push(waybillNo);
  await people.until(async () => (await people.stateOf(buyer, orderId)) === 'DELIVERED');
  return orderId;
}

/** Lets a time pass and everything due happen. */
async function live(ms: number): Promise<void> {
  await people.passTime(buyer, ms);
  await product.app.settle();
}

const decide = (afterSaleId: string, refundFen: number, by?: string) =>
  people.decideAfterSale(product, { afterSaleId, refundFen }, by);

async function sendBack(afterSaleId: string, freightFen = 0): Promise<void> {
  const waybillNo = newNumber();
  await buyer.call('shipReturn', {
    params: { afterSaleId },
    body: { carrier: 'SF', waybillNo, freightFen },
  });
  await push(waybillNo);
}

const emptyWallet = () => live(4 * dayMs).then(() => people.emptyWallet(product, seller));

test('return and refund: agreed, sent back, checked, every fen back with the buyer', async () => {
  const orderId = await delivered();
  const afterSaleId = await open(orderId, { type: 'RETURN_REFUND', reason: 'not-as-described' });
  assert.equal((await orderOf(orderId)).confirmBy, null, 'the clock stands still');
  assert.deepEqual((await saleOf(afterSaleId, seller)).guide.actions, [
    'accept-return',
    'counter',
    'refuse',
  ]);
  await seller.refused('answerAfterSale', 'aftersale/address-needed', {
    params: { afterSaleId },
    body: { answer: 'accept' },
  });
  await answer(seller, afterSaleId, { answer: 'accept', addressId: home.id });
  assert.equal((await saleOf(afterSaleId)).returnAddress?.name, '林小满');
  const before = await walletOf(seller);
  await sendBack(afterSaleId, 1200);
  const arrived = await saleOf(afterSaleId, seller);
  assert.deepEqual([arrived.state, arrived.guide.actor], ['WAIT_SELLER_RECEIVE', 'seller']);
  await seller.call('confirmReturn', { params: { afterSaleId }, body: { outcome: 'right' } });
  await product.app.settle();
  const order = await orderOf(orderId);
  assert.deepEqual([order.state, order.refundedFen], ['REFUNDED', 21_000]);
  await people.until(async () => (await orderOf(orderId)).guide.money === 'back-with-buyer');
  const { state, compatCode, refundedFen } = await saleOf(afterSaleId);
  assert.deepEqual([state, compatCode, refundedFen], ['REFUNDED', 5, 21_000]);
  assert.equal((await saleOf(afterSaleId)).returnAddress, null, 'it is needed no longer');
  // Misdescribed: the way back is the seller's, out of the wallet or as a debt.
  const after = await walletOf(seller);
  assert.equal(after.availableFen - after.owedFen, before.availableFen - before.owedFen - 1200);
  assert.equal((await walletOf(buyer)).availableFen, 1200);
});

test('a change of mind keeps the freight with the seller, who is not bound by silence', async () => {
  const orderId = await delivered();
  const wish = { type: 'RETURN_REFUND', reason: 'changed-mind' };
  await buyer.refused('openAfterSale', 'aftersale/amount', {
    params: { orderId },
    body: { words: '不想要了', ...wish, amountFen: 20_001 },
  });
  const silent = await open(orderId, wish);
  await live(48 * hourMs);
  assert.deepEqual((await saleOf(silent)).endReason, 'close-by-silence');
  const agreed = await open(orderId, wish);
  await answer(seller, agreed, { answer: 'accept', addressId: home.id });
  await sendBack(agreed, 1500);
  const wallet = await walletOf(buyer);
  await seller.call('confirmReturn', {
    params: { afterSaleId: agreed },
    body: { outcome: 'right' },
  });
  assert.equal((await walletOf(buyer)).availableFen, wallet.availableFen, 'the way back is theirs');
  const order = await orderOf(orderId);
  assert.deepEqual([order.state, order.refundedFen], ['DELIVERED', 20_000]);
  await buyer.call('confirmReceipt', { params: { orderId } });
  const done = await orderOf(orderId);
  assert.deepEqual([done.feeFen, done.netFen], [6, 994], 'the fee is that of what was kept');
});

test('silence: a return is accepted, then its address is asked for, then it is looked into', async () => {
  const orderId = await delivered();
  const afterSaleId = await open(orderId, { type: 'RETURN_REFUND', reason: 'damaged' });
  await live(48 * hourMs);
  assert.equal((await saleOf(afterSaleId)).state, 'WAIT_RETURN_ADDRESS');
  await live(24 * hourMs);
  assert.equal((await saleOf(afterSaleId)).state, 'DISPUTED');
  await decide(afterSaleId, 5_000);
  const order = await orderOf(orderId);
  assert.deepEqual([order.state, order.refundedFen], ['DELIVERED', 5_000]);
  assert.notEqual(order.confirmBy, null, 'the clock goes on');
});

test('silence never gives a refund without the goods after shipping', async () => {
  const orderId = await delivered();
  const afterSaleId = await open(orderId, { type: 'REFUND_ONLY', reason: 'missing-parts' });
  await live(48 * hourMs);
  const sale = await saleOf(afterSaleId);
  assert.deepEqual([sale.state, sale.compatCode, sale.guide.actor], ['DISPUTED', 9, 'operator']);
  await live(30 * dayMs);
  assert.equal((await orderOf(orderId)).refundedFen, 0);
  await decide(afterSaleId, 0);
  assert.equal((await saleOf(afterSaleId)).state, 'CLOSED');
});

test('a cancellation: silence of a day gives it, and stock comes back', async () => {
  const orderId = await paid();
  await live(2 * hourMs);
  const { shipBy } = await orderOf(orderId);
  const first = await open(orderId, { type: 'CANCEL', reason: 'changed-mind' });
  await seller.refused('shipOrder', 'orders/after-sale-open', {
    params: { orderId },
    body: { carrier: 'SF', waybillNo: newNumber() },
  });
  await live(hourMs);
  await answer(seller, first, { answer: 'refuse', words: '已经打包了' });
  // Nothing is disputed yet: the order goes on at once, and the seller may ship.
  assert.equal((await saleOf(first)).endReason, 'refuse-cancel');
  const pausedMs = Date.parse((await orderOf(orderId)).shipBy!) - Date.parse(shipBy!);
  assert.ok(pausedMs >= hourMs && pausedMs < hourMs + minuteMs, 'the promise waits as long');
  const second = await open(orderId, { type: 'CANCEL', reason: 'changed-mind' });
  await live(24 * hourMs);
  assert.equal((await saleOf(second)).endReason, 'cancel-by-silence');
  const order = await orderOf(orderId);
  assert.deepEqual([order.state, order.refundedFen], ['REFUNDED', 21_000]);
});

test('a part by agreement: three amounts at most, and the fee on what was kept', async () => {
  const orderId = await delivered();
  const wish = { type: 'PARTIAL', reason: 'not-as-described', amountFen: 8_000 };
  const afterSaleId = await open(orderId, wish);
  await answer(seller, afterSaleId, { answer: 'counter', amountFen: 2_000 });
  await answer(buyer, afterSaleId, { answer: 'counter', amountFen: 6_000 });
  await answer(seller, afterSaleId, { answer: 'counter', amountFen: 4_001 });
  await buyer.refused('answerAfterSale', 'aftersale/counters-spent', {
    params: { afterSaleId },
    body: { answer: 'counter', amountFen: 5_000 },
  });
  await buyer.refused('answerAfterSale', 'aftersale/changed', {
    params: { afterSaleId },
    body: { answer: 'accept', eventCount: 3 },
  });
  await answer(buyer, afterSaleId, { answer: 'accept', eventCount: 4 });
  await product.app.settle();
  const before = await walletOf(seller);
  await buyer.call('confirmReceipt', { params: { orderId } });
  const order = await orderOf(orderId);
  assert.deepEqual([order.refundedFen, order.feeFen, order.netFen], [4_001, 101, 16_898]);
  const after = await walletOf(seller);
  assert.equal(after.availableFen - after.owedFen, before.availableFen - before.owedFen + 16_898);
});

test('a hidden fault, taken back from an empty wallet by an operator’s decision, becomes a debt', async () => {
  const orderId = await delivered();
  await buyer.call('confirmReceipt', { params: { orderId } });
  await emptyWallet();
  await buyer.refused('openAfterSale', 'aftersale/window-over', {
    params: { orderId },
    body: { type: 'RETURN_REFUND', reason: 'damaged', words: '晚了' },
  });
  const afterSaleId = await open(orderId, { type: 'PARTIAL', reason: 'hidden-fault' });
  // Nobody's yes alone makes the protection fund pay.
  await answer(seller, afterSaleId, { answer: 'accept' });
  const handed = await saleOf(afterSaleId);
  assert.deepEqual([handed.state, handed.events.at(-1)?.command], ['DISPUTED', 'hand-to-operator']);
  assert.equal((await walletOf(seller)).owedFen, 0);
  // Nor does one operator's; another one has to say the same.
  await decide(afterSaleId, 21_000);
  await decide(afterSaleId, 20_000, '小北');
  const { state, events } = await saleOf(afterSaleId);
  assert.deepEqual([state, events.at(-1)?.command], ['DISPUTED', 'propose-refund']);
  await decide(afterSaleId, 20_000, '小南');
  await product.app.settle();
  const order = await orderOf(orderId);
  assert.deepEqual([order.state, order.refundedFen, order.feeFen], ['COMPLETED', 20_000, 6]);
  // 20,000 less the fee's part of 120 that the platform gives back itself.
  const empty = await walletOf(seller);
  assert.deepEqual([empty.availableFen, empty.owedFen], [0, 19_880]);
  // What comes in next repays it first.
  const next = await delivered({ priceFen: 30_000, freightFen: 0 });
  await buyer.call('confirmReceipt', { params: { orderId: next } });
  const wallet = await walletOf(seller);
  assert.deepEqual([wallet.availableFen, wallet.owedFen], [29_820 - 19_880, 0]);
  type Line = { kind: string; amountFen: number };
  const { items } = await seller.call<{ items: Line[] }>('listWalletEntries');
  assert.deepEqual(
    items.slice(0, 2).map(({ kind, amountFen }) => [kind, amountFen]),
    [
      ['repay-debt', -19_880],
      ['settle', 29_820],
    ],
  );
});

type Pending = { orderId: string; amountFen: number; reason: string };

test('money of a settled sale stays in the wallet while its after-sale is open', async () => {
  const orderId = await delivered();
  await buyer.call('confirmReceipt', { params: { orderId } });
  await emptyWallet();
  const sold = await delivered();
  await buyer.call('confirmReceipt', { params: { orderId: sold } });
  await live(4 * dayMs);
  const wish = { type: 'REFUND_ONLY', reason: 'hidden-fault' };
  const waitsFor = async () => {
    const { pending } = await seller.call<{ pending: Pending[] }>('getWallet');
    return pending.map(({ orderId: of, amountFen, reason }) => [of, amountFen, reason]);
  };
  const first = await open(sold, wish);
  assert.deepEqual(await waitsFor(), [[sold, 20_874, 'after-sale']]);
  await seller.refused('requestWithdrawal', 'ledger/not-yet-available', {
    body: { amountFen: 20_874 },
  });
  await buyer.call('withdrawAfterSale', { params: { afterSaleId: first } });
  assert.deepEqual(await waitsFor(), []);
  // What waited is there to be taken back, and no operator is needed.
  const second = await open(sold, wish);
  await answer(seller, second, { answer: 'accept' });
  assert.equal((await saleOf(second)).state, 'REFUNDED');
  assert.deepEqual(await waitsFor(), []);
  const { availableFen, owedFen } = await walletOf(seller);
  assert.deepEqual([availableFen, owedFen], [0, 0]);
});

test('no refund waits for a way back that the seller cannot pay; the fund lays out a little', async () => {
  await emptyWallet();
  const orderId = await delivered({ freightFen: 6000 });
  const afterSaleId = await open(orderId, { type: 'RETURN_REFUND', reason: 'damaged' });
  await answer(seller, afterSaleId, { answer: 'accept', addressId: home.id });
  await sendBack(afterSaleId, 5000);
  await seller.call('confirmReturn', { params: { afterSaleId }, body: { outcome: 'right' } });
  assert.deepEqual(
    [(await orderOf(orderId)).state, (await walletOf(seller)).owedFen],
    ['REFUNDED', 2000],
  );
  // Whoever owes that much is lent no more.
  const next = await delivered();
  const again = await open(next, { type: 'RETURN_REFUND', reason: 'damaged' });
  await answer(seller, again, { answer: 'accept', addressId: home.id });
  await sendBack(again, 100);
  const right = { params: { afterSaleId: again }, body: { outcome: 'right' } };
  await seller.call('confirmReturn', right);
  assert.deepEqual(
    [(await orderOf(next)).state, (await walletOf(seller)).owedFen],
    ['REFUNDED', 2000],
  );
});

test('a fake can be brought up for thirty days, a hidden fault for seven', async () => {
  const orderId = await delivered();
  await buyer.call('confirmReceipt', { params: { orderId } });
  await live(8 * dayMs);
  for (const person of [seller, buyer]) await people.signInAgain(product, person);
  const body = { type: 'RETURN_REFUND', words: '刚鉴定出来' };
  await buyer.refused('openAfterSale', 'aftersale/window-over', {
    params: { orderId },
    body: { ...body, reason: 'hidden-fault' },
  });
  await live(21 * dayMs);
  const afterSaleId = await open(orderId, { type: 'RETURN_REFUND', reason: 'fake' });
  await buyer.call('withdrawAfterSale', { params: { afterSaleId } });
  await live(2 * dayMs);
  await buyer.refused('openAfterSale', 'aftersale/window-over', {
    params: { orderId },
    body: { ...body, reason: 'fake' },
  });
});

test('an exchange: back, checked, sent anew, confirmed; the order goes on', async () => {
  const orderId = await delivered();
  const afterSaleId = await open(orderId, { type: 'EXCHANGE', reason: 'damaged' });
  await answer(seller, afterSaleId, { answer: 'accept', addressId: home.id });
  await sendBack(afterSaleId, 1200);
  await seller.call('confirmReturn', { params: { afterSaleId }, body: { outcome: 'right' } });
  type Due = { replacementAddress: { name: string } | null };
  const due = await seller.call<Due>('getAfterSale', { params: { afterSaleId } });
  assert.equal(due.replacementAddress?.name, people.shanghai.name);
  const waybillNo = newNumber();
  await seller.call('shipReplacement', {
    params: { afterSaleId },
    body: { carrier: 'SF', waybillNo },
  });
  await push(waybillNo);
  assert.equal((await saleOf(afterSaleId)).guide.otherwise, 'confirm-replacement');
  const [sold, bought] = [await walletOf(seller), await walletOf(buyer)];
  await live(3 * dayMs);
  assert.equal((await saleOf(afterSaleId)).state, 'EXCHANGED');
  // Damaged: the way back is the seller's here as well, once the exchange has come right.
  const wallet = await walletOf(seller);
  assert.equal(wallet.availableFen - wallet.owedFen, sold.availableFen - sold.owedFen - 1200);
  assert.equal((await walletOf(buyer)).availableFen, bought.availableFen + 1200);
  const order = await orderOf(orderId);
  assert.deepEqual([order.state, order.refundedFen], ['DELIVERED', 0]);
  assert.notEqual(order.confirmBy, null);
});

test('what came back is refused only with its opening photographed for this order', async () => {
  const orderId = await delivered();
  const afterSaleId = await open(orderId, { type: 'RETURN_REFUND', reason: 'not-as-described' });
  await answer(seller, afterSaleId, { answer: 'accept', addressId: home.id });
  const early = await people.uploadPicture(seller, '#112233');
  await people.passTime(buyer, 1000);
  await sendBack(afterSaleId);
  type Capture = { captureId: string; code: string };
  const openCapture = (person: people.Person, stage: string) =>
    person.call<Capture>('openCapture', { params: { orderId }, body: { stage } });
  await buyer.refused('openCapture', 'aftersale/not-your-part', {
    params: { orderId },
    body: { stage: 'return-opening' },
  });
  const { captureId, code } = await openCapture(seller, 'return-opening');
  assert.match(code, /^[0-9A-Z]{6}$/);
  const wrong = { outcome: 'wrong', words: '寄回来的不是原来那台', captureId };
  await seller.refused('confirmReturn', 'aftersale/capture-needed', {
    params: { afterSaleId },
    body: wrong,
  });
  const params = { captureId };
  await seller.refused('takeCapture', 'aftersale/capture-old-picture', {
    params,
    body: { pictureIds: [early] },
  });
  await buyer.refused('takeCapture', 'platform/not-found', {
    params,
    body: { pictureIds: [early] },
  });
  const picture = await people.uploadPicture(seller, '#332211');
  await seller.call('takeCapture', {
    params,
    body: { pictureIds: [picture], serial: 'SN-2207', weightGrams: 830 },
  });
  await seller.refused('takeCapture', 'aftersale/capture-over', {
    params,
    body: { pictureIds: [picture] },
  });
  await seller.call('confirmReturn', { params: { afterSaleId }, body: wrong });
  const sale = await saleOf(afterSaleId);
  assert.equal(sale.state, 'DISPUTED');
  const late = await openCapture(seller, 'packing');
  await people.passTime(buyer, 16 * minuteMs);
  await seller.refused('takeCapture', 'aftersale/capture-over', {
    params: { captureId: late.captureId },
    body: { pictureIds: [picture] },
  });
  type Shown = { captures: { by: string; code: string; serial: string; weightGrams: number }[] };
  const { captures } = await buyer.call<Shown>('listAfterSales', { params: { orderId } });
  assert.deepEqual(
    captures.map(({ by, serial, weightGrams }) => [by, serial, weightGrams]),
    [['seller', 'SN-2207', 830]],
  );
  const operator = await people.operator(product);
  const waiting = await operator.call<{ items: { id: string }[] }>('listDisputedAfterSales');
  assert.ok(waiting.items.some(({ id }) => id === afterSaleId));
  await decide(afterSaleId, 21_000);
  assert.equal((await orderOf(orderId)).state, 'REFUNDED');
});

test('silence at the return: what arrived is refunded, what never went back is closed', async () => {
  const first = await delivered();
  const arrived = await open(first, { type: 'RETURN_REFUND', reason: 'damaged' });
  await answer(seller, arrived, { answer: 'accept', addressId: home.id });
  await sendBack(arrived);
  await live(3 * dayMs);
  assert.equal((await saleOf(arrived)).endReason, 'refund-by-silence');
  assert.equal((await orderOf(first)).state, 'REFUNDED');

  const second = await delivered();
  const never = await open(second, { type: 'RETURN_REFUND', reason: 'damaged' });
  await answer(seller, never, { answer: 'accept', addressId: home.id });
  await live(7 * dayMs);
  assert.equal((await saleOf(never)).endReason, 'close-by-silence');
  assert.equal((await orderOf(second)).state, 'DELIVERED');
});

test('no operator decides an after-sale of their own, on either side', async () => {
  const { listingId } = await people.sell(seller, { freightFen: 0 });
  const interested = await people.operator(product, '自己人');
  const { orderId } = await people.buy(interested, listingId);
  await people.payAtCashier(product, interested, orderId);
  const { afterSaleId } = await interested.call<{ afterSaleId: string }>('openAfterSale', {
    params: { orderId },
    body: { type: 'CANCEL', reason: 'other', words: '不想要了' },
  });
  const params = { afterSaleId };
  for (const refundFen of [0, 168_000]) {
    await interested.refused('decideAfterSale', 'aftersale/own-matter', {
      params,
      body: { refundFen, reason: '我自己的' },
    });
  }
  await decide(afterSaleId, 168_000);
  assert.equal(await people.stateOf(interested, orderId), 'REFUNDED');
});

test('confirming receipt, or cancelling, leaves nothing to ask for', async () => {
  const orderId = await delivered();
  const afterSaleId = await open(orderId, { type: 'PARTIAL', reason: 'other', amountFen: 100 });
  await buyer.call('confirmReceipt', { params: { orderId } });
  assert.equal((await saleOf(afterSaleId)).endReason, 'end-with-order');
  await seller.refused('answerAfterSale', 'aftersale/not-now', {
    params: { afterSaleId },
    body: { answer: 'accept' },
  });
  assert.equal((await orderOf(orderId)).state, 'COMPLETED');

  const unsent = await paid();
  const asked = await open(unsent, { type: 'CANCEL', reason: 'changed-mind' });
  await buyer.call('cancelOrder', { params: { orderId: unsent } });
  assert.equal((await saleOf(asked)).endReason, 'end-with-order');
});

test('a refused buyer may take it further for seven days; each side is told, and reminded', async () => {
  const orderId = await delivered();
  const afterSaleId = await open(orderId, { type: 'REFUND_ONLY', reason: 'damaged' });
  await product.app.settle();
  type Duties = { items: { type: string }[] };
  const duties = await seller.call<Duties>('listDuties');
  assert.ok(duties.items.some(({ type }) => type === 'aftersale/duty.answer'));
  await answer(seller, afterSaleId, { answer: 'refuse', words: '发货前已拍视频' });
  await product.app.settle();
  type Notices = { items: { type: string }[] };
  const told = await buyer.call<Notices>('listNotifications');
  assert.ok(told.items.some(({ type }) => type === 'aftersale/refuse.buyer'));
  await live(6 * dayMs);
  await buyer.call('escalateAfterSale', {
    params: { afterSaleId },
    body: { words: '视频里没有封箱' },
  });
  assert.equal((await saleOf(afterSaleId)).state, 'DISPUTED');
});
