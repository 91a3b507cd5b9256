// Real: PostgreSQL with all its migrations, the ledger's bookings. Fake: the clock.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayMs } from '#platform/clock.ts';
import { newId, sql } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import { createLedger } from '#ledger';
import { refused } from '../../../test/support/refused.ts';
import { testPlatform } from '../../../test/support/platform.ts';

const { platform, database, clock } = await testPlatform();
const ledger = createLedger(platform);
const operatorId = await newId(database.sql, 3);
const id = () => newId(database.sql, 20);

async function sell(sellerId: Id, fen: bigint): Promise<Id> {
  const [orderId, buyerId] = [await id(), await newId(database.sql, 5)];
  const at = clock.now();
  await database.transaction(async (tx) => {
    await sql`select ledger.hold(20, ${orderId}, ${sellerId}, ${buyerId}, ${fen}, 'simulator',
      ${at})`.execute(tx);
    const booking = { orderId, sellerId, buyerId, actorId: null, at };
    await ledger.settle(tx, { ...booking, grossFen: fen, feeFen: 0n });
  });
  return orderId;
}

function freeze(memberId: Id, orderId: Id | null): Promise<Id> {
  const at = clock.now();
  const rest = { reason: '存疑', reviewAt: new Date(at.getTime() + dayMs), operatorId, at };
  return database.transaction((tx) => ledger.freeze(tx, { memberId, orderId, ...rest }));
}

const release = (freezeId: Id) =>
  database.transaction((tx) =>
    ledger.release(tx, { freezeId, operatorId, reason: '核实', at: clock.now() }),
  );

async function withdraw(memberId: Id, amountFen: bigint): Promise<void> {
  const payoutId = await id();
  await database.transaction((tx) =>
    ledger.withdraw(tx, { memberId, payoutId, amountFen, at: clock.now() }),
  );
}

test('nothing of a frozen member leaves, what comes in stays, and all goes once released', async () => {
  const seller = await id();
  await sell(seller, 500n);
  const freezeId = await freeze(seller, null);
  await assert.rejects(freeze(seller, null), refused('ledger/already-frozen'));
  await sell(seller, 300n);
  await assert.rejects(withdraw(seller, 1n), refused('ledger/frozen'));
  await assert.rejects(withdraw(seller, 801n), refused('ledger/insufficient-balance'));
  await release(freezeId);
  await assert.rejects(release(freezeId), refused('ledger/already-released'));
  await withdraw(seller, 800n);
});

test('of a frozen sale only its own money waits, also what comes after the freeze', async () => {
  const seller = await id();
  const first = await sell(seller, 500n);
  await sell(seller, 300n);
  const freezeId = await freeze(seller, first);
  await assert.rejects(withdraw(seller, 301n), refused('ledger/frozen-in-part'));
  await withdraw(seller, 300n);
  await release(freezeId);
  await withdraw(seller, 500n);
});

test('while all payouts stand still nobody withdraws', async () => {
  const seller = await id();
  await sell(seller, 500n);
  const at = clock.now();
  const stop = { reason: '核对', operatorId: null, at };
  assert.equal(await database.transaction((tx) => ledger.stopPayouts(tx, stop)), true);
  assert.equal(await database.transaction((tx) => ledger.stopPayouts(tx, stop)), false);
  await assert.rejects(withdraw(seller, 1n), refused('ledger/payouts-stopped'));
  const { id: stopId } = (await ledger.payoutStop(database.sql))!;
  const lift = (of: Id) =>
    database.transaction((tx) =>
      ledger.liftStop(tx, { stopId: of, reason: '好了', operatorId, at }),
    );
  await lift(stopId);
  assert.equal(await database.transaction((tx) => ledger.stopPayouts(tx, stop)), true);
  await assert.rejects(lift(stopId), refused('ledger/another-stop'));
  await assert.rejects(withdraw(seller, 1n), refused('ledger/payouts-stopped'));
  await lift((await ledger.payoutStop(database.sql))!.id);
  await assert.rejects(lift(stopId), refused('ledger/not-stopped'));
  await withdraw(seller, 500n);
});
