// Real: PostgreSQL with all its migrations, the audit's invariants. Fake: the clock.
import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { checkInvariants } from '../../audit/check.ts';
import type { Actor } from '#platform/actor.ts';
import { minuteMs } from '#platform/clock.ts';
import { newId, sql, sqlStateOf, type Tx } from '#platform/db/database.ts';
import { bucketOf, type Id } from '#platform/ids.ts';
import { feeOf } from '#platform/money.ts';
import { createLedger } from '#ledger';
import { createSeededRandom } from '../../../test/support/seeded-random.ts';
import { refused } from '../../../test/support/refused.ts';
import { testPlatform } from '../../../test/support/platform.ts';

const { platform, database, clock, url } = await testPlatform();
const ledger = createLedger(platform);
const provider = 'simulator';

/** R3 compares with the refunds of the room above, which is not here. */
afterEach(async () => {
  const breaches = await checkInvariants(url);
  assert.deepEqual(
    breaches.filter(({ id: name }) => name !== 'R3'),
    [],
  );
});

const id = (bucket: number) => newId(database.sql, bucket);
const inTx = <T>(work: (tx: Tx) => Promise<T>) => database.transaction(work);
const actorOf = (memberId: Id): Actor => ({
  memberId,
  sessionId: '1',
  isOperator: false,
  secondFactorAt: null,
});

type Sale = { orderId: Id; sellerId: Id; buyerId: Id };

async function newSale(sellerId: Id): Promise<Sale> {
  return { orderId: await id(bucketOf(sellerId)), sellerId, buyerId: await id(5) };
}

/** Holds a payment as the orders room does, by the SQL door. */
async function hold(tx: Tx, sale: Sale, amountFen: bigint): Promise<void> {
  await sql`select ledger.hold(${bucketOf(sale.orderId)}, ${sale.orderId}, ${sale.sellerId},
    ${sale.buyerId}, ${amountFen}, ${provider}, ${clock.now()})`.execute(tx);
}

const settle = (tx: Tx, sale: Sale, grossFen: bigint, feeFen = feeOf(grossFen, 60)) =>
  ledger.settle(tx, { ...sale, grossFen, feeFen, actorId: sale.buyerId, at: clock.now() });
const release = (tx: Tx, sale: Sale, amountFen: bigint) =>
  ledger.releaseForRefund(tx, { ...sale, amountFen, actorId: null, at: clock.now() });

/** A seller who has sold something and was paid for it. */
async function seller(grossFen: bigint, bucket = 7): Promise<Id> {
  const sellerId = await id(bucket);
  const sale = await newSale(sellerId);
  await inTx((tx) => hold(tx, sale, grossFen));
  await inTx((tx) => settle(tx, sale, grossFen));
  return sellerId;
}

async function payoutOf(memberId: Id, amountFen: bigint) {
  const payoutId = await id(bucketOf(memberId));
  return { memberId, payoutId, amountFen, at: clock.now() };
}

test('a sale goes from the provider through escrow to the wallet, less the fee', async () => {
  const sellerId = await id(7);
  const sale = await newSale(sellerId);
  await inTx((tx) => hold(tx, sale, 168_000n));
  assert.deepEqual(await ledger.wallet(database.sql, sellerId), {
    availableFen: 0n,
    heldFen: 168_000n,
    inTransitFen: 0n,
    owedFen: 0n,
  });
  await inTx((tx) => settle(tx, sale, 168_000n));
  assert.deepEqual(await ledger.getWallet(actorOf(sellerId)), {
    availableFen: 166_992n,
    heldFen: 0n,
    inTransitFen: 0n,
    owedFen: 0n,
    withdrawableFen: 166_992n,
    pending: [],
    freezes: [],
    isStopped: false,
  });
  const { items } = await ledger.listWalletEntries(actorOf(sellerId), { limit: 10 });
  const [line] = items;
  assert.partialDeepStrictEqual(line, {
    kind: 'settle',
    orderId: sale.orderId,
    grossFen: 168_000n,
    feeFen: 1008n,
    amountFen: 166_992n,
    balanceFen: 166_992n,
  });
});

test('a sale of one fen has no fee and still balances', async () => {
  const sellerId = await seller(1n);
  assert.equal((await ledger.wallet(database.sql, sellerId)).availableFen, 1n);
});

test('an order is held once, however often and at once it is tried', async () => {
  const sale = await newSale(await id(8));
  const tries = await Promise.allSettled(
    Array.from({ length: 8 }, () => inTx((tx) => hold(tx, sale, 500n))),
  );
  assert.equal(tries.filter((t) => t.status === 'fulfilled').length, 1);
  for (const t of tries) {
    if (t.status === 'rejected') assert.equal(sqlStateOf(t.reason), '23505');
  }
});

test('a hold ends once, by settlement or release, however they race', async () => {
  const sale = await newSale(await id(9));
  await inTx((tx) => hold(tx, sale, 9_900n));
  const tries = await Promise.allSettled(
    Array.from({ length: 8 }, (_, i) =>
      inTx((tx) => (i % 2 === 0 ? settle(tx, sale, 9_900n) : release(tx, sale, 9_900n))),
    ),
  );
  assert.equal(tries.filter((t) => t.status === 'fulfilled').length, 1);
});

test('nothing but the whole of what is held can be settled or released', async () => {
  const sale = await newSale(await id(10));
  const stranger = await id(10);
  await inTx((tx) => hold(tx, sale, 1_000n));
  const isNoHold = (error: unknown) => sqlStateOf(error) === 'TL002';
  await assert.rejects(
    inTx((tx) => settle(tx, sale, 999n)),
    isNoHold,
  );
  await assert.rejects(
    inTx((tx) => settle(tx, { ...sale, sellerId: stranger }, 1_000n)),
    isNoHold,
  );
  await assert.rejects(
    inTx((tx) => release(tx, sale, 1_001n)),
    isNoHold,
  );
  const unpaid = await newSale(sale.sellerId);
  await assert.rejects(
    inTx((tx) => settle(tx, unpaid, 1_000n)),
    isNoHold,
  );
  await inTx((tx) => release(tx, sale, 1_000n));
});

test('a settlement with a negative fee, all of it fee, or in a strange bucket is a bug', async () => {
  const sale = await newSale(await id(11));
  await inTx((tx) => hold(tx, sale, 1_000n));
  for (const feeFen of [-1n, 1_000n, 1_001n]) {
    await assert.rejects(
      inTx((tx) => settle(tx, sale, 1_000n, feeFen)),
      /cannot be settled/,
    );
  }
  const elsewhere = { ...sale, sellerId: await id(12) };
  await assert.rejects(
    inTx((tx) => settle(tx, elsewhere, 1_000n)),
    /cannot be settled/,
  );
  await inTx((tx) => settle(tx, sale, 1_000n));
});

test('a transfer that does not sum to zero, or moves nothing, cannot be written', async () => {
  const post = (amounts: string[]) =>
    sql`select ledger.post(7, 'hold', 1, null, null, ${clock.now()},
      array['escrow:7', 'due-back:7', 'fee:7'], ${amounts}::bigint[])`.execute(database.sql);
  for (const amounts of [['1', '-2', '0'], ['0', '0', '0'], [], ['5'], ['5', '-5', '1']]) {
    await assert.rejects(post(amounts), /does not sum to zero/);
  }
  await assert.rejects(
    inTx(async (tx) => ledger.withdraw(tx, await payoutOf(await id(7), -5n))),
    RangeError,
  );
});

test('an entry on an account that has no place in the books is refused', async () => {
  for (const account of ['escrow', 'fee:12345', 'wallet:me', 'petty-cash:1', 'world:']) {
    await assert.rejects(
      sql`insert into ledger.entry (bucket, transfer_id, seq, account, amount_fen)
        values (1, 1, 1, ${account}, 5)`.execute(database.sql),
      (error) => sqlStateOf(error) === '23514',
    );
  }
});

test('a withdrawal leaves the wallet at once and ends at the bank or back in the wallet', async () => {
  const memberId = await seller(10_000n);
  const paid = await payoutOf(memberId, 4_000n);
  const returned = await payoutOf(memberId, 5_000n);
  await inTx((tx) => ledger.withdraw(tx, paid));
  await inTx((tx) => ledger.withdraw(tx, returned));
  assert.deepEqual(await ledger.wallet(database.sql, memberId), {
    availableFen: 940n,
    heldFen: 0n,
    inTransitFen: 9_000n,
    owedFen: 0n,
  });
  await inTx((tx) => ledger.withdrawalPaid(tx, { ...paid, provider }));
  await inTx((tx) => ledger.withdrawalReturned(tx, returned));
  assert.deepEqual(await ledger.wallet(database.sql, memberId), {
    availableFen: 5_940n,
    heldFen: 0n,
    inTransitFen: 0n,
    owedFen: 0n,
  });
});

test('a withdrawal ends once, however its ends race', async () => {
  const memberId = await seller(10_000n);
  const payout = await payoutOf(memberId, 1_000n);
  await inTx((tx) => ledger.withdraw(tx, payout));
  const tries = await Promise.allSettled(
    Array.from({ length: 8 }, (_, i) =>
      inTx((tx) =>
        i % 2 === 0
          ? ledger.withdrawalPaid(tx, { ...payout, provider })
          : ledger.withdrawalReturned(tx, payout),
      ),
    ),
  );
  assert.equal(tries.filter((t) => t.status === 'fulfilled').length, 1);
});

test('eight withdrawals at once never take out more than there is', async () => {
  const memberId = await seller(10_000n);
  const payouts = await Promise.all(Array.from({ length: 8 }, () => payoutOf(memberId, 3_000n)));
  const tries = await Promise.allSettled(
    payouts.map((payout) => inTx((tx) => ledger.withdraw(tx, payout))),
  );
  assert.equal(tries.filter((t) => t.status === 'fulfilled').length, 3);
  for (const t of tries) {
    if (t.status === 'rejected') refused('ledger/insufficient-balance')(t.reason);
  }
  assert.equal((await ledger.wallet(database.sql, memberId)).availableFen, 940n);
});

test('one fen too much is refused, the last fen is not', async () => {
  const memberId = await seller(1_000n);
  const withdraw = async (fen: bigint) => {
    const payout = await payoutOf(memberId, fen);
    return inTx((tx) => ledger.withdraw(tx, payout));
  };
  await assert.rejects(withdraw(995n), refused('ledger/insufficient-balance'));
  await withdraw(994n);
  await assert.rejects(withdraw(1n), refused('ledger/insufficient-balance'));
  await assert.rejects(
    inTx(async (tx) => ledger.withdraw(tx, await payoutOf(await id(7), 1n))),
    refused('ledger/insufficient-balance'),
  );
});

test('money that no order waits for is due back and leaves when the provider has paid it', async () => {
  const orderId = await id(13);
  const booking = { orderId, provider, amountFen: 700n, at: clock.now() };
  const attemptId = await id(13);
  const buyerId = await id(14);
  await inTx((tx) => ledger.holdDueBack(tx, { ...booking, attemptId, buyerId }));
  await assert.rejects(
    inTx((tx) => ledger.holdDueBack(tx, { ...booking, attemptId, buyerId })),
    (error) => sqlStateOf(error) === '23505',
  );
  const refundId = await id(13);
  await inTx((tx) => ledger.refundPaid(tx, { ...booking, refundId }));
  await assert.rejects(
    inTx((tx) => ledger.refundPaid(tx, { ...booking, refundId })),
    (error) => sqlStateOf(error) === '23505',
  );
});

test('the statement runs without a gap even when settlements come in another order than their times', async () => {
  const sellerId = await id(15);
  const early = clock.now();
  const late = new Date(early.getTime() + minuteMs);
  for (const at of [late, early]) {
    const sale = await newSale(sellerId);
    await inTx((tx) => hold(tx, sale, 1_000n));
    await inTx((tx) =>
      ledger.settle(tx, { ...sale, grossFen: 1_000n, feeFen: 6n, actorId: null, at }),
    );
  }
  const { items } = await ledger.listWalletEntries(actorOf(sellerId), { limit: 10 });
  assert.deepEqual(
    items.map((line) => line.balanceFen),
    [1_988n, 994n],
  );
  assert.deepEqual(
    items.map((line) => line.at),
    [late, late],
  );
});

test('a member pages through every line once, newest first, and sees nobody else’s', async () => {
  const sellerId = await id(16);
  for (let i = 1; i <= 7; i += 1) {
    const sale = await newSale(sellerId);
    await inTx((tx) => hold(tx, sale, BigInt(i)));
    await inTx((tx) => settle(tx, sale, BigInt(i)));
  }
  const seen: bigint[] = [];
  let cursor: string | undefined;
  for (let pages = 1; pages <= 4; pages += 1) {
    const page = await ledger.listWalletEntries(actorOf(sellerId), { limit: 2, cursor });
    seen.push(...page.items.map((line) => line.amountFen));
    cursor = page.nextCursor ?? undefined;
    assert.equal(cursor === undefined, pages === 4);
  }
  assert.deepEqual(seen, [7n, 6n, 5n, 4n, 3n, 2n, 1n]);
  const stranger = await ledger.listWalletEntries(actorOf(await id(16)), { limit: 2 });
  assert.deepEqual(stranger, { items: [], nextCursor: null });
  await assert.rejects(
    ledger.listWalletEntries(actorOf(sellerId), { limit: 2, cursor: 'bm9uZQ' }),
    refused('platform/invalid-input'),
  );
});

test('a month’s statement opens with what the last one closed with', async () => {
  const memberId = await id(17);
  const sell = async (at: string, grossFen: bigint) => {
    const sale = await newSale(memberId);
    await inTx((tx) => hold(tx, sale, grossFen));
    const feeFen = feeOf(grossFen, 60);
    await inTx((tx) =>
      ledger.settle(tx, { ...sale, grossFen, feeFen, actorId: null, at: new Date(at) }),
    );
  };
  await sell('2026-03-31T15:59:59.999Z', 10_000n);
  await sell('2026-03-31T16:00:00.000Z', 20_000n);
  const back = { ...(await payoutOf(memberId, 500n)), at: new Date('2026-04-10T00:00:00Z') };
  await inTx((tx) => ledger.withdraw(tx, back));
  await inTx((tx) => ledger.withdrawalReturned(tx, back));
  const gone = { ...(await payoutOf(memberId, 9_000n)), at: new Date('2026-04-30T15:59:59Z') };
  await inTx((tx) => ledger.withdraw(tx, gone));
  const figures = (month: string) => ledger.getStatement(actorOf(memberId), { month });
  const march = await figures('2026-03');
  const april = await figures('2026-04');
  assert.partialDeepStrictEqual(march, { openingFen: 0n, closingFen: 9_940n, sales: 1 });
  assert.deepEqual(april, {
    month: '2026-04',
    openingFen: 9_940n,
    closingFen: 20_820n,
    grossFen: 20_000n,
    feeFen: 120n,
    netFen: 19_880n,
    withdrawnFen: 9_000n,
    takenBackFen: 0n,
    byHandFen: 0n,
    sales: 1,
  });
  assert.equal(april.openingFen + april.netFen - april.withdrawnFen, april.closingFen);
  assert.partialDeepStrictEqual(await figures('2026-05'), { openingFen: 20_820n, sales: 0 });
  const lines = await ledger.listWalletEntries(actorOf(memberId), { limit: 50, month: '2026-04' });
  assert.equal(lines.items.length, 4);
});

test('folding passes no entry over while transactions commit in any order', async () => {
  const random = createSeededRandom(20_261_124);
  const sellers = await Promise.all([21, 22, 23].map((bucket) => id(bucket)));
  let trading = true;
  const fold = async () => {
    let folds = 0;
    for (; trading; folds += 1) await ledger.parts.sweeps![0]!.run();
    return folds;
  };
  const folding = fold();
  const trade = async () => {
    for (let i = 0; i < 12; i += 1) {
      const sale = await newSale(random.pick(sellers));
      const pauseSeconds = random.between(0, 8) / 1000;
      await inTx(async (tx) => {
        await hold(tx, sale, 5_000n);
        // Holds the transaction open, so that later ones commit before it.
        await sql`select pg_sleep(${pauseSeconds})`.execute(tx);
      });
      await inTx((tx) => settle(tx, sale, 5_000n));
    }
  };
  await Promise.all(Array.from({ length: 8 }, trade));
  trading = false;
  assert.ok((await folding) > 2);
  // What is left unfolded, because somebody on the server still runs, the audit counts in.
  const { rows } = await sql<{ accounts: number }>`
    select count(*)::int as accounts from ledger.account_balance`.execute(database.sql);
  assert.ok(rows[0]!.accounts > 0);
});

async function isUnfolded(): Promise<boolean> {
  const { rows } = await sql<{ waits: boolean }>`
    select exists (select from ledger.entry
      where xid >= (select upto from ledger.fold_mark)) as waits`.execute(database.sql);
  return rows[0]!.waits;
}

test('folding in small steps ends at the same balances', async () => {
  await sql`delete from ledger.account_balance`.execute(database.sql);
  await sql`update ledger.fold_mark set upto = '0'`.execute(database.sql);
  let steps = 0;
  // Entries wait while anybody on the server, in whatever database, has an older transaction open.
  for (let tries = 0; tries < 3000 && (await isUnfolded()); tries += 1) {
    const { rows } = await sql<{ n: string }>`select ledger.fold_entries(10) as n`.execute(
      database.sql,
    );
    assert.ok(Number(rows[0]!.n) <= 13);
    if (rows[0]!.n === '0') await new Promise((resolve) => setTimeout(resolve, 20));
    else steps += 1;
  }
  assert.ok(steps > 20, `only ${steps} steps`);
});

test('books brought to a server whose transactions count from below are folded anew', async () => {
  await sql`update ledger.fold_mark set upto = '9000000000000'`.execute(database.sql);
  await ledger.parts.sweeps![0]!.run();
});

test('hundreds of random bookings by eight hands at once leave the books sound', async () => {
  const seed = 7;
  const random = createSeededRandom(seed);
  const members = await Promise.all([31, 32, 33, 34].map((bucket) => id(bucket)));
  const one = async () => {
    const memberId = random.pick(members);
    const fen = BigInt(random.between(1, 1_000_000));
    if (random.chance(0.6)) {
      const sale = await newSale(memberId);
      await inTx((tx) => hold(tx, sale, fen));
      const end = random.between(0, 2);
      if (end === 0) await inTx((tx) => settle(tx, sale, fen));
      if (end === 1) {
        await inTx((tx) => release(tx, sale, fen));
        const refundId = await id(bucketOf(memberId));
        const booking = { orderId: sale.orderId, provider, amountFen: fen, at: clock.now() };
        await inTx((tx) => ledger.refundPaid(tx, { ...booking, refundId }));
      }
      return;
    }
    const payout = await payoutOf(memberId, fen / 4n + 1n);
    const tried = await inTx((tx) => ledger.withdraw(tx, payout)).catch(
      refused('ledger/insufficient-balance'),
    );
    if (tried === true) return;
    if (random.chance(0.5)) await inTx((tx) => ledger.withdrawalPaid(tx, { ...payout, provider }));
    else await inTx((tx) => ledger.withdrawalReturned(tx, payout));
  };
  const hand = async () => {
    for (let i = 0; i < 40; i += 1) await one();
  };
  await Promise.all(Array.from({ length: 8 }, hand));
  await ledger.parts.sweeps![0]!.run();
});
