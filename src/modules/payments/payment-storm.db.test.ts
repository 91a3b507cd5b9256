// Real: PostgreSQL, ledger, deadlines, the audit's invariants, the payment simulator as a service.
// Fake: the room above that owns the orders, verified names, notifications, the clock. The
// simulator's notices are 30 % doubled, 20 % lost, out of order and up to 25 hours late, some are
// forged, another merchant's or of another amount; buyers pay after the closing, calls go
// unanswered, refunds and transfers fail at once or later. How many payments,
// TUCKSHOP_TORTURE_PAYMENTS says, and TUCKSHOP_TORTURE_SEED which.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { dayMs, secondMs } from '#platform/clock.ts';
import { newId, sql } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import { checkInvariants } from '../../audit/check.ts';
import { assertInvariants } from '../../../test/support/invariants.ts';
import { openPaymentStorm, unlessOut } from '../../../test/support/payment-storm.ts';
import { createSeededRandom } from '../../../test/support/seeded-random.ts';
import { tell } from '../../../test/support/tally.ts';

const payments = Number(process.env['TUCKSHOP_TORTURE_PAYMENTS'] ?? 200);
const seed = Number(process.env['TUCKSHOP_TORTURE_SEED'] ?? 20_261_127);
const random = createSeededRandom(seed);
const storm = await openPaymentStorm(random);
after(() => storm.close());
const { database, url, clock, control, richMember } = storm;

const perRound = payments > 1000 ? 100 : 40;
const rounds = Math.ceil(payments / perRound);
/** The whole of it takes about three days, so that there are midnights in it. */
const roundMs = Math.ceil((3 * dayMs) / rounds);
const members = await Promise.all([
  ...Array.from({ length: 6 }, () => richMember(50_000_000n)),
  richMember(50_000_000n, '6222020200110000'),
]);

async function count(query: ReturnType<typeof sql<{ n: number }>>): Promise<number> {
  const { rows } = await query.execute(database.sql);
  return rows[0]!.n;
}

type Order = Awaited<ReturnType<typeof storm.order>>;
const held: Order[] = [];
const unpaid: Order[] = [];

const misbehaviour = {
  duplicate: 0.3,
  loseRate: 0.2,
  reorder: true,
  payAfterCloseAllowed: true,
} as const;

/** One round: orders are made and paid, a minute later nothing paid is unknown; then the rest. */
async function round(): Promise<void> {
  control.setFaults(misbehaviour);
  const orders = await Promise.all(Array.from({ length: perRound }, () => storm.order()));
  const paid: Order[] = [];
  for (const one of orders) {
    const fate = random.between(1, 100);
    if (fate <= 3) unpaid.push(one);
    else if (fate <= 7) await storm.payAfterClose(one);
    else if (isAtCashier(one)) paid.push(one);
  }
  for (const one of paid) storm.pay(one);
  await control.drain();
  // Found within a minute is promised of a provider that answers when it is asked.
  control.setFaults({ apiTimeoutNext: 0, apiDownNext: 0 });
  clock.move(58 * secondMs);
  await storm.settleDown();
  assert.deepEqual(await unknownOf(paid), [], 'a success is known within a minute');
  held.push(...paid);
  await payBack();
  for (const late of unpaid.splice(0, random.between(0, 2))) if (isAtCashier(late)) storm.pay(late);
  await storm.passTime(roundMs);
  await storm.failSomeLater(0.1);
}

/** Whether the provider got to know of it: some calls reach nobody. */
const isAtCashier = ({ attemptId }: Order) => {
  try {
    control.decline(attemptId);
    return true;
  } catch {
    return false;
  }
};

async function unknownOf(orders: Order[]): Promise<Id[]> {
  const ids = orders.map(({ attemptId }) => attemptId);
  const { rows } = await sql<{ id: Id }>`
    select id from payments.attempt
    where bucket = 7 and id = any(${ids}::bigint[]) and state <> 'PAID'`.execute(database.sql);
  return rows.map(({ id }) => id);
}

/** Some orders are refunded and some wallets emptied while the provider is at its worst. */
async function payBack(): Promise<void> {
  control.setFaults({ refundFailNext: random.between(0, 1), apiDownNext: random.between(0, 1) });
  const refunds = held.splice(0, Math.floor(perRound / 6));
  await Promise.all(refunds.map((one) => storm.giveBack(one)));
  if (random.chance(0.5)) {
    control.setFaults({ transferFailNext: random.between(0, 1) });
    const { call } = random.pick(members);
    const amountFen = BigInt(random.between(100, 100_000));
    await unlessOut(storm.payments.requestWithdrawal(call, { amountFen }));
  }
  await storm.settleDown();
}

test(`${payments} payments through a storm of notices: nothing is lost (seed ${seed})`, async (t) => {
  for (let place = 0; place < rounds; place += 1) await round();
  await storm.calmDown();
  await assertInvariants(url);
  assert.deepEqual(await openCases(), []);
  await assertBillIsTheBooks();
  const open = await count(sql`select
    (select count(*)::int from payments.refund where state <> 'SUCCEEDED')
    + (select count(*)::int from payments.payout where state in ('REQUESTED', 'SENT')) as n`);
  assert.equal(open, 0, 'every refund is paid, every payout has ended');
  const told = storm.answers;
  for (const outcome of ['accepted', 'already', 'duplicate', 'refused', 'foreign-merchant']) {
    assert.ok(told.has(outcome), `${outcome} happened: ${[...told.keys()].join(', ')}`);
  }
  const putBack = await count(sql`select count(*)::int as n from payments.put_back`);
  assert.ok(putBack > 0, 'something failed later');
  const slowest = storm.tookMs.toSorted((a, b) => a - b);
  const p99 = slowest[Math.floor(slowest.length * 0.99)]!;
  t.diagnostic(`notices ${slowest.length}, p99 ${p99.toFixed(0)} ms; ${[...told].join(' ')}`);
  assert.ok(p99 < 5_000, 'a notice is answered before the provider gives up waiting');
  tell(t, { payments, lost: 0, doubled: 0, invariantRows: 0 });
});

async function openCases(): Promise<string[]> {
  const { rows } = await sql<{ said: string }>`
    select kind || ' ' || subject || ' ' || out_no as said from payments.reconciliation_case
    where state = 'OPEN' and kind <> 'transfer-returned' order by 1`.execute(database.sql);
  return rows.map(({ said }) => said);
}

/** The simulator's own records, and not the bills we kept, number by number against the books. */
async function assertBillIsTheBooks(): Promise<void> {
  const { rows: days } = await sql<{ day: string }>`
    select day::text as day from payments.bill_day order by 1`.execute(database.sql);
  const theirs = new Map<string, string>();
  for (const { day } of days) {
    for (const { kind, outNo, amountFen } of await storm.trueBill(day)) {
      theirs.set(`${kind} ${outNo.split('-')[0]}`, String(amountFen));
    }
  }
  const { rows } = await sql<{ no: string; fen: string }>`
    select 'payment ' || id as no, amount_fen::text as fen from payments.attempt
      where state = 'PAID'
    union all select 'refund ' || id, amount_fen::text from payments.refund
      where state = 'SUCCEEDED'
    union all select 'transfer ' || id, amount_fen::text from payments.payout
      where state = 'PAID'`.execute(database.sql);
  const ours = new Map(rows.map(({ no, fen }) => [no, fen]));
  const onlyTheirs = [...theirs].filter(([no, fen]) => ours.get(no) !== fen);
  const onlyOurs = [...ours].filter(([no, fen]) => theirs.get(no) !== fen);
  assert.deepEqual([onlyTheirs, onlyOurs], [[], []]);
  assert.ok(ours.size > payments * 0.9, `${ours.size} movements`);
}

test('every planted difference is found, each once, and nothing else', async () => {
  const orders = await Promise.all(Array.from({ length: 8 }, () => storm.order()));
  for (const { attemptId } of orders) control.pay(attemptId);
  await storm.settleDown();
  await Promise.all(orders.slice(6).map((one) => storm.giveBack(one)));
  const { payoutId } = await storm.payments.requestWithdrawal(members[0]!.call, {
    amountFen: 7_000n,
  });
  for (let times = 0; times < 4; times += 1) {
    clock.move(31 * secondMs);
    await storm.settleDown();
  }
  const stranger = await newId(database.sql, 9);
  const [missing, dearer, foreign] = orders.map(({ attemptId }) => attemptId);
  const { rows } = await sql<{ id: Id }>`select id from payments.refund
    where order_id = ${orders[7]!.orderId} and bucket = 7`.execute(database.sql);
  const refundId = rows[0]!.id;
  const gone = new Set([missing, refundId, payoutId]);
  const at = clock.now();
  storm.editBills((lines) => [
    ...lines
      .filter(({ outNo }) => !gone.has(outNo.split('-')[0]!))
      .map((one) => ({
        ...one,
        ...(one.outNo === dearer && { amountFen: one.amountFen + 1n }),
        ...(one.outNo === foreign && { merchantId: 'SOMEBODY-ELSE' }),
      })),
    ...(lines.some(({ outNo }) => outNo === foreign)
      ? [{ kind: 'payment', outNo: stranger, transactionId: 'S', amountFen: 5n, at } as const]
      : []),
  ]);
  for (let day = 0; day < 3; day += 1) await storm.passTime(dayMs);
  const planted = [
    `amount-differs payment ${dearer}`,
    `foreign-merchant payment ${foreign}`,
    `not-in-books payment ${stranger}`,
    `not-on-bill payment ${missing}`,
    `not-on-bill refund ${refundId}`,
    `not-on-bill transfer ${payoutId}`,
  ].toSorted();
  assert.deepEqual(await openCases(), planted);
  const breaches = await checkInvariants(url);
  assert.deepEqual(
    breaches.map(({ id }) => id),
    ['P5'],
    'the audit sees it too',
  );
  storm.editBills();
  await sql`update payments.bill_day set compared_at = null`.execute(database.sql);
  await sql`delete from payments.bill_line`.execute(database.sql);
  await sql`delete from payments.bill_day`.execute(database.sql);
  for (let day = 0; day < 2; day += 1) await storm.passTime(dayMs);
  assert.deepEqual(await openCases(), [], 'bills issued anew explain what was planted');
  await assertInvariants(url);
});
