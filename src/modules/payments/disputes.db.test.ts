// Real: PostgreSQL, ledger, the audit's invariants. Fake: the provider (scripted here), the room
// above that owns the orders, verified names, notifications, the operators' log, the clock.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayMs } from '#platform/clock.ts';
import type { Call } from '#platform/actor.ts';
import { sql } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import { openPaymentsRoom } from '../../../test/support/payments-room.ts';
import { refused } from '../../../test/support/refused.ts';
import type { NoticeType } from './provider.ts';

const room = await openPaymentsRoom();
const {
  attempt,
  clock,
  database,
  ledger,
  names,
  payments,
  provider,
  tell,
  atCashier,
  inTx,
  waiting,
} = room;

const evidenceBy = new Date(clock.now().getTime() + 7 * dayMs);
const reason = '按支付渠道的结果处理';
const callOf = (memberId: Id): Call => ({
  actor: { memberId, sessionId: '1', isOperator: true, secondFactorAt: new Date() },
  locale: 'en',
});
const operator = callOf('77');

/** A paid order whose payer goes to their bank, and what the provider tells of it. */
async function disputedSale(amountFen = 10_000n) {
  const order = await atCashier(amountFen);
  const paid = provider.pay(order.attemptId, amountFen);
  await tell(paid);
  const sellerId = waiting.get(order.orderId)!;
  const dispute = { id: `dp_${order.attemptId}`, evidenceBy };
  const hear = (type: NoticeType) =>
    tell({ ...paid, eventId: `${type}-${order.attemptId}`, type, reason: 'fraudulent', dispute });
  const settle = () =>
    inTx((tx) =>
      ledger.settle(tx, {
        orderId: order.orderId,
        sellerId,
        buyerId: '5',
        actorId: null,
        at: clock.now(),
        grossFen: amountFen,
        feeFen: 60n,
      }),
    );
  const withdraw = (fen: bigint) =>
    payments.requestWithdrawal(callOf(sellerId), { amountFen: fen });
  const found = async () => {
    const { items } = await payments.listCases({ limit: 500 });
    const [only, ...others] = items.filter((one) => one.outNo === order.attemptId);
    assert.deepEqual(others, []);
    return only!;
  };
  names.set(sellerId, '林小满');
  const account = { bankName: '招商银行', account: '6222020200112233' };
  await payments.bindPayoutAccount(callOf(sellerId), account);
  const end = async (how: 'repairCase' | 'dismissCase') =>
    payments[how](operator, { caseId: (await found()).id, reason });
  return { ...order, sellerId, hear, settle, withdraw, found, end };
}

/** Who bore what was lost with a payment. */
async function borneOf(attemptId: Id): Promise<Record<string, number>> {
  const { rows } = await sql<{ account: string; fen: string }>`
    select split_part(e.account, ':', 2) as account, e.amount_fen as fen
    from payments.reconciliation_case c
    join ledger.transfer t on t.kind = 'charge-back' and t.ref = c.id
    join ledger.entry e on e.bucket = t.bucket and e.transfer_id = t.id
    where c.out_no = ${attemptId}`.execute(database.sql);
  return Object.fromEntries(rows.map(({ account, fen }) => [account, Number(fen)]));
}

const wallet = (memberId: Id) => ledger.wallet(database.sql, memberId);

test('a dispute is one case with its deadline, and its money cannot be withdrawn', async () => {
  const sale = await disputedSale();
  const outcomes = [await sale.hear('dispute.opened'), await sale.hear('dispute.opened')];
  assert.deepEqual(
    outcomes.map(({ outcome }) => outcome),
    ['noted', 'duplicate'],
  );
  assert.partialDeepStrictEqual(await sale.found(), {
    kind: 'disputed',
    repair: 'await-verdict',
    evidenceBy,
    orderId: sale.orderId,
    theirFen: 10_000n,
  });
  await sale.settle();
  await assert.rejects(sale.withdraw(100n), refused('ledger/not-yet-available'));
  const seen = await ledger.getWallet(callOf(sale.sellerId).actor);
  assert.deepEqual([seen.availableFen, seen.withdrawableFen], [9_940n, 0n]);
  assert.partialDeepStrictEqual(seen.pending, [{ reason: 'disputed', orderId: sale.orderId }]);
  await assert.rejects(sale.end('repairCase'), refused('payments/dispute-undecided'));
  await assert.rejects(sale.end('dismissCase'), refused('payments/dispute-undecided'));
  await sale.hear('dispute.won');
  const closed = { state: 'EXPLAINED', reason: 'dispute-won', closedBy: null };
  assert.partialDeepStrictEqual(await sale.found(), closed);
  await sale.withdraw(9_940n);
});

test('a lost dispute is charged to its seller once the sale is settled; the rest is owed', async () => {
  const sale = await disputedSale();
  await sale.hear('dispute.opened');
  await sale.hear('dispute.lost');
  assert.equal((await sale.found()).repair, 'charge-seller');
  await assert.rejects(sale.end('repairCase'), refused('ledger/sale-not-settled'));
  await sale.settle();
  const ends = await Promise.all([1, 2, 3].map(() => sale.end('repairCase')));
  assert.deepEqual(new Set(ends.map(({ state }) => state)), new Set(['REPAIRED']));
  const { availableFen, owedFen } = await wallet(sale.sellerId);
  assert.deepEqual([availableFen, owedFen], [0n, 60n]);
});

test('no operator ends a case of their own sale or purchase', async () => {
  const sale = await disputedSale();
  await sale.hear('dispute.opened');
  await sale.hear('dispute.lost');
  await sale.settle();
  const { id: caseId } = await sale.found();
  for (const party of [sale.sellerId, '5']) {
    for (const how of ['repairCase', 'dismissCase'] as const) {
      const own = payments[how](callOf(party), { caseId, reason });
      await assert.rejects(own, refused('identity/own-matter'));
    }
  }
  assert.equal((await sale.found()).state, 'OPEN');
  assert.equal((await sale.end('repairCase')).state, 'REPAIRED');
});

test('what is told out of order ends as what is told in order', async () => {
  const [won, lost] = [await disputedSale(), await disputedSale()];
  await won.hear('dispute.won');
  await won.hear('dispute.opened');
  assert.equal((await won.found()).state, 'EXPLAINED');
  await lost.hear('dispute.lost');
  await lost.hear('dispute.opened');
  assert.partialDeepStrictEqual(await lost.found(), { state: 'OPEN', repair: 'charge-seller' });
  await lost.settle();
  await lost.end('dismissCase');
  assert.partialDeepStrictEqual(await lost.found(), { state: 'DISMISSED', closedBy: '77' });
  assert.deepEqual(await borneOf(lost.attemptId), { goodwill: -10_000, scripted: 10_000 });
  await lost.withdraw(9_940n);
});

test('money that was due back is nobody’s but the house’s to lose', async () => {
  const sale = await disputedSale();
  await sale.settle();
  const late = await inTx((tx) => payments.attemptToPay(tx, sale.wanted));
  await payments.openCashier(late, { returnUrl: 'http://localhost/orders/1' });
  const paid = provider.pay(late, 10_000n);
  await tell(paid);
  assert.equal((await attempt(late)).outcome, 'due-back');
  const dispute = { id: 'dp_late', evidenceBy };
  for (const type of ['dispute.opened', 'dispute.lost'] as const) {
    await tell({ ...paid, eventId: type, type, reason: 'fraudulent', dispute });
  }
  assert.equal((await ledger.getWallet(callOf(sale.sellerId).actor)).withdrawableFen, 9_940n);
  const { items } = await payments.listCases({ limit: 500, state: 'OPEN' });
  const found = items.find(({ outNo }) => outNo === late)!;
  await payments.repairCase(operator, { caseId: found.id, reason });
  assert.deepEqual(await borneOf(late), { goodwill: -10_000, scripted: 10_000 });
  await sale.withdraw(9_940n);
});
