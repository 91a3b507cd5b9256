// Real: PostgreSQL, ledger, deadlines, the audit's invariants. Fake: the provider (scripted here),
// the room above that owns the orders, verified names, notifications, the clock.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayMs, hourMs, minuteMs } from '#platform/clock.ts';
import { newId, sql } from '#platform/db/database.ts';
import { Outage } from '#platform/refusal.ts';
import { checkInvariants } from '../../audit/check.ts';
import { liesInClear } from '../../../test/support/in-clear.ts';
import { openPaymentsRoom } from '../../../test/support/payments-room.ts';
import { refused } from '../../../test/support/refused.ts';

const room = await openPaymentsRoom();
const { url, database, clock, provider, payments, worker, waiting, names, told, inTx } = room;
const { query, row, attempt, newOrder, atCashier, tell, richMember, available } = room;

test('eight copies of a notice at once are one booking', async () => {
  const { attemptId } = await atCashier();
  const payment = provider.pay(attemptId);
  const answers = await Promise.all(Array.from({ length: 8 }, () => tell(payment)));
  const outcomes = answers.map(({ outcome }) => outcome).toSorted();
  assert.deepEqual(outcomes, ['accepted', ...Array.from({ length: 7 }, () => 'duplicate')]);
});

test('eight notices of one payment under different event ids are one booking', async () => {
  const { attemptId } = await atCashier();
  const payment = provider.pay(attemptId);
  const answers = await Promise.all(
    Array.from({ length: 8 }, (_, i) => tell({ ...payment, eventId: `${payment.eventId}-${i}` })),
  );
  const outcomes = answers.map(({ outcome }) => outcome).toSorted();
  assert.deepEqual(outcomes, ['accepted', ...Array.from({ length: 7 }, () => 'already')]);
});

test('notices and queries racing for one payment are one booking', async () => {
  const { attemptId } = await atCashier();
  const payment = provider.pay(attemptId);
  clock.move(46_000);
  await Promise.all([query(), tell(payment), query(), tell({ ...payment, eventId: 'other' })]);
  assert.equal((await attempt(attemptId)).outcome, 'held');
});

test('one transaction of the provider never pays two attempts', async () => {
  for (const order of ['first', 'last', 'at once']) {
    const [owner, other] = [await atCashier(), await atCashier()];
    const payment = provider.pay(owner.attemptId);
    const stolen = { ...payment, eventId: `stolen-${order}`, outNo: other.attemptId };
    if (order !== 'at once') await tell(order === 'first' ? stolen : payment);
    const answers = await Promise.all([tell(payment), tell(stolen)]);
    const outcomes = new Set(answers.map(({ outcome }) => outcome));
    assert.ok(outcomes.has('transaction-used') && outcomes.size === 2, [...outcomes].join());
    const paid = [await attempt(owner.attemptId), await attempt(other.attemptId)];
    assert.deepEqual(paid.map(({ state }) => state).toSorted(), ['OPEN', 'PAID']);
    // Both notices were well signed. The bill bears out the one that was believed: that it may
    // not, and is then seen by the audit, is a test of the bills.
    if (paid[1]!.state === 'PAID') provider.moveSuccess(owner.attemptId, other.attemptId);
  }
});

test('a notice of an unknown number, or of none of ours, is kept and answered', async () => {
  const { attemptId } = await atCashier();
  const payment = provider.pay(attemptId);
  const unknown = await newId(database.sql, 3);
  assert.equal((await tell({ ...payment, eventId: 'u1', outNo: unknown })).outcome, 'unknown');
  const strange = ['x;drop', `${attemptId}-0`, `-${attemptId}`, '9'.repeat(19), ` ${attemptId}`];
  const types = ['payment.succeeded', 'transfer.succeeded', 'refund.succeeded'] as const;
  for (const [place, outNo] of strange.entries()) {
    for (const type of types) {
      const told = await tell({ ...payment, eventId: `s-${type}-${place}`, type, outNo });
      assert.equal(told.outcome, 'unknown', `${type} of ${outNo}`);
    }
  }
  assert.equal((await attempt(attemptId)).state, 'OPEN');
  await tell(payment);
});

test('forged notices are turned away, and a flood of them fills no table', async () => {
  const count = async () => {
    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from payments.inbox where not sig_ok`.execute(database.sql);
    return rows[0]!.n;
  };
  const forged = { provider: 'scripted', headers: { signature: 'no' }, rawBody: Buffer.from('{}') };
  for (let i = 0; i < 70; i += 1) {
    await assert.rejects(payments.receiveNotice(forged), refused('payments/forged-notice'));
  }
  assert.equal(await count(), 60);
  clock.move(minuteMs);
  await assert.rejects(payments.receiveNotice(forged), refused('payments/forged-notice'));
  assert.equal(await count(), 61);
  await assert.rejects(
    payments.receiveNotice({ ...forged, provider: 'nobody' }),
    refused('payments/unknown-provider'),
  );
});

test('eight clicks on pay open one visit to the cashier', async () => {
  const { attemptId, wanted } = await newOrder();
  const open = () => inTx((tx) => payments.attemptToPay(tx, wanted));
  assert.deepEqual(
    new Set(await Promise.all(Array.from({ length: 8 }, open))),
    new Set([attemptId]),
  );
  await sql`update payments.attempt set state = 'CLOSED' where id = ${attemptId}`.execute(
    database.sql,
  );
  const next = new Set(await Promise.all(Array.from({ length: 8 }, open)));
  assert.equal(next.size, 1);
  assert.ok(!next.has(attemptId));
});

test('an attempt that has ended or expired opens no cashier', async () => {
  const { attemptId } = await newOrder();
  clock.move(30 * minuteMs);
  await assert.rejects(
    payments.openCashier(attemptId, { returnUrl: 'http://localhost/' }),
    refused('payments/attempt-ended'),
  );
});

test('an attempt nobody asked the provider about is closed without asking', async () => {
  const { orderId, attemptId } = await newOrder();
  await inTx((tx) => payments.closeAttempts(tx, orderId, clock.now()));
  await worker.drain();
  assert.equal((await attempt(attemptId)).state, 'CLOSED');
  assert.deepEqual(provider.calls, []);
});

test('closing when the payer was faster takes the money in and sends it back', async () => {
  const { orderId, attemptId } = await atCashier();
  waiting.delete(orderId);
  provider.pay(attemptId);
  await inTx((tx) => payments.closeAttempts(tx, orderId, clock.now()));
  await worker.drain();
  assert.equal((await attempt(attemptId)).outcome, 'due-back');
  assert.deepEqual(
    await payments.refundStates(database.sql, [orderId]),
    new Map([[orderId, 'done']]),
  );
});

test('an opening that overtook its closing is closed again, and found if it was paid', async () => {
  for (const isPaid of [false, true]) {
    const { orderId, attemptId } = await atCashier();
    waiting.delete(orderId);
    await inTx((tx) => payments.closeAttempts(tx, orderId, clock.now()));
    await worker.drain();
    assert.equal((await attempt(attemptId)).state, 'CLOSED');
    // The opening, long under way, reaches the provider now.
    provider.reopen(attemptId);
    if (isPaid) provider.pay(attemptId);
    clock.move(minuteMs);
    await query();
    assert.equal((await attempt(attemptId)).state, isPaid ? 'PAID' : 'CLOSED');
    assert.equal(provider.stateOf(attemptId), isPaid ? 'PAID' : 'CLOSED');
    clock.move(60 * minuteMs);
    await query();
    assert.equal((await attempt(attemptId)).next_query_at, null);
  }
});

test('news of a refund in a wrong amount is not believed', async () => {
  const { orderId, attemptId } = await atCashier();
  waiting.delete(orderId);
  provider.holdSettling(true);
  await tell(provider.pay(attemptId));
  await worker.drain();
  const { rows } = await sql<{ id: string }>`
    select id from payments.refund where order_id = ${orderId}`.execute(database.sql);
  const outNo = `${rows[0]!.id}-0`;
  const news = provider.settleNow(outNo);
  assert.equal((await tell({ ...news, amountFen: 9_999n })).outcome, 'wrong-amount');
  assert.deepEqual(
    await payments.refundStates(database.sql, [orderId]),
    new Map([[orderId, 'going-back']]),
  );
  const copies = await Promise.all(
    Array.from({ length: 8 }, (_, i) => tell({ ...news, eventId: `r${orderId}-${i}` })),
  );
  assert.equal(copies.filter(({ outcome }) => outcome === 'accepted').length, 1);
  assert.deepEqual(
    await payments.refundStates(database.sql, [orderId]),
    new Map([[orderId, 'done']]),
  );
});

test('a payout account bears the verified name and nothing else', async () => {
  const { memberId, call, actor } = await richMember();
  assert.partialDeepStrictEqual(await payments.getPayoutAccount(actor), {
    holderName: '林小满',
    accountTail: '2233',
  });
  const { rows } = await sql<{ text: string }>`select a::text as text
    from payments.payout_account a where member_id = ${memberId}`.execute(database.sql);
  for (const hidden of ['6222020200112233', '林小满']) {
    assert.equal(liesInClear(rows[0]!.text, hidden), false, hidden);
  }
  names.set(memberId, '林大满');
  await assert.rejects(
    payments.requestWithdrawal(call, { amountFen: 100n }),
    refused('payments/name-changed'),
  );
  names.delete(memberId);
  await assert.rejects(
    payments.bindPayoutAccount(call, { bankName: '招商银行', account: '6222020200112233' }),
    refused('payments/real-name-needed'),
  );
  assert.equal(await available(memberId), 100_000n);
});

test('ninety-nine fen are too little, a hundred are not, and a fourth time a day is too often', async () => {
  const { call, memberId } = await richMember();
  const withdraw = (amountFen: bigint) => payments.requestWithdrawal(call, { amountFen });
  await assert.rejects(withdraw(99n), refused('payments/withdrawal-too-small'));
  const tries = await Promise.allSettled(Array.from({ length: 8 }, () => withdraw(100n)));
  assert.equal(tries.filter(({ status }) => status === 'fulfilled').length, 3);
  await assert.rejects(withdraw(100n), refused('payments/withdrawals-spent-today', { times: 3 }));
  clock.move(dayMs);
  await withdraw(100n);
  assert.equal(await available(memberId), 99_600n);
});

test('nothing can be withdrawn without an account or beyond the balance', async () => {
  const { call, memberId } = await richMember(1_000n);
  await assert.rejects(
    payments.requestWithdrawal(call, { amountFen: 1_001n }),
    refused('ledger/insufficient-balance'),
  );
  await sql`delete from payments.payout_account where member_id = ${memberId}`.execute(
    database.sql,
  );
  await assert.rejects(
    payments.requestWithdrawal(call, { amountFen: 100n }),
    refused('payments/no-payout-account'),
  );
});

test('a withdrawal under one key is one, answered eight times', async () => {
  const { call, memberId } = await richMember();
  const keyed = { ...call, idempotency: { key: 'w1', requestHash: 'h' } };
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => payments.requestWithdrawal(keyed, { amountFen: 700n })),
  );
  assert.equal(new Set(answers.map(({ payoutId }) => payoutId)).size, 1);
  assert.equal(await available(memberId), 99_300n);
});

test('a crash between our commit and the bank’s answer loses and doubles nothing', async () => {
  const { call, memberId } = await richMember();
  const { payoutId } = await payments.requestWithdrawal(call, { amountFen: 5_000n });
  // The bank takes the order, and we die before its answer is written.
  provider.failAfterNext(new Outage('provider'));
  await worker.drain();
  assert.equal((await row<{ state: string }>('payout', payoutId)).state, 'REQUESTED');
  await sql`update platform.deadline set lease_until = null where ref = ${payoutId}`.execute(
    database.sql,
  );
  await worker.drain();
  assert.equal((await row<{ state: string }>('payout', payoutId)).state, 'PAID');
  assert.equal(provider.movedTo(payoutId), 5_000n);
  assert.equal(await available(memberId), 95_000n);
});

test('a transfer that the provider will not even take is back in the wallet', async () => {
  const { call, memberId } = await richMember();
  const { payoutId } = await payments.requestWithdrawal(call, { amountFen: 5_000n });
  provider.failNext(new Error('the payment provider answered 400 BAD_REQUEST'));
  await worker.drain();
  const payout = await row<{ state: string; failure: string }>('payout', payoutId);
  assert.deepEqual([payout.state, payout.failure], ['RETURNED', 'DENIED']);
  assert.equal(await available(memberId), 100_000n);
});

test('a transfer refused after the provider took it before is what the provider says it is', async () => {
  const { call, memberId } = await richMember();
  const { payoutId } = await payments.requestWithdrawal(call, { amountFen: 5_000n });
  provider.failAfterNext(new Error('the payment provider answered 409 OUT_TRANSFER_NO_USED'));
  await worker.drain();
  assert.equal((await row<{ state: string }>('payout', payoutId)).state, 'PAID');
  assert.equal(await available(memberId), 95_000n);
});

test('a returned withdrawal told eight times comes back once', async () => {
  const { call, memberId } = await richMember(100_000n, '6222020200110000');
  provider.holdSettling(true);
  const { payoutId } = await payments.requestWithdrawal(call, { amountFen: 5_000n });
  await worker.drain();
  assert.equal((await row<{ state: string }>('payout', payoutId)).state, 'SENT');
  const news = provider.settleNow(payoutId);
  assert.equal(news.type, 'transfer.failed');
  await Promise.all(
    Array.from({ length: 8 }, (_, i) => tell({ ...news, eventId: `t${payoutId}-${i % 4}` })),
  );
  assert.equal(await available(memberId), 100_000n);
  assert.equal(told.filter((notice) => notice.memberId === memberId).length, 1);
});

test('three withdrawals in the last second of a day leave none, and the next day has three more', async () => {
  const { call } = await richMember();
  const intoDay = (clock.now().getTime() + 8 * hourMs) % dayMs;
  clock.move(dayMs - intoDay - 1);
  const withdraw = () => payments.requestWithdrawal(call, { amountFen: 100n });
  for (let turn = 0; turn < 3; turn += 1) await withdraw();
  await assert.rejects(withdraw(), refused('payments/withdrawals-spent-today', { times: 3 }));
  clock.move(1);
  for (let turn = 0; turn < 3; turn += 1) await withdraw();
  await assert.rejects(withdraw(), refused('payments/withdrawals-spent-today', { times: 3 }));
});

test('a second payment under one number is placed nowhere, and the audit names it at once', async () => {
  const { attemptId } = await atCashier();
  const payment = provider.pay(attemptId);
  await tell(payment);
  const second = {
    ...payment,
    eventId: `second-${attemptId}`,
    transactionId: `second-${attemptId}`,
  };
  assert.equal((await tell(second)).outcome, 'other-transaction');
  const breaches = await checkInvariants(url);
  assert.deepEqual(
    breaches.map(({ id }) => id),
    ['P4'],
  );
  await sql`delete from payments.transaction_claim
    where transaction_id = ${second.transactionId}`.execute(database.sql);
});
