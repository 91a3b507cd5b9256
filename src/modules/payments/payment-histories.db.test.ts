// Real: PostgreSQL, ledger, deadlines, the audit's invariants. Fake: the provider (scripted here),
// the room above that owns the orders, verified names, notifications, the clock.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayMs, hourMs, minuteMs, secondMs } from '#platform/clock.ts';
import { sql } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import { isRefusal, Outage } from '#platform/refusal.ts';
import { checkInvariants } from '../../audit/check.ts';
import { openPaymentsRoom } from '../../../test/support/payments-room.ts';
import { createSeededRandom } from '../../../test/support/seeded-random.ts';
import type { ProviderNotice } from './provider.ts';

const seed = Number(process.env['SEED'] ?? 20_261_126);
const random = createSeededRandom(seed);
const room = await openPaymentsRoom();
const { database, url, clock, provider, payments, worker, ledger, waiting, inTx } = room;
const { atCashier, giveBack, query, fetchBills, tell, richMember } = room;

/** Orders by how far they are; an id leaves a list when somebody acts on it. */
const atDesk: { orderId: Id; attemptId: Id }[] = [];
const paid: Id[] = [];
const letters: ProviderNotice[] = [];
const members = [
  await richMember(5_000_000n),
  await richMember(5_000_000n),
  await richMember(5_000_000n, '6222020200110000'),
];

const takeOne = <T>(from: T[]): T | undefined =>
  from.splice(random.between(0, Math.max(from.length - 1, 0)), 1)[0];

async function isHeld(orderId: Id): Promise<boolean> {
  const { rows } = await sql`
    select from ledger.hold where order_id = ${orderId} and ended_at is null`.execute(database.sql);
  return rows.length > 0;
}

/** What people, the provider and the machine do; each is one move of a history. */
const moves: Record<string, () => Promise<unknown>> = {
  async order() {
    atDesk.push(await atCashier(BigInt(random.between(1, 1_000_000))));
  },
  async pay() {
    const order = takeOne(atDesk);
    if (!order || provider.stateOf(order.attemptId) !== 'PENDING') return;
    letters.push(provider.pay(order.attemptId));
    paid.push(order.orderId);
  },
  async payAfterClosing() {
    const order = takeOne(atDesk);
    if (!order) return;
    waiting.delete(order.orderId);
    await inTx((tx) => payments.closeAttempts(tx, order.orderId, clock.now()));
    if (random.chance(0.5)) await worker.drain();
    if (provider.stateOf(order.attemptId) === 'CLOSED') provider.reopen(order.attemptId);
    letters.push(provider.pay(order.attemptId));
  },
  async deliverLetters() {
    const copies = letters.splice(0).flatMap((letter) => {
      if (random.chance(0.2)) return [];
      return Array.from({ length: random.between(1, 3) }, () => letter);
    });
    await Promise.all(copies.map((letter) => tell(letter)));
  },
  async refund() {
    const orderId = takeOne(paid);
    if (!orderId || !(await isHeld(orderId))) return;
    const { rows } = await sql<{ fen: string }>`
      select amount_fen as fen from ledger.hold where order_id = ${orderId}`.execute(database.sql);
    await giveBack(orderId, BigInt(rows[0]!.fen));
  },
  async settle() {
    const orderId = takeOne(paid);
    if (!orderId || !(await isHeld(orderId))) return;
    const { rows } = await sql<{ fen: string }>`
      select amount_fen as fen from ledger.hold where order_id = ${orderId}`.execute(database.sql);
    const grossFen = BigInt(rows[0]!.fen);
    const sellerId = waiting.get(orderId)!;
    const parties = { orderId, sellerId, buyerId: '5', actorId: null, at: clock.now() };
    await inTx((tx) =>
      ledger.settle(tx, { ...parties, grossFen, feeFen: (grossFen * 60n) / 10_000n }),
    );
  },
  async withdraw() {
    const { call } = random.pick(members);
    const amountFen = BigInt(random.between(1, 3_000_000));
    await payments.requestWithdrawal(call, { amountFen });
  },
  async outage() {
    if (random.chance(0.5)) provider.failNext(new Outage('provider'));
    else provider.failAfterNext(new Outage('provider'));
  },
  slowBank: async () => provider.holdSettling(random.chance(0.5)),
  work: () => worker.drain(),
  ask: () => query(),
  bill: () => fetchBills(),
  fold: () => sql`select ledger.fold_entries(${random.between(1, 500)}::int)`.execute(database.sql),
  async time() {
    const toMidnight = dayMs - ((clock.now().getTime() + 8 * hourMs) % dayMs);
    const steps = [secondMs, minuteMs, hourMs, toMidnight - 1, toMidnight + 1, dayMs];
    clock.move(random.pick(steps));
  },
};

/** Makes a move; that the provider is out, or the rules say no, is part of a history. */
async function make(name: string): Promise<void> {
  try {
    await moves[name]!();
  } catch (error) {
    if (!(error instanceof Outage) && !isRefusal(error)) throw error;
  }
}

const rounds = 25;
const movesAtOnce = 8;

test(`moves in any order and at once leave sound books (SEED=${seed})`, async () => {
  for (let round = 0; round < rounds; round += 1) {
    const names = Array.from({ length: movesAtOnce }, () => random.pick(Object.keys(moves)));
    await Promise.all(names.map(make));
    const breaches = await checkInvariants(url);
    // The machine's work waits for its turn in a history: lateness is no breach here.
    const unsound = breaches.filter(({ id }) => id !== 'X3');
    assert.deepEqual(unsound, [], `round ${round}: ${names.join(', ')}`);
  }
  provider.reset();
  provider.holdSettling(false);
  for (let day = 0; day < 3; day += 1) {
    await moves['deliverLetters']!();
    await query();
    // What failed in an outage waits in the machine's time, which no test moves.
    await sql`update platform.deadline set lease_until = null`.execute(database.sql);
    await worker.drain();
    clock.move(dayMs);
    await fetchBills();
  }
  const { rows } = await sql<{ open: number; billed: number; paid: number }>`
    select (select count(*)::int from payments.refund where state <> 'SUCCEEDED')
        + (select count(*)::int from payments.payout where state in ('REQUESTED', 'SENT')) as open,
      (select count(*)::int from payments.bill_line) as billed,
      (select count(*)::int from payments.attempt where state = 'PAID') as paid`.execute(
    database.sql,
  );
  assert.equal(rows[0]!.open, 0);
  assert.ok(rows[0]!.paid > 3 && rows[0]!.billed > rows[0]!.paid, JSON.stringify(rows[0]));
});
