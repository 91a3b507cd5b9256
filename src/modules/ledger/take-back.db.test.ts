// Real: PostgreSQL with all its migrations, the ledger's bookings. Fake: the clock, the rooms above:
// random lives of sales are booked as they would, and every fen is looked for afterwards.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newId, sql, sqlStateOf, type Tx } from '#platform/db/database.ts';
import { bucketOf, type Id } from '#platform/ids.ts';
import { feeOf } from '#platform/money.ts';
import { createLedger } from '#ledger';
import { createSeededRandom, type SeededRandom } from '../../../test/support/seeded-random.ts';
import { testPlatform } from '../../../test/support/platform.ts';

const { platform, database, clock } = await testPlatform();
const ledger = createLedger(platform);
const firstSeed = Number(process.env['TUCKSHOP_SIMULATION_SEED'] ?? 1);
const runs = Number(process.env['TUCKSHOP_LEDGER_RUNS'] ?? 60);
const feeBps = 60;

const inTx = <T>(work: (tx: Tx) => Promise<T>) => database.transaction(work);
const id = (bucket: number) => newId(database.sql, bucket);

type Sale = {
  orderId: Id;
  sellerId: Id;
  buyerId: Id;
  paid: bigint;
  back: bigint;
  settled: boolean;
};

async function hold(sellerId: Id, paid: bigint): Promise<Sale> {
  const sale = { orderId: await id(bucketOf(sellerId)), sellerId, buyerId: await id(5) };
  await inTx((tx) =>
    sql`select ledger.hold(${bucketOf(sellerId)}, ${sale.orderId}, ${sellerId}, ${sale.buyerId},
      ${paid}, 'simulator', ${clock.now()})`.execute(tx),
  );
  return { ...sale, paid, back: 0n, settled: false };
}

const booking = ({ orderId, sellerId, buyerId }: Sale) => ({
  orderId,
  sellerId,
  buyerId,
  actorId: null,
  at: clock.now(),
});

/** A part goes back: out of the escrow before the settlement, out of wallet and fee after it. */
async function giveBack(sale: Sale, amountFen: bigint): Promise<void> {
  const part = { ...booking(sale), afterSaleId: await id(bucketOf(sale.sellerId)), amountFen };
  const kept = sale.paid - sale.back;
  const feeBackFen = feeOf(kept, feeBps) - feeOf(kept - amountFen, feeBps);
  await inTx((tx) =>
    sale.settled ? ledger.takeBack(tx, { ...part, feeBackFen }) : ledger.releasePart(tx, part),
  );
  sale.back += amountFen;
}

async function settle(sale: Sale): Promise<void> {
  const grossFen = sale.paid - sale.back;
  await inTx((tx) =>
    ledger.settle(tx, { ...booking(sale), grossFen, feeFen: feeOf(grossFen, feeBps) }),
  );
  sale.settled = true;
}

async function withdrawSome(sellerId: Id, random: SeededRandom): Promise<bigint> {
  const { availableFen } = await ledger.wallet(database.sql, sellerId);
  const amountFen = random.pick([availableFen, availableFen / 2n, 1n]);
  if (amountFen < 1n || amountFen > availableFen) return 0n;
  const payoutId = await id(bucketOf(sellerId));
  await inTx((tx) =>
    ledger.withdraw(tx, { memberId: sellerId, payoutId, amountFen, at: clock.now() }),
  );
  return amountFen;
}

const balanceOf = async (account: string): Promise<bigint> => {
  const { rows } = await sql<{ fen: string }>`
    select coalesce(sum(balance_fen), 0)::text as fen from ledger.balance
    where account = ${account}`.execute(database.sql);
  return BigInt(rows[0]!.fen);
};

async function live(seed: number): Promise<void> {
  const random = createSeededRandom(seed);
  const bucket = 100 + (seed % 900);
  const [sellerId, feesBefore] = [await id(bucket), await balanceOf(`fee:${bucket}`)];
  const sales: Sale[] = [];
  let withdrawn = 0n;
  for (let step = 0; step < 14; step += 1) {
    const sale = sales.length > 0 ? random.pick(sales) : undefined;
    const kept = sale ? sale.paid - sale.back : 0n;
    const act = random.pick(['sell', 'settle', 'back', 'back', 'back', 'withdraw'] as const);
    if (act === 'sell' || !sale) {
      sales.push(await hold(sellerId, BigInt(random.between(1, 20_000))));
    } else if (act === 'settle' && !sale.settled) await settle(sale);
    else if (act === 'withdraw') withdrawn += await withdrawSome(sellerId, random);
    else if (act === 'back') {
      const most = sale.settled ? kept : kept - 1n;
      if (most >= 1n) await giveBack(sale, random.pick([1n, most, (most + 1n) / 2n]));
    }
    await check(sellerId, sales, withdrawn);
  }
  const fees = sales.filter(({ settled }) => settled).map((s) => feeOf(s.paid - s.back, feeBps));
  const feesNow = (await balanceOf(`fee:${bucket}`)) - feesBefore;
  assert.equal(feesNow, sumOf(fees), 'the fee is that of what was kept, however it came about');
}

/** What a seller has, has withdrawn and owes is what was kept of settled sales, less the fee. */
async function check(sellerId: Id, sales: Sale[], withdrawn: bigint): Promise<void> {
  const { availableFen, heldFen, owedFen } = await ledger.wallet(database.sql, sellerId);
  const held = sales.filter(({ settled }) => !settled).map(({ paid, back }) => paid - back);
  const earned = sales
    .filter(({ settled }) => settled)
    .map(({ paid, back }) => paid - back - feeOf(paid - back, feeBps));
  assert.equal(heldFen, sumOf(held));
  assert.equal(availableFen + withdrawn - owedFen, sumOf(earned));
  assert.ok(availableFen === 0n || owedFen === 0n, 'nobody has money and owes money');
}

const sumOf = (amounts: bigint[]) => amounts.reduce((sum, amount) => sum + amount, 0n);

test(`any sequence of parts, before and after the settlement, keeps every fen: ${runs} lives`, async () => {
  for (let seed = firstSeed; seed < firstSeed + runs; seed += 1) {
    await live(seed).catch((error: Error) => {
      throw new Error(`seed ${seed}: ${error.message}`, { cause: error });
    });
  }
  const owed = await sql<{ fen: string }>`
    select coalesce(sum(owed_fen), 0)::text as fen from ledger.debt`.execute(database.sql);
  assert.equal(BigInt(owed.rows[0]!.fen), -(await balanceOf('world:protection')));
});

test('never more than is held, never twice for one after-sale, never before a settlement', async () => {
  const sale = await hold(await id(9), 1_000n);
  const part = { ...booking(sale), afterSaleId: await id(9), amountFen: 400n };
  const code = (work: (tx: Tx) => Promise<void>) => inTx(work).then(() => 'done', sqlStateOf);
  const release = (amountFen: bigint) => (tx: Tx) =>
    ledger.releasePart(tx, { ...part, afterSaleId: part.afterSaleId, amountFen });
  assert.equal(await code((tx) => ledger.takeBack(tx, { ...part, feeBackFen: 0n })), 'TL002');
  assert.equal(await code(release(1_000n)), 'TL002', 'all of it is no part');
  assert.equal(await code(release(0n)), 'TL002');
  assert.equal(await code(release(400n)), 'done');
  assert.equal(await code(release(400n)), '23505', 'once for each after-sale');
  const again = { ...part, afterSaleId: await id(9), amountFen: 600n };
  assert.equal(await code((tx) => ledger.releasePart(tx, again)), 'TL002');
  sale.back = 400n;
  await settle(sale);
  assert.equal(await code((tx) => ledger.releasePart(tx, { ...again, amountFen: 1n })), 'TL002');
});

test('eight at once take back once each; the debt is one', async () => {
  const sale = await hold(await id(10), 8_000n);
  await settle(sale);
  const { availableFen } = await ledger.wallet(database.sql, sale.sellerId);
  const payoutId = await id(10);
  await inTx((tx) =>
    ledger.withdraw(tx, {
      memberId: sale.sellerId,
      payoutId,
      amountFen: availableFen - 100n,
      at: clock.now(),
    }),
  );
  const parts = await Promise.all(
    Array.from({ length: 8 }, async () => ({
      ...booking(sale),
      afterSaleId: await id(10),
      amountFen: 500n,
      feeBackFen: 3n,
    })),
  );
  await Promise.all(parts.map((part) => inTx((tx) => ledger.takeBack(tx, part))));
  const { availableFen: left, owedFen } = await ledger.wallet(database.sql, sale.sellerId);
  assert.deepEqual([left, owedFen], [0n, 8n * 497n - 100n]);
});

test('a withdrawal the bank gives back repays what was taken back meanwhile', async () => {
  const sale = await hold(await id(11), 1_000n);
  await settle(sale);
  const { sellerId: memberId } = sale;
  const { availableFen: amountFen } = await ledger.wallet(database.sql, memberId);
  const payout = { memberId, payoutId: await id(11), amountFen, at: clock.now() };
  await inTx((tx) => ledger.withdraw(tx, payout));
  await giveBack(sale, 600n);
  assert.equal((await ledger.wallet(database.sql, memberId)).owedFen, 596n);
  await inTx((tx) => ledger.withdrawalReturned(tx, payout));
  await check(memberId, [sale], 0n);
  const { availableFen, owedFen } = await ledger.wallet(database.sql, memberId);
  assert.deepEqual([availableFen, owedFen], [398n, 0n]);
});
