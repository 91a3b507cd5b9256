// Real: PostgreSQL, ledger, deadlines, the audit's invariants. Fake: the provider (scripted here),
// the room above that owns the orders, verified names, notifications, the operators' log, the clock.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayMs } from '#platform/clock.ts';
import { newId, sql } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import { openPaymentsRoom } from '../../../test/support/payments-room.ts';
import { refused } from '../../../test/support/refused.ts';
import type { BillLine } from './provider.ts';

const room = await openPaymentsRoom();
const { database, clock, provider, payments, worker, tell, row, attempt, acts, told } = room;
const { atCashier, giveBack, fetchBills, richMember, available, ledger } = room;

const reason = '已与支付渠道核对';
const operator = {
  actor: { memberId: '77', sessionId: '1', isOperator: true, secondFactorAt: new Date() },
  locale: 'zh-CN',
} as const;

/** The cases of a number, as far as they are. */
async function casesOf(outNo: string) {
  const { items } = await payments.listCases({ limit: 500 });
  return items.filter((one) => one.outNo === outNo);
}

async function onlyCaseOf(outNo: string) {
  const found = await casesOf(outNo);
  assert.equal(found.length, 1, JSON.stringify(found.map(({ kind, state }) => [kind, state])));
  return found[0]!;
}

/** Lets days pass; their bills come in one by one. */
async function pass(days: number): Promise<void> {
  for (let day = 0; day < days; day += 1) {
    clock.move(dayMs);
    await fetchBills();
  }
}

/** Every bill is downloaded and held against the books once more. */
async function issueBillsAnew(): Promise<void> {
  await sql`delete from payments.bill_day`.execute(database.sql);
  await fetchBills();
}

async function paidOrder(amountFen = 10_000n) {
  const order = await atCashier(amountFen);
  await tell(provider.pay(order.attemptId));
  return order;
}

async function refundedOrder() {
  const order = await paidOrder();
  const refundId = await giveBack(order.orderId);
  await worker.drain();
  assert.equal((await row<{ state: string }>('refund', refundId)).state, 'SUCCEEDED');
  return { ...order, refundId };
}

const without = (outNo: string) => (lines: BillLine[]) =>
  lines.filter((one) => one.outNo.split('-')[0] !== outNo);

test('a line of a number that is not ours is one case, however often its bill is issued', async () => {
  const outNo = await newId(database.sql, 3);
  const stranger = { kind: 'payment', outNo, amountFen: 500n, transactionId: 'S' } as const;
  let onDay = '';
  provider.editBills((lines, day) => {
    onDay ||= day;
    return day === onDay ? [...lines, { ...stranger, at: new Date(`${day}T04:00:00Z`) }] : lines;
  });
  await pass(2);
  await issueBillsAnew();
  const found = await onlyCaseOf(outNo);
  assert.partialDeepStrictEqual(found, {
    kind: 'not-in-books',
    subject: 'payment',
    ourFen: null,
    theirFen: 500n,
    repair: 'note',
    state: 'OPEN',
  });
  await payments.dismissCase(operator, { caseId: found.id, reason });
  await issueBillsAnew();
  assert.partialDeepStrictEqual(await onlyCaseOf(outNo), { state: 'DISMISSED', closedBy: '77' });
  const act = { operatorId: '77', action: 'payments/dismiss-case', reason };
  assert.partialDeepStrictEqual(acts.at(-1), act);
});

test('a payment on no bill is a case after a day of grace, and a late line closes it', async () => {
  const { attemptId } = await paidOrder();
  provider.editBills(without(attemptId));
  await pass(1);
  assert.deepEqual(await casesOf(attemptId), [], 'its line may be late');
  await pass(1);
  const found = await onlyCaseOf(attemptId);
  const differs = { kind: 'not-on-bill', ourFen: 10_000n, theirFen: null, repair: 'ask-again' };
  assert.partialDeepStrictEqual(found, differs);
  const repair = () => payments.repairCase(operator, { caseId: found.id, reason });
  await assert.rejects(repair(), refused('payments/still-differs'));
  provider.editBills();
  await issueBillsAnew();
  const closed = { state: 'EXPLAINED', reason: 'bill-and-books-agree', closedBy: null };
  assert.partialDeepStrictEqual(await onlyCaseOf(attemptId), closed);
  assert.equal((await repair()).state, 'EXPLAINED', 'what is closed is answered as it is');
});

test('a late line on the next day’s bill is no difference', async () => {
  const { attemptId } = await paidOrder();
  let late: BillLine[] = [];
  provider.editBills((lines) => {
    const kept = [...without(attemptId)(lines), ...late];
    late = lines.filter(({ outNo }) => outNo === attemptId);
    return kept;
  });
  await pass(2);
  provider.editBills();
  assert.deepEqual(await casesOf(attemptId), []);
});

test('money of another amount than asked for is found, taken in as due back and refunded', async () => {
  const { attemptId, orderId } = await atCashier();
  assert.equal((await tell(provider.pay(attemptId, 9_999n))).outcome, 'wrong-amount');
  await pass(1);
  const found = await onlyCaseOf(attemptId);
  const differs = { kind: 'amount-differs', ourFen: 10_000n, theirFen: 9_999n, orderId };
  assert.partialDeepStrictEqual(found, { ...differs, repair: 'send-back' });
  const twice = [1, 2].map(() => payments.repairCase(operator, { caseId: found.id, reason }));
  await Promise.allSettled(twice);
  await worker.drain();
  assert.partialDeepStrictEqual(await attempt(attemptId), { state: 'PAID', outcome: 'due-back' });
  const { rows } = await sql<{ state: string; amount_fen: string }>`
    select state, amount_fen from payments.refund where attempt_id = ${attemptId}`.execute(
    database.sql,
  );
  assert.deepEqual(rows, [{ state: 'SUCCEEDED', amount_fen: '9999' }]);
  assert.partialDeepStrictEqual(await onlyCaseOf(attemptId), { state: 'REPAIRED' });
  await pass(2);
});

for (const way of ['told', 'lost', 'told while the provider says otherwise']) {
  test(`a refund that fails after it was paid goes back to due and is retried: ${way}`, async () => {
    const { refundId, attemptId } = await refundedOrder();
    const failed = provider.failLater(`${refundId}-0`);
    if (way.includes('otherwise')) provider.settleAgain(`${refundId}-0`);
    if (way !== 'lost') await tell(failed);
    await pass(3);
    await worker.drain();
    const again = way.includes('otherwise') ? 0n : 10_000n;
    assert.equal((await row<{ state: string }>('refund', refundId)).state, 'SUCCEEDED');
    assert.equal(provider.movedTo(`${refundId}-1`), again);
    assert.equal(provider.movedTo(`${refundId}-0`), 10_000n - again);
    const delayed = told.splice(0).filter(({ type }) => type === 'payments/refund-delayed');
    assert.equal(delayed.length, way.includes('otherwise') ? 0 : 1);
    assert.deepEqual(await casesOf(refundId), []);
    assert.deepEqual(await casesOf(attemptId), []);
  });
}

test('a refund that the provider calls paid and no bill has is a case, and not paid twice', async () => {
  const { refundId } = await refundedOrder();
  provider.editBills(without(refundId));
  await pass(2);
  const { id: caseId, repair, kind } = await onlyCaseOf(refundId);
  assert.deepEqual([kind, repair], ['not-on-bill', 'put-back-refund']);
  await assert.rejects(
    payments.repairCase(operator, { caseId, reason }),
    refused('payments/provider-has-paid'),
  );
  provider.failLater(`${refundId}-0`);
  await payments.repairCase(operator, { caseId, reason });
  await worker.drain();
  assert.equal(provider.movedTo(`${refundId}-1`), 10_000n);
  provider.editBills();
  await pass(2);
});

async function paidOut() {
  const { call, memberId } = await richMember();
  const { payoutId } = await payments.requestWithdrawal(call, { amountFen: 5_000n });
  await worker.drain();
  assert.equal((await row<{ state: string }>('payout', payoutId)).state, 'PAID');
  return { call, memberId, payoutId };
}

test('a transfer that the bank returns is back in the wallet once, and a case', async () => {
  const { memberId, payoutId } = await paidOut();
  const returned = provider.failLater(payoutId);
  await Promise.all([tell(returned), tell({ ...returned, eventId: `again-${payoutId}` })]);
  assert.equal(await available(memberId), 100_000n);
  const { id: caseId, ...found } = await onlyCaseOf(payoutId);
  assert.partialDeepStrictEqual(found, { kind: 'transfer-returned', repair: 'note', memberId });
  await payments.repairCase(operator, { caseId, reason });
  await pass(2);
  assert.equal(await available(memberId), 100_000n);
  assert.equal((await onlyCaseOf(payoutId)).state, 'REPAIRED');
});

test('a returned transfer that nobody told of is found by the bill', async () => {
  const { memberId, payoutId } = await paidOut();
  provider.failLater(payoutId);
  await pass(2);
  assert.equal(await available(memberId), 100_000n);
  assert.equal((await onlyCaseOf(payoutId)).kind, 'transfer-returned');
});

test('a transfer called refused and yet paid is taken out of the wallet, the rest is owed', async () => {
  const { call, memberId } = await richMember();
  provider.holdSettling(true);
  const { payoutId } = await payments.requestWithdrawal(call, { amountFen: 60_000n });
  await worker.drain();
  const done = provider.settleNow(payoutId);
  await tell({ ...done, eventId: `refused-${payoutId}`, type: 'transfer.failed' });
  provider.holdSettling(false);
  await payments.requestWithdrawal(call, { amountFen: 70_000n });
  await worker.drain();
  await pass(1);
  const { id: caseId, ...found } = await onlyCaseOf(payoutId);
  assert.partialDeepStrictEqual(found, { kind: 'state-differs', repair: 'charge-payee' });
  await payments.repairCase(operator, { caseId, reason });
  const wallet = await ledger.wallet(database.sql, memberId);
  assert.deepEqual([wallet.availableFen, wallet.owedFen], [0n, 30_000n]);
  assert.equal((await row<{ state: string }>('payout', payoutId)).state, 'PAID');
});

test('a line of another merchant and a fee nobody agreed to are cases', async () => {
  const [foreign, dear] = [await paidOrder(), await paidOrder()];
  provider.capabilities.feeBps = 60;
  provider.editBills((lines) =>
    lines.map((one) => ({
      ...one,
      merchantId: one.outNo === foreign.attemptId ? 'M-2' : 'M-1',
      ...(one.outNo === dear.attemptId && { feeFen: 90n }),
    })),
  );
  await pass(1);
  provider.editBills();
  delete provider.capabilities.feeBps;
  assert.equal((await onlyCaseOf(foreign.attemptId)).kind, 'foreign-merchant');
  const fee = await onlyCaseOf(dear.attemptId);
  assert.partialDeepStrictEqual(fee, { kind: 'fee-differs', subject: 'fee', ourFen: 60n });
  for (const { id: caseId } of [fee, await onlyCaseOf(foreign.attemptId)]) {
    await payments.repairCase(operator, { caseId, reason });
  }
});

test('the queue is filtered and read page by page', async () => {
  const all = await payments.listCases({ limit: 500 });
  const first = await payments.listCases({ limit: 2 });
  const second = await payments.listCases({ limit: 2, cursor: first.nextCursor! });
  const ids = [...first.items, ...second.items].map(({ id }) => id);
  assert.deepEqual(
    ids,
    all.items.slice(0, 4).map(({ id }) => id),
  );
  const dismissed = await payments.listCases({ limit: 50, state: 'DISMISSED' });
  assert.ok(dismissed.items.length > 0);
  assert.ok(dismissed.items.every(({ state }) => state === 'DISMISSED'));
  assert.equal(all.openCount, all.items.filter(({ state }) => state === 'OPEN').length);
  const nobody = (id: Id) => payments.repairCase(operator, { caseId: id, reason });
  await assert.rejects(nobody(await newId(database.sql, 1)), refused('platform/not-found'));
  await assert.rejects(
    payments.listCases({ limit: 2, cursor: 'eA' }),
    refused('platform/invalid-input'),
  );
});
