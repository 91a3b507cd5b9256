// Real: the whole product over HTTP, the payment simulator, PostgreSQL. A payer disputes payments
// at their bank; the operator ends the cases, eight times at once; the audit's invariants close the
// file.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayMs } from '#platform/clock.ts';
import * as people from '../support/people.ts';
import { startProduct } from '../support/product.ts';
import { race, raceTimes } from '../support/race.ts';

const product = await startProduct();
const { control } = product.sandbox.payments;
const { pool } = product.app.platform.database;
const seller = await people.seller(product);
const buyer = await people.join(product, '周予安');
let operator = await people.operator(product);
const { listingId } = await people.sell(seller, { delivery: 'virtual', quantity: 9 });
const reason = '支付渠道已判付款人胜';

type Case = {
  id: string;
  kind: string;
  repair: string;
  state: string;
  orderId: string;
  evidenceBy: string | null;
  closedBy: string | null;
};

/** A finished sale whose payment is disputed, and its case. */
async function disputed(step: 'opened' | 'lost') {
  const { orderId, paymentAttemptId } = await people.buy(buyer, listingId, {
    key: crypto.randomUUID(),
  });
  await people.payAtCashier(product, buyer, orderId);
  await seller.call('handOverOrder', { params: { orderId }, body: { virtualGoods: 'KEY' } });
  await buyer.call('confirmReceipt', { params: { orderId } });
  control.dispute(paymentAttemptId, 'opened');
  if (step === 'lost') {
    await control.drain();
    control.dispute(paymentAttemptId, 'lost');
  }
  await control.drain();
  const { items } = await operator.call<{ items: Case[] }>('listReconciliationCases', {
    query: { state: 'OPEN', kind: 'disputed' },
  });
  const found = items.find((one) => one.orderId === orderId);
  assert.ok(found, 'the dispute is a case');
  return { orderId, attemptId: paymentAttemptId, found, params: { caseId: found.id } };
}

async function countOf(query: string, ref: string): Promise<number> {
  const { rows } = await pool.query<{ n: number }>(query, [ref]);
  return rows[0]!.n;
}

const lossesOf = (orderId: string) =>
  countOf(
    `select count(*)::int as n from ledger.transfer where order_id = $1 and kind = 'charge-back'`,
    orderId,
  );

/** Those of them that their seller bears. */
const chargesOf = (orderId: string) =>
  countOf(
    `select count(distinct t.id)::int as n from ledger.transfer t
    join ledger.entry e on e.bucket = t.bucket and e.transfer_id = t.id
    where t.order_id = $1 and t.kind = 'charge-back' and e.account ~ '^wallet:|:protection$'`,
    orderId,
  );

test('an undecided dispute waits with its deadline, and its money cannot be withdrawn', async () => {
  const { found, params, attemptId } = await disputed('opened');
  assert.equal(found.repair, 'await-verdict');
  assert.ok(found.evidenceBy);
  const ending = { params, body: { reason } };
  await operator.refused('repairReconciliationCase', 'payments/dispute-undecided', ending);
  await operator.refused('dismissReconciliationCase', 'payments/dispute-undecided', ending);
  await people.passTime(seller, 4 * dayMs);
  // A second factor opens the console for half a day.
  operator = await people.operator(product);
  const wallet = await seller.call<{
    withdrawableFen: number;
    availableFen: number;
    pending: { reason: string }[];
  }>('getWallet');
  assert.equal(wallet.withdrawableFen, 0);
  assert.ok(wallet.availableFen > 0 && wallet.pending[0]?.reason === 'disputed');
  control.dispute(attemptId, 'won');
  await control.drain();
  const ended = await operator.call<Case>('getReconciliationCase', { params });
  assert.deepEqual([ended.state, ended.closedBy], ['EXPLAINED', null]);
});

test('a lost dispute carried out eight times at once is charged once', async () => {
  const { params, orderId } = await disputed('lost');
  await seller.refused('repairReconciliationCase', 'platform/not-allowed', {
    params,
    body: { reason },
  });
  const ends = await race(operator, 'repairReconciliationCase', () => ({
    params,
    body: { reason },
  }));
  assert.equal(ends.done.length, raceTimes);
  assert.deepEqual([await lossesOf(orderId), await chargesOf(orderId)], [1, 1]);
  const { items } = await operator.call<{ items: { action: string; reason: string }[] }>(
    'listAuditLog',
    { query: { subject: `reconciliation:${params.caseId}` } },
  );
  assert.deepEqual(
    items.map((one) => [one.action, one.reason]),
    [['payments/repair-case', reason]],
  );
});

test('carried out and dismissed at once: one of them, and charged as that one says', async () => {
  const { params, orderId } = await disputed('lost');
  await Promise.all([
    race(operator, 'repairReconciliationCase', () => ({ params, body: { reason } })),
    race(operator, 'dismissReconciliationCase', () => ({ params, body: { reason } })),
  ]);
  const { state } = await operator.call<Case>('getReconciliationCase', { params });
  assert.equal(await lossesOf(orderId), 1, 'booked once, whoever bears it');
  assert.equal(await chargesOf(orderId), state === 'REPAIRED' ? 1 : 0, state);
});
