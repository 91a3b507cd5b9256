// Real: the whole product over HTTP, the payment simulator, PostgreSQL. A payer wins back at their
// bank what the order gave back too: who bears it, to the fen. The audit's invariants close the file.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { dayMs, minuteMs } from '#platform/clock.ts';
import type { OrderSeen, WalletSeen, Wish } from '../support/after-sale-seen.ts';
import * as people from '../support/people.ts';
import { startProduct } from '../support/product.ts';

const product = await startProduct();
const { control } = product.sandbox.payments;
const { pool } = product.app.platform.database;
const seller = await people.seller(product);
const buyer = await people.join(product, '周予安');
let operator = await people.operator(product);
const goods = { delivery: 'virtual', quantity: 20, priceFen: 10_000 } as const;
const { listingId } = await people.sell(seller, goods);
const reason = '支付渠道已判付款人胜';

// A second factor opens the console for half a day; what was sold is withdrawn before the next sale.
beforeEach(async () => {
  await people.passTime(buyer, 4 * dayMs);
  for (const person of [seller, buyer]) await people.signInAgain(product, person);
  await people.emptyWallet(product, seller);
  operator = await people.operator(product);
});

type Case = { id: string; outNo: string; state: string };
type Sale = { orderId: string; attemptId: string };

const walletOf = async () => {
  const { availableFen, owedFen } = await seller.call<WalletSeen>('getWallet');
  return [availableFen, owedFen];
};

async function handedOver(): Promise<Sale> {
  const { orderId, paymentAttemptId } = await people.buy(buyer, listingId, {
    key: crypto.randomUUID(),
  });
  await people.payAtCashier(product, buyer, orderId);
  await seller.call('handOverOrder', { params: { orderId }, body: { virtualGoods: 'KEY' } });
  return { orderId, attemptId: paymentAttemptId };
}

const confirm = ({ orderId }: Sale) => buyer.call('confirmReceipt', { params: { orderId } });

async function completed(): Promise<Sale> {
  const sale = await handedOver();
  await confirm(sale);
  return sale;
}

const wish = (amountFen: number, why = 'hidden-fault') => ({
  type: amountFen < 10_000 ? 'PARTIAL' : 'REFUND_ONLY',
  reason: why,
  amountFen,
});

async function open({ orderId }: Sale, asked: Wish): Promise<string> {
  const body = { words: '用不了', ...asked };
  const params = { orderId };
  const opened = await buyer.call<{ afterSaleId: string }>('openAfterSale', { params, body });
  return opened.afterSaleId;
}

const accept = (afterSaleId: string) =>
  seller.call('answerAfterSale', { params: { afterSaleId }, body: { answer: 'accept' } });

async function giveBack(sale: Sale, asked: Wish): Promise<void> {
  await accept(await open(sale, asked));
  await product.app.settle();
}

/** The payer disputes all of it and wins; answers the case. */
async function lost({ attemptId }: Sale): Promise<{ params: { caseId: string } }> {
  for (const step of ['opened', 'lost'] as const) {
    control.dispute(attemptId, step);
    await control.drain();
  }
  const { items } = await operator.call<{ items: Case[] }>('listReconciliationCases', {
    query: { state: 'OPEN', kind: 'disputed' },
  });
  const found = items.find(({ outNo }) => outNo === attemptId);
  assert.ok(found, 'the dispute is a case');
  return { params: { caseId: found.id } };
}

type Ending = 'repairReconciliationCase' | 'dismissReconciliationCase';

async function end(found: { params: { caseId: string } }, how: Ending): Promise<string> {
  const { state } = await operator.call<Case>(how, { ...found, body: { reason } });
  return state;
}

const repair = async (sale: Sale) => end(await lost(sale), 'repairReconciliationCase');

const orderOf = ({ orderId }: Sale) => buyer.call<OrderSeen>('getOrder', { params: { orderId } });

/** What the payer took back through the bank, by who bore it. */
async function borneOf({ orderId }: Sale): Promise<Record<string, number>> {
  const { rows } = await pool.query<{ who: string; fen: string }>(
    `select split_part(e.account, ':', 1) || case when e.account like 'world:%'
        then ':' || split_part(e.account, ':', 2) else '' end as who, sum(e.amount_fen) as fen
    from ledger.transfer t join ledger.entry e on e.bucket = t.bucket and e.transfer_id = t.id
    where t.order_id = $1 and t.kind = 'charge-back' group by 1`,
    [orderId],
  );
  return Object.fromEntries(rows.map(({ who, fen }) => [who, Number(fen)]));
}

test('what was given back before the settlement is not charged again', async () => {
  const sale = await handedOver();
  await giveBack(sale, wish(6_000, 'not-as-described'));
  await confirm(sale);
  assert.deepEqual(await walletOf(), [3_976, 0]);
  assert.equal(await repair(sale), 'REPAIRED');
  assert.deepEqual(await walletOf(), [0, 0]);
  const borne = { wallet: -3_976, fee: -24, 'world:goodwill': -6_000, 'world:simulator': 10_000 };
  assert.deepEqual(await borneOf(sale), borne);
});

test('what was taken back after it is not charged again', async () => {
  const sale = await completed();
  await giveBack(sale, wish(10_000));
  assert.deepEqual(await walletOf(), [0, 0]);
  assert.equal(await repair(sale), 'REPAIRED');
  assert.deepEqual(await walletOf(), [0, 0]);
  assert.deepEqual(await borneOf(sale), { 'world:goodwill': -10_000, 'world:simulator': 10_000 });
});

test('what was charged cannot be asked back once more', async () => {
  const sale = await completed();
  assert.equal(await repair(sale), 'REPAIRED');
  assert.deepEqual(await walletOf(), [0, 0]);
  const { feeFen, netFen } = await orderOf(sale);
  assert.deepEqual([feeFen, netFen], [0, 0]);
  const body = { words: '用不了', ...wish(10_000) };
  await buyer.refused('openAfterSale', 'aftersale/amount', {
    params: { orderId: sale.orderId },
    body,
  });
});

test('an after-sale that is open ends first; what it leaves is charged', async () => {
  const sale = await completed();
  const afterSaleId = await open(sale, wish(2_500));
  const found = await lost(sale);
  const ending = { ...found, body: { reason } };
  await operator.refused('repairReconciliationCase', 'orders/after-sale-open', ending);
  await accept(afterSaleId);
  await product.app.settle();
  assert.equal(await end(found, 'repairReconciliationCase'), 'REPAIRED');
  assert.deepEqual(await walletOf(), [0, 0]);
  assert.partialDeepStrictEqual(await borneOf(sale), { 'world:goodwill': -2_500 });
});

test('it waits only while the money is held; of a refunded order the house bears all', async () => {
  const sale = await handedOver();
  const found = await lost(sale);
  const ending = { ...found, body: { reason } };
  await operator.refused('repairReconciliationCase', 'ledger/sale-not-settled', ending);
  await giveBack(sale, wish(10_000, 'not-as-described'));
  assert.equal((await orderOf(sale)).state, 'REFUNDED');
  assert.equal(await end(found, 'repairReconciliationCase'), 'REPAIRED');
  assert.deepEqual(await walletOf(), [0, 0]);
  assert.deepEqual(await borneOf(sale), { 'world:goodwill': -10_000, 'world:simulator': 10_000 });
});

test('dismissed, the house bears all of it, and the seller can withdraw', async () => {
  const sale = await completed();
  assert.equal(await end(await lost(sale), 'dismissReconciliationCase'), 'DISMISSED');
  assert.deepEqual(await borneOf(sale), { 'world:goodwill': -10_000, 'world:simulator': 10_000 });
  assert.deepEqual(await walletOf(), [9_940, 0]);
  await people.passTime(seller, 4 * dayMs);
  await people.signInAgain(product, seller);
  await seller.call('requestWithdrawal', { body: { amountFen: 9_940 } });
});

test('only what is left of its sale waits for a dispute', async () => {
  const [kept, sale] = [await completed(), await handedOver()];
  await giveBack(sale, wish(6_000, 'not-as-described'));
  await confirm(sale);
  control.dispute(sale.attemptId, 'opened');
  await control.drain();
  await people.passTime(seller, 4 * dayMs + minuteMs);
  await people.signInAgain(product, seller);
  const wallet = await seller.call<WalletSeen & { withdrawableFen: number }>('getWallet');
  assert.equal(wallet.availableFen, 9_940 + 3_976, kept.orderId);
  assert.equal(wallet.withdrawableFen, 9_940);
});
