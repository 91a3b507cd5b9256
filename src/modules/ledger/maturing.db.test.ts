// Real: PostgreSQL with all its migrations, the ledger's bookings. Fake: the clock.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayMs } from '#platform/clock.ts';
import { newId, sql } from '#platform/db/database.ts';
import { bucketOf, type Id } from '#platform/ids.ts';
import { createLedger } from '#ledger';
import { refused } from '../../../test/support/refused.ts';
import { testPlatform } from '../../../test/support/platform.ts';

const { platform, database, clock } = await testPlatform();
const ledger = createLedger(platform);
const firstSales = { count: 3, waitMs: 3 * dayMs };
const id = (bucket: number) => newId(database.sql, bucket);

async function sell(sellerId: Id, fen: bigint, ends = true): Promise<Id> {
  const orderId = await id(bucketOf(sellerId));
  const buyerId = await id(5);
  const at = clock.now();
  await database.transaction(async (tx) => {
    await sql`select ledger.hold(${bucketOf(sellerId)}, ${orderId}, ${sellerId}, ${buyerId}, ${fen},
      'simulator', ${at})`.execute(tx);
    const booking = { orderId, sellerId, buyerId, actorId: null, at };
    if (ends) await ledger.settle(tx, { ...booking, grossFen: fen, feeFen: 0n, firstSales });
  });
  return orderId;
}

const viewOf = (memberId: Id) =>
  ledger.getWallet({ memberId, sessionId: '1', isOperator: false, secondFactorAt: null });

async function withdraw(memberId: Id, amountFen: bigint): Promise<void> {
  const payoutId = await id(bucketOf(memberId));
  await database.transaction((tx) =>
    ledger.withdraw(tx, { memberId, payoutId, amountFen, at: clock.now() }),
  );
}

test('the first three sales wait three days, each from its own settlement; the fourth does not', async () => {
  const seller = await id(20);
  const first = await sell(seller, 100n);
  clock.move(dayMs);
  await sell(seller, 200n);
  await sell(seller, 300n);
  await sell(seller, 4_000n);
  const running = await sell(seller, 50n, false);
  const wallet = await viewOf(seller);
  assert.deepEqual([wallet.availableFen, wallet.withdrawableFen], [4_600n, 4_000n]);
  assert.equal(wallet.pending[0]!.orderId, first);
  assert.deepEqual(wallet.pending[0]!.availableAt, new Date(clock.now().getTime() + 2 * dayMs));
  assert.deepEqual(wallet.pending.at(-1), {
    orderId: running,
    amountFen: 50n,
    reason: 'in-sale',
    availableAt: null,
  });
  await assert.rejects(withdraw(seller, 4_001n), refused('ledger/not-yet-available'));
  await assert.rejects(withdraw(seller, 4_601n), refused('ledger/insufficient-balance'));
  await withdraw(seller, 4_000n);
  clock.move(2 * dayMs);
  assert.equal((await viewOf(seller)).withdrawableFen, 100n);
  clock.move(dayMs);
  await withdraw(seller, 600n);
  assert.equal((await viewOf(seller)).availableFen, 0n);
});

test('what is taken back of a sale that waits does not hold up other money', async () => {
  const seller = await id(21);
  for (const fen of [10n, 20n, 30n]) await sell(seller, fen);
  clock.move(3 * dayMs);
  const other = await id(21);
  const orderId = await sell(other, 500n);
  const booking = { orderId, sellerId: other, buyerId: await id(5), actorId: null };
  const part = { ...booking, afterSaleId: await id(21), amountFen: 200n, at: clock.now() };
  await database.transaction((tx) => ledger.takeBack(tx, { ...part, feeBackFen: 0n }));
  const wallet = await viewOf(other);
  assert.deepEqual(
    [wallet.availableFen, wallet.withdrawableFen, wallet.pending[0]!.amountFen],
    [300n, 0n, 300n],
  );
  const rest = { ...part, afterSaleId: await id(21), amountFen: 300n };
  await database.transaction((tx) => ledger.takeBack(tx, { ...rest, feeBackFen: 0n }));
  assert.deepEqual((await viewOf(other)).pending, []);
});
