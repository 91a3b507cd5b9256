// Real: PostgreSQL with all its migrations, the ledger's bookings. Fake: the clock.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayMs } from '#platform/clock.ts';
import { newId, sql, type Tx } from '#platform/db/database.ts';
import { bucketOf, type Id } from '#platform/ids.ts';
import { createLedger } from '#ledger';
import { testPlatform } from '../../../test/support/platform.ts';

const { platform, database, clock } = await testPlatform();
const ledger = createLedger(platform);
const id = (bucket: number) => newId(database.sql, bucket);
const inTx = <T>(work: (tx: Tx) => Promise<T>) => database.transaction(work);
const firstSales = { count: 3, waitMs: 3 * dayMs };

async function sell(sellerId: Id, fen: bigint, isFirst = false): Promise<Id> {
  const orderId = await id(bucketOf(sellerId));
  const at = clock.now();
  await inTx(async (tx) => {
    await sql`select ledger.hold(${bucketOf(sellerId)}, ${orderId}, ${sellerId}, 5, ${fen},
      'simulator', ${at})`.execute(tx);
    const booking = { orderId, sellerId, buyerId: '5', actorId: null, at };
    const wait = isFirst ? { firstSales } : {};
    await ledger.settle(tx, { ...booking, grossFen: fen, feeFen: 0n, ...wait });
  });
  return orderId;
}

/** What of an amount is not covered by the wallet alone. */
const layOut = (memberId: Id, orderId: Id, amountFen: bigint) =>
  inTx(async (tx) => {
    const taking = { memberId, orderId, amountFen, fundFenMax: 0n, at: clock.now() };
    return amountFen - (await ledger.coveredFor(tx, taking));
  });

const holdBack = (orderId: Id, amountFen: bigint) =>
  inTx((tx) =>
    ledger.freezeDisputed(tx, {
      cause: 'after-sale',
      ref: orderId,
      orderId,
      amountFen,
      at: clock.now(),
    }),
  );

const freeze = (memberId: Id, orderId: Id | null) =>
  inTx((tx) =>
    ledger.freeze(tx, {
      memberId,
      orderId,
      reason: '存疑',
      reviewAt: new Date(clock.now().getTime() + dayMs),
      operatorId: '7',
      at: clock.now(),
    }),
  );

test('what waits in a wallet for one sale is not there for another', async () => {
  const seller = await id(31);
  const [claimed, other] = [await sell(seller, 10_000n), await sell(seller, 4_000n)];
  assert.equal(await layOut(seller, other, 14_000n), 0n);
  assert.equal(await layOut(seller, other, 14_001n), 1n);
  await holdBack(claimed, 10_000n);
  assert.equal(await layOut(seller, other, 4_000n), 0n);
  assert.equal(await layOut(seller, other, 4_001n), 1n);
  assert.equal(await layOut(seller, claimed, 14_000n), 0n, 'its own claim may have it');
  // Held back for two reasons it waits once.
  await freeze(seller, claimed);
  assert.equal(await layOut(seller, other, 4_000n), 0n);
  assert.equal(await layOut(seller, other, 4_001n), 1n);
  await freeze(seller, null);
  assert.equal(await layOut(seller, other, 1n), 1n);
});

test('a first sale’s money waits for its own buyer', async () => {
  const seller = await id(32);
  const [first, second] = [await sell(seller, 300n, true), await sell(seller, 500n, true)];
  assert.equal(await layOut(seller, second, 600n), 100n);
  clock.move(firstSales.waitMs);
  assert.equal(await layOut(seller, first, 800n), 0n);
});

test('what the fund lays out for one member is asked one after the other', async () => {
  const [seller, buyer] = [await id(33), await id(34)];
  const limitFen = 2_000n;
  const ask = async () => {
    const [orderId, afterSaleId] = [await id(33), await id(33)];
    return inTx(async (tx) => {
      const at = clock.now();
      const taking = { memberId: seller, orderId, amountFen: 800n, fundFenMax: limitFen, at };
      const amountFen = await ledger.coveredFor(tx, taking);
      const way = { orderId, afterSaleId, fromId: seller, toId: buyer, amountFen, at };
      if (amountFen > 0n) await ledger.compensate(tx, way);
      return amountFen;
    });
  };
  const paid = await Promise.all(Array.from({ length: 8 }, ask));
  assert.deepEqual(
    paid.filter((fen) => fen > 0n).toSorted((one, other) => Number(one - other)),
    [400n, 800n, 800n],
  );
  assert.equal((await ledger.wallet(database.sql, seller)).owedFen, limitFen);
  // What a first sale repays of it is gone, and waits for nothing.
  await sell(seller, 3_000n, true);
  const actor = { memberId: seller, sessionId: '1', isOperator: false, secondFactorAt: null };
  const { availableFen, pending } = await ledger.getWallet(actor);
  assert.deepEqual([availableFen, pending.map((one) => one.amountFen)], [1_000n, [1_000n]]);
});

test('what has left a wallet goes no further while its sale is claimed', async () => {
  const seller = await id(35);
  const orderId = await sell(seller, 10_000n);
  const may = () => ledger.mayLeave(database.sql, seller, clock.now());
  const payoutId = await id(35);
  const at = clock.now();
  await inTx((tx) => ledger.withdraw(tx, { memberId: seller, payoutId, amountFen: 10_000n, at }));
  assert.equal(await may(), true);
  await holdBack(orderId, 10_000n);
  assert.equal(await may(), false);
  await inTx((tx) => ledger.thawDisputed(tx, { orderId, ref: orderId, at }));
  assert.equal(await may(), true);
});
