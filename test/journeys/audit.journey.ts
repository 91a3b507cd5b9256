// Real: the whole product over HTTP, PostgreSQL, simulators; the audit over a copy of its views in
// which each invariant is broken once.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { dayMs, minuteMs } from '#platform/clock.ts';
import { invariants } from '../../src/audit/invariants.ts';
import { copyAudit, type AuditCopy } from '../support/audit-copy.ts';
import { twoOperators } from '../support/money-moves.ts';
import * as people from '../support/people.ts';
import { plantedBreaches } from '../support/planted-breaches.ts';
import { startProduct } from '../support/product.ts';

const product = await startProduct();
const seller = await people.seller(product);
const buyer = await people.join(product, '周予安');
const shelf = await people.sell(seller, { delivery: 'virtual', quantity: 9 });
let copy: AuditCopy;
let keys = 0;
const newKey = () => `buy-${(keys += 1)}`;

async function paidOrder(): Promise<string> {
  const { orderId } = await people.buy(buyer, shelf.listingId, { key: newKey() });
  await people.payAtCashier(product, buyer, orderId);
  return orderId;
}

async function handedOver(): Promise<string> {
  const orderId = await paidOrder();
  await seller.call('handOverOrder', { params: { orderId }, body: { virtualGoods: 'KEY' } });
  return orderId;
}

async function completeOne(): Promise<string> {
  const orderId = await handedOver();
  await buyer.call('confirmReceipt', { params: { orderId } });
  for (const person of [buyer, seller]) {
    await person.call('reviewOrder', { params: { orderId }, body: { step: 'good' } });
  }
  return orderId;
}

async function openAfterSale(orderId: string, reason: string): Promise<string> {
  const body = { type: 'PARTIAL', reason, words: '用不了' };
  const params = { orderId };
  const sale = await buyer.call<{ afterSaleId: string }>('openAfterSale', { params, body });
  return sale.afterSaleId;
}

/** More is taken back than the wallet holds, as two operators decide; another after-sale stays open. */
async function takeBackOne(): Promise<void> {
  const orderId = await completeOne();
  await people.passTime(seller, 3 * dayMs);
  const { availableFen } = await seller.call<{ availableFen: number }>('getWallet');
  await seller.call('requestWithdrawal', { body: { amountFen: availableFen } });
  const afterSaleId = await openAfterSale(orderId, 'hidden-fault');
  await seller.call('answerAfterSale', { params: { afterSaleId }, body: { answer: 'accept' } });
  const order = await buyer.call<{ totalFen: number }>('getOrder', { params: { orderId } });
  for (const by of ['阿远', '小汀']) {
    await people.decideAfterSale(product, { afterSaleId, refundFen: order.totalFen }, by);
  }
  await openAfterSale(await handedOver(), 'not-as-described');
}

async function withdrawSome(): Promise<void> {
  await people.passTime(seller, 3 * dayMs);
  await seller.call('bindPayoutAccount', {
    body: { bankName: '招商银行', account: '6222020200112233' },
  });
  await seller.call('requestWithdrawal', { body: { amountFen: 5_000 } });
  await people.until(async () => {
    await people.passTime(seller, minuteMs);
    await product.app.settle();
    const { items } = await seller.call<{ items: { state: string }[] }>('listWithdrawals');
    return items[0]?.state === 'PAID';
  });
}

async function refundOne(): Promise<void> {
  const orderId = await paidOrder();
  await buyer.call('cancelOrder', { params: { orderId } });
  await people.until(async () => {
    await people.passTime(buyer, minuteMs);
    await product.app.settle();
    const order = await buyer.call<{ guide: { money: string } }>('getOrder', {
      params: { orderId },
    });
    return order.guide.money === 'back-with-buyer';
  });
}

/** A refund comes back from the bank and is paid again; a payer disputes what they paid. */
async function unsettleSome(): Promise<void> {
  const { control } = product.sandbox.payments;
  const { rows } = await product.app.platform.database.pool.query<{ id: string }>(
    `select id from payments.refund where state = 'SUCCEEDED' order by id desc limit 1`,
  );
  control.failLater(`${rows[0]!.id}-0`);
  const { rows: paid } = await product.app.platform.database.pool.query<{ id: string }>(
    `select id from payments.attempt where outcome = 'held' order by id limit 1`,
  );
  control.dispute(paid[0]!.id, 'opened');
  await people.until(async () => {
    await people.passTime(buyer, minuteMs);
    await product.app.settle();
    const { rows: done } = await product.app.platform.database.pool.query(
      `select from payments.refund r, ledger.disputed d
      where r.id = $1 and r.state = 'SUCCEEDED' and r.failures = 1`,
      [rows[0]!.id],
    );
    return done.length > 0;
  });
}

async function chat(): Promise<void> {
  const { conversationId } = await buyer.call<{ conversationId: string }>('startConversation', {
    body: { memberId: seller.memberId, about: { kind: 'listing', ref: shelf.listingId } },
  });
  const body = { clientId: 'm1', text: '还在吗？' };
  await buyer.call('sendMessage', { params: { conversationId }, body });
}

async function react(): Promise<void> {
  const params = { noteId: shelf.noteId };
  await buyer.call('likeNote', { params });
  await buyer.call('saveNote', { params });
  const { id } = await buyer.call<{ id: string }>('commentOnNote', {
    params,
    body: { text: '还在吗？' },
  });
  await seller.call('likeComment', { params: { commentId: id } });
}

/** The bills of half a year come in several rounds; the trade stands in the last of them. */
async function billsFetched(): Promise<void> {
  await people.passTime(buyer, 2 * dayMs);
  await people.until(async () => {
    await people.passTime(buyer, 11 * minuteMs);
    await product.app.settle();
    const { rows } = await product.app.platform.database.pool.query(
      'select from payments.bill_line',
    );
    return rows.length > 0;
  });
}

/** Two operators make somebody a present. */
async function moveByHand(): Promise<void> {
  const { move } = await twoOperators(product);
  await move({ kind: 'goodwill', toId: buyer.memberId, amountFen: 500, reason: '久等了' });
}

async function reserveOne(): Promise<void> {
  const { listingId } = await people.sell(seller, { title: '留给你的' });
  await seller.call('reserveListing', {
    params: { listingId },
    body: { memberId: buyer.memberId },
  });
}

/** Every state that the invariants tell apart, over the bill of a day, and then the copy. */
before(async () => {
  await completeOne();
  await moveByHand();
  await withdrawSome();
  await takeBackOne();
  await refundOne();
  await unsettleSome();
  await chat();
  await react();
  await reserveOne();
  await billsFetched();
  await paidOrder();
  await people.buy(buyer, shelf.listingId);
  await product.app.settle();
  copy = await copyAudit(product.databaseUrl);
});

test('a trade leaves rows in every view, and breaks no invariant', async () => {
  const empty = [...copy.counts].filter(([, rows]) => rows === 0).map(([view]) => view);
  assert.deepEqual(empty, []);
  assert.deepEqual(await copy.firedBy('select'), []);
});

test('every invariant has a breach planted here, and no breach is of none', () => {
  assert.deepEqual(
    Object.keys(plantedBreaches).toSorted(),
    invariants.map(({ id }) => id).toSorted(),
  );
});

for (const [id, statements] of Object.entries(plantedBreaches)) {
  test(`${id} fires when it is broken, and nothing else does`, async () => {
    assert.deepEqual(await copy.firedBy(statements), [id]);
  });
}
