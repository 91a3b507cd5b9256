// Real: PostgreSQL with all its migrations, the ledger's bookings. Fake: the clock.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayMs } from '#platform/clock.ts';
import { newId, sql } from '#platform/db/database.ts';
import { bucketOf, type Id } from '#platform/ids.ts';
import { feeOf } from '#platform/money.ts';
import { createLedger } from '#ledger';
import { testPlatform } from '../../../test/support/platform.ts';

const { platform, database, clock } = await testPlatform();
const ledger = createLedger(platform);
const id = (bucket: number) => newId(database.sql, bucket);
const actorOf = (memberId: Id) => ({
  memberId,
  sessionId: '1',
  isOperator: false,
  secondFactorAt: null,
});

async function sell(sellerId: Id, fen: bigint) {
  const sale = { orderId: await id(bucketOf(sellerId)), sellerId, buyerId: await id(5) };
  const booking = { ...sale, actorId: null, at: clock.now() };
  await database.transaction(async (tx) => {
    await sql`select ledger.hold(${bucketOf(sellerId)}, ${sale.orderId}, ${sellerId},
      ${sale.buyerId}, ${fen}, 'simulator', ${clock.now()})`.execute(tx);
    await ledger.settle(tx, { ...booking, grossFen: fen, feeFen: feeOf(fen, 60) });
  });
  return booking;
}

test('a year by quarters: what came in, what went back, and what of the fee', async () => {
  const seller = await id(30);
  const year = String(clock.now().getUTCFullYear() + 1);
  const start = Date.UTC(Number(year), 1, 10) - clock.now().getTime();
  clock.move(start);
  const first = await sell(seller, 21_000n);
  await sell(seller, 1_000n);
  await sell(await id(30), 77_000n);
  clock.move(90 * dayMs);
  const afterSaleId = await id(30);
  await database.transaction((tx) =>
    ledger.takeBack(tx, {
      ...first,
      at: clock.now(),
      afterSaleId,
      amountFen: 21_000n,
      feeBackFen: 126n,
    }),
  );
  const income = await ledger.getIncome(actorOf(seller), { year });
  assert.deepEqual([income.year, income.sales, income.netFen], [year, 2, 994n]);
  assert.deepEqual(income.quarters.slice(0, 2), [
    {
      quarter: 1,
      sales: 2,
      grossFen: 22_000n,
      feeFen: 132n,
      takenBackFen: 0n,
      feeBackFen: 0n,
      netFen: 21_868n,
    },
    {
      quarter: 2,
      sales: 0,
      grossFen: 0n,
      feeFen: 0n,
      takenBackFen: 21_000n,
      feeBackFen: 126n,
      netFen: -20_874n,
    },
  ]);
  const before = await ledger.getIncome(actorOf(seller), { year: String(Number(year) - 1) });
  assert.deepEqual([before.sales, before.netFen], [0, 0n]);
});

test('what a lost dispute took of a sale is income no more; what the house bears never was', async () => {
  const seller = await id(32);
  const year = String(clock.now().getUTCFullYear());
  const { orderId, at } = await sell(seller, 10_000n);
  await database.transaction(async (tx) =>
    ledger.chargeBack(tx, {
      orderId,
      caseId: await id(32),
      provider: 'simulator',
      charged: { sellerId: seller, amountFen: 4_000n, feeBackFen: 24n },
      houseFen: 6_000n,
      actorId: null,
      at,
    }),
  );
  const income = await ledger.getIncome(actorOf(seller), { year });
  assert.deepEqual([income.sales, income.netFen], [1, 5_964n]);
  const reported = (await ledger.incomeOfSellers(database.sql, year)).find(
    ({ memberId }) => memberId === seller,
  );
  assert.deepEqual(
    reported?.quarters.map(({ takenBackFen, feeBackFen }) => [takenBackFen, feeBackFen]).flat(),
    income.quarters.map(({ takenBackFen, feeBackFen }) => [takenBackFen, feeBackFen]).flat(),
  );
});

test('a month’s file has every line of the month and no other', async () => {
  const seller = await id(31);
  const month = new Date(clock.now().getTime() + 8 * 3_600_000).toISOString().slice(0, 7);
  const sale = await sell(seller, 21_000n);
  const file = await ledger.getStatementFile(actorOf(seller), { month, locale: 'en' });
  assert.match(file, new RegExp(`,sale,'${sale.orderId},210.00,1.26,208.74,208.74\r\n$`));
  const other = await ledger.getStatementFile(actorOf(seller), { month: '2020-01', locale: 'en' });
  assert.equal(other.split('\r\n').length, 2);
});
