// Real: PostgreSQL, the ledger, the payments room, its deadlines. Scripted: the provider. Fake: the
// clock, verified names, notifications.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { minuteMs } from '#platform/clock.ts';
import { newId } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import { openPaymentsRoom } from '../../../test/support/payments-room.ts';
import { refused } from '../../../test/support/refused.ts';

const room = await openPaymentsRoom();
const { payments, ledger, clock, database, told, inTx, worker, provider } = room;
const operatorId = await newId(database.sql, 3);

async function asked(): Promise<{ memberId: Id; payoutId: Id }> {
  const { memberId, call } = await room.richMember();
  const { payoutId } = await payments.requestWithdrawal(call, { amountFen: 500n });
  return { memberId, payoutId };
}

async function freeze(memberId: Id): Promise<Id> {
  const at = clock.now();
  const reviewAt = new Date(at.getTime() + minuteMs * 60);
  return inTx((tx) =>
    ledger.freeze(tx, { memberId, orderId: null, reason: '存疑', reviewAt, operatorId, at }),
  );
}

const stateOf = async (memberId: Id) => {
  const actor = { memberId, sessionId: '1', isOperator: false, secondFactorAt: null };
  return (await payments.listWithdrawals(actor, { limit: 1 })).items[0]?.state;
};

test('a withdrawal asked for before the freeze waits, and goes once it is released', async () => {
  const { memberId, payoutId } = await asked();
  const freezeId = await freeze(memberId);
  await worker.drain();
  assert.equal(await stateOf(memberId), 'REQUESTED');
  assert.equal(provider.calls.filter((name) => name === 'transfer').length, 0);
  assert.equal((await payments.listWaitingPayouts())[0]?.id, payoutId);
  const end = { freezeId, operatorId, reason: '核实', at: clock.now() };
  await inTx((tx) => ledger.release(tx, end));
  clock.move(6 * minuteMs);
  await worker.drain();
  assert.equal(await stateOf(memberId), 'PAID');
  await assert.rejects(
    inTx((tx) => payments.cancelPayout(tx, payoutId)),
    refused('payments/payout-handed-over'),
  );
});

test('a withdrawal that waits is called back once, and never reaches the bank', async () => {
  const { memberId, payoutId } = await asked();
  await freeze(memberId);
  await worker.drain();
  const before = (await ledger.wallet(database.sql, memberId)).availableFen;
  const tries = await Promise.allSettled(
    Array.from({ length: 8 }, () => inTx((tx) => payments.cancelPayout(tx, payoutId))),
  );
  assert.equal(tries.filter(({ status }) => status === 'fulfilled').length, 1);
  assert.equal((await ledger.wallet(database.sql, memberId)).availableFen, before + 500n);
  clock.move(60 * minuteMs);
  await worker.drain();
  assert.equal(await stateOf(memberId), 'RETURNED');
  assert.ok(told.some(({ type }) => type === 'payments/payout-called-back'));
});
