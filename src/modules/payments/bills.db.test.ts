// Real: PostgreSQL, ledger, deadlines, the audit's invariants. Fake: the provider (scripted here),
// the room above that owns the orders, verified names, notifications, the clock.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayMs, hourMs, secondMs } from '#platform/clock.ts';
import { sql } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import { Outage } from '#platform/refusal.ts';
import { checkInvariants } from '../../audit/check.ts';
import { openPaymentsRoom } from '../../../test/support/payments-room.ts';

const room = await openPaymentsRoom();
const { database, url, clock, provider, payments, worker, tell, row, attempt } = room;
const { atCashier, giveBack, fetchBills, richMember, available, query } = room;

/** Half a second before the next midnight in Shanghai. */
function goToMidnight(): void {
  const intoDay = (clock.now().getTime() + 8 * hourMs) % dayMs;
  clock.move(2 * dayMs - intoDay - secondMs / 2);
}

/** The provider's own moment of what the books have under an id. */
async function providerTime(table: string, id: Id): Promise<Date | null> {
  const found = await row<Record<string, Date | null>>(table, id);
  return found[table === 'attempt' ? 'provider_paid_at' : 'provider_finished_at']!;
}

const neverAskedAgain = (id: Id) =>
  sql`update payments.attempt set next_query_at = null where id = ${id}`.execute(database.sql);

async function linesOf(outNo: string): Promise<{ day: string; amount_fen: string }[]> {
  const { rows } = await sql<{ day: string; amount_fen: string }>`
    select day::text as day, amount_fen from payments.bill_line
    where out_no = ${outNo}`.execute(database.sql);
  return rows;
}

type Difference = { kind: string; no: string; billed: string | null; booked: string | null };

/** Where the audit finds the bill and the books at odds. */
async function unlikeTheBill(): Promise<Difference[]> {
  const breaches = await checkInvariants(url);
  return (breaches.find(({ id }) => id === 'P5')?.rows ?? []) as Difference[];
}

const callsOf = (name: string) => provider.calls.filter((call) => call === name).length;

test('a success that only the bill knows of is taken in before the bill is kept', async () => {
  const { attemptId } = await atCashier();
  provider.pay(attemptId);
  await neverAskedAgain(attemptId);
  clock.move(2 * dayMs);
  await fetchBills();
  assert.equal((await attempt(attemptId)).state, 'PAID');
  assert.equal((await linesOf(attemptId)).length, 1);
});

test('a success is of the day on which it happened at the provider, however late it is told', async () => {
  for (const way of ['told a second later', 'told days later', 'found by asking', 'in the bill']) {
    const { attemptId } = await atCashier();
    goToMidnight();
    const paidAt = clock.now();
    const notice = provider.pay(attemptId);
    await neverAskedAgain(attemptId);
    if (way === 'told a second later') clock.move(secondMs);
    else clock.move(3 * dayMs);
    if (way.startsWith('told')) await tell(notice);
    if (way === 'found by asking') {
      await sql`update payments.attempt set next_query_at = ${clock.now()}
        where id = ${attemptId}`.execute(database.sql);
      await query();
    }
    clock.move(3 * dayMs);
    await fetchBills();
    assert.deepEqual(await providerTime('attempt', attemptId), paidAt, way);
    assert.equal((await linesOf(attemptId)).length, 1);
    assert.deepEqual(await checkInvariants(url), []);
  }
});

test('a refund that only the bill knows of is booked, and nothing is paid twice', async () => {
  const { orderId, attemptId } = await atCashier();
  await tell(provider.pay(attemptId));
  provider.holdSettling(true);
  const refundId = await giveBack(orderId);
  await worker.drain();
  goToMidnight();
  const finishedAt = clock.now();
  provider.settleNow(`${refundId}-0`);
  clock.move(2 * dayMs);
  const before = callsOf('refund');
  await fetchBills();
  assert.equal((await row<{ state: string }>('refund', refundId)).state, 'SUCCEEDED');
  assert.deepEqual(await providerTime('refund', refundId), finishedAt);
  assert.equal(callsOf('refund'), before);
});

test('a refund called refused and yet in the bill is not paid under another number', async () => {
  const { orderId, attemptId } = await atCashier();
  await tell(provider.pay(attemptId));
  provider.holdSettling(true);
  const refundId = await giveBack(orderId);
  await worker.drain();
  const done = provider.settleNow(`${refundId}-0`);
  await tell({ ...done, eventId: `refused-${refundId}`, type: 'refund.failed' });
  assert.equal((await row<{ failures: number }>('refund', refundId)).failures, 1);
  clock.move(2 * dayMs);
  await fetchBills();
  await worker.drain();
  assert.equal((await row<{ state: string }>('refund', refundId)).state, 'SUCCEEDED');
  assert.equal(provider.movedTo(`${refundId}-1`), 0n);
});

test('a transfer that only the bill knows of is booked on its day', async () => {
  const { call } = await richMember();
  provider.holdSettling(true);
  const { payoutId } = await payments.requestWithdrawal(call, { amountFen: 5_000n });
  await worker.drain();
  goToMidnight();
  const finishedAt = clock.now();
  provider.settleNow(payoutId);
  clock.move(2 * dayMs);
  const before = callsOf('transfer');
  await fetchBills();
  assert.equal((await row<{ state: string }>('payout', payoutId)).state, 'PAID');
  assert.deepEqual(await providerTime('payout', payoutId), finishedAt);
  assert.equal(callsOf('transfer'), before);
});

test('a bill that cannot be downloaded is fetched later, and no day is passed over', async () => {
  clock.move(3 * dayMs);
  provider.failNext(new Outage('provider'));
  await assert.rejects(fetchBills());
  await fetchBills();
  const { rows } = await sql<{ gaps: number }>`
    select (max(day) - min(day) + 1 - count(*))::int as gaps from payments.bill_day`.execute(
    database.sql,
  );
  assert.equal(rows[0]!.gaps, 0);
});

test('a bill is not kept while the provider cannot be asked after what it has', async () => {
  const { attemptId } = await atCashier();
  provider.pay(attemptId);
  await neverAskedAgain(attemptId);
  clock.move(2 * dayMs);
  const download = provider.downloadBill.bind(provider);
  provider.downloadBill = async (day) => {
    const lines = await download(day);
    if (lines.some(({ outNo }) => outNo === attemptId)) provider.failNext(new Outage('provider'));
    return lines;
  };
  await assert.rejects(fetchBills());
  provider.downloadBill = download;
  assert.deepEqual(await linesOf(attemptId), []);
  await fetchBills();
  assert.equal((await attempt(attemptId)).state, 'PAID');
});

test('a line that the books cannot take keeps no bill away: the audit names it', async () => {
  const { orderId, attemptId } = await atCashier();
  await tell(provider.pay(attemptId));
  provider.holdSettling(true);
  const refundId = await giveBack(orderId);
  await worker.drain();
  provider.changeAmount(`${refundId}-0`, 9_000n);
  provider.settleNow(`${refundId}-0`);
  clock.move(2 * dayMs);
  await fetchBills();
  const named = await unlikeTheBill();
  assert.partialDeepStrictEqual(named, [
    { kind: 'refund', no: refundId, billed: '9000', booked: null },
  ]);
  provider.changeAmount(`${refundId}-0`, 10_000n);
  await sql`update payments.bill_line set amount_fen = 10000
    where out_no = ${`${refundId}-0`}`.execute(database.sql);
});

test('a success that the bill says was another’s is named by the audit, on both sides', async () => {
  const [owner, other] = [await atCashier(), await atCashier()];
  const stolen = { ...provider.pay(owner.attemptId), outNo: other.attemptId };
  assert.equal((await tell(stolen)).outcome, 'accepted');
  clock.move(2 * dayMs);
  await fetchBills();
  const named = await unlikeTheBill();
  assert.deepEqual(
    new Set(named.map(({ no, billed, booked }) => `${no} ${billed} ${booked}`)),
    new Set([`${owner.attemptId} 10000 null`, `${other.attemptId} null 10000`]),
  );
  await sql`update payments.bill_line set out_no = ${other.attemptId}
    where out_no = ${owner.attemptId}`.execute(database.sql);
  provider.moveSuccess(owner.attemptId, other.attemptId);
});

test('a transfer that the bank called refused and yet carried out is named by the audit', async () => {
  const { call, memberId } = await richMember();
  provider.holdSettling(true);
  const { payoutId } = await payments.requestWithdrawal(call, { amountFen: 5_000n });
  await worker.drain();
  const done = provider.settleNow(payoutId);
  await tell({ ...done, eventId: `refused-${payoutId}`, type: 'transfer.failed' });
  assert.equal(await available(memberId), 100_000n);
  assert.equal((await tell(done)).outcome, 'already');
  clock.move(2 * dayMs);
  await fetchBills();
  assert.partialDeepStrictEqual(await unlikeTheBill(), [
    { kind: 'transfer', no: payoutId, billed: '5000', booked: null },
  ]);
  await sql`delete from payments.bill_line where out_no = ${payoutId}`.execute(database.sql);
});

test('a payment of another amount than asked for is booked nowhere, and the bill names it', async () => {
  const { attemptId } = await atCashier();
  const payment = provider.pay(attemptId, 9_999n);
  assert.equal((await tell(payment)).outcome, 'wrong-amount');
  await query();
  assert.equal((await attempt(attemptId)).state, 'OPEN');
  await neverAskedAgain(attemptId);
  clock.move(2 * dayMs);
  await fetchBills();
  assert.partialDeepStrictEqual(await unlikeTheBill(), [
    { kind: 'payment', no: attemptId, billed: '9999', booked: null },
  ]);
  await sql`delete from payments.bill_line where out_no = ${attemptId}`.execute(database.sql);
});
