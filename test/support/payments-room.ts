import { afterEach } from 'node:test';
import type { Call } from '#platform/actor.ts';
import { minuteMs, type MovableClock } from '#platform/clock.ts';
import { newId, sql, type Tx } from '#platform/db/database.ts';
import { createDeadlineWorker } from '#platform/deadlines.ts';
import { bucketOf, type Id } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';
import type { AuditAct } from '#admin';
import type { Identity } from '#identity';
import { createLedger } from '#ledger';
import type { Notifications } from '#notifications';
import { createPayments, type Visit } from '#payments';
import { assertInvariants } from './invariants.ts';
import { testPlatform, type TestPlatform } from './platform.ts';
import { createScriptedProvider } from './scripted-provider.ts';

/**
 * The payments room on a real database and ledger with a scripted provider; verified names,
 * notifications and the room that owns the orders are stand-ins. After every test of the file
 * what is due is carried out and every invariant of the audit must hold.
 * @param start where the clock stands at first
 */
export async function openPaymentsRoom(start?: Date) {
  const room = await openRoom(start);
  const { provider, worker, url } = room;
  afterEach(async () => {
    provider.reset();
    await worker.drain();
    await assertInvariants(url);
  });
  const tell = (notice: Parameters<typeof provider.notice>[0]) =>
    room.payments.receiveNotice({ provider: 'scripted', ...provider.notice(notice) });
  return { ...room, ...deskOf(room), ...membersOf(room), tell };
}

async function openRoom(start?: Date) {
  const world = await testPlatform(start);
  const provider = createScriptedProvider(world.clock);
  return { ...(await openRoomOver(world, { provider })), provider };
}

/** The same room and desk over providers of another kind; its tests end with their own checks. */
export async function openRoomWith(
  makeOutside: (clock: MovableClock) => Promise<Outside>,
  start?: Date,
) {
  const world = await testPlatform(start);
  const room = await openRoomOver(world, await makeOutside(world.clock));
  return { ...room, ...deskOf(room), ...membersOf(room) };
}

type Outside = Parameters<typeof createPayments>[2];

async function openRoomOver(world: TestPlatform, outside: Outside) {
  const { platform, database, clock } = world;
  const ledger = createLedger(platform);
  const names = new Map<Id, string>();
  const told: { memberId: Id; type: string }[] = [];
  const identity = {
    verifiedName: (_handle: unknown, memberId: Id) => Promise.resolve(names.get(memberId) ?? null),
    refuseOwnMatter: async (_handle: unknown, operatorId: Id, parties: (Id | null)[]) => {
      if (parties.includes(operatorId)) refuse('identity/own-matter');
    },
  } as unknown as Identity;
  const notifications = {
    registerTypes: () => undefined,
    notify: (_tx: unknown, notice: { memberId: Id; type: string }) =>
      Promise.resolve(void told.push(notice)),
  } as unknown as Notifications;
  const acts: AuditAct[] = [];
  const admin = { recordAudit: async (_tx: unknown, act: AuditAct) => void acts.push(act) };
  const payments = createPayments(platform, { identity, ledger, notifications, admin }, outside);
  const worker = createDeadlineWorker(database, clock, payments.parts.deadlines!);
  await payments.parts.open!();
  const inTx = <T>(work: (tx: Tx) => Promise<T>) => database.transaction(work);
  return { ...world, ledger, names, told, acts, payments, worker, inTx };
}

type Room = Awaited<ReturnType<typeof openRoomOver>>;

/** Orders that wait for money, each taking it once as the real room does, and what becomes of it. */
function deskOf({ database, clock, ledger, payments, inTx }: Room) {
  const waiting = new Map<Id, Id>();
  payments.whenPaid(async (tx, paid) => {
    const sellerId = waiting.get(paid.orderId);
    const taken = await sql`select from ledger.hold
      where bucket = ${bucketOf(paid.orderId)} and order_id = ${paid.orderId}`.execute(tx);
    if (!sellerId || taken.rows.length > 0) return 'due-back';
    await sql`select ledger.hold(${bucketOf(paid.orderId)}, ${paid.orderId}, ${sellerId}, 5,
      ${paid.amountFen}, ${paid.provider}, ${paid.now})`.execute(tx);
    return 'held';
  });
  bearLosses({ ledger, payments });
  const sweep = (named: string) => payments.parts.sweeps!.find(({ name }) => name === named)!.run();
  const newOrder = async (amountFen = 10_000n) => {
    const sellerId = await newId(database.sql, 7);
    const orderId = await newId(database.sql, 7);
    waiting.set(orderId, sellerId);
    const expiresAt = new Date(clock.now().getTime() + 30 * minuteMs);
    const wanted = { orderId, payerId: '5', amountFen, expiresAt, now: clock.now() };
    const attemptId = await inTx((tx) => payments.attemptToPay(tx, wanted));
    return { orderId, sellerId, attemptId, wanted };
  };
  const row = async <T>(table: string, id: Id): Promise<T> => {
    const { rows } = await sql<T>`
      select * from ${sql.table(`payments.${table}`)} where id = ${id}`.execute(database.sql);
    return rows[0]!;
  };
  return {
    waiting,
    newOrder,
    row,
    attempt: (id: Id) =>
      row<{ state: string; outcome: string | null; next_query_at: Date | null }>('attempt', id),
    query: () => sweep('payments/query'),
    recheck: () => sweep('payments/recheck'),
    fetchBills: () => sweep('payments/bill'),
    async atCashier(amountFen = 10_000n, visit?: Visit) {
      const order = await newOrder(amountFen);
      const returnUrl = 'http://localhost/orders/1';
      const opened = await payments.openCashier(order.attemptId, { returnUrl, visit });
      return { ...order, ...opened };
    },
    /** Sends a paid order's money back; answers the refund's id. */
    giveBack: (orderId: Id, amountFen = 10_000n) =>
      inTx(async (tx) => {
        const at = clock.now();
        const parties = { orderId, sellerId: waiting.get(orderId)!, buyerId: '5', actorId: null };
        await ledger.releaseForRefund(tx, { ...parties, amountFen, at });
        const wanted = { orderId, buyerId: '5', amountFen, reason: 'cancelled', now: at };
        return payments.refund(tx, wanted);
      }),
  };
}

/** Who bears lost disputes, as far as a hold alone can say it. */
function bearLosses({ ledger, payments }: Pick<Room, 'ledger' | 'payments'>): void {
  payments.whenLost(async (tx, lost) => {
    const { rows } = await sql<{ by: string | null; fen: string; seller_id: Id }>`
      select ended_by as by, amount_fen - released_fen as fen, seller_id from ledger.hold
      where bucket = ${bucketOf(lost.orderId)} and order_id = ${lost.orderId}`.execute(tx);
    const { by, fen, seller_id: sellerId } = rows[0]!;
    if (!by) refuse('ledger/sale-not-settled');
    const left = by === 'settle' ? BigInt(fen) : 0n;
    const amountFen = lost.amountFen < left ? lost.amountFen : left;
    const charged = amountFen > 0n ? { sellerId, amountFen, feeBackFen: 0n } : null;
    const { operatorId: actorId, now: at, amountFen: lostFen, ...facts } = lost;
    const houseFen = lostFen - amountFen;
    await ledger.chargeBack(tx, { ...facts, charged, houseFen, actorId, at });
  });
}

/** Members with money in their wallets. */
function membersOf({ database, clock, ledger, payments, names, inTx }: Room) {
  return {
    /** A member with a verified name, a bound account and money from a sale. */
    async richMember(fen = 100_000n, account = '6222020200112233') {
      const memberId = await newId(database.sql, 9);
      names.set(memberId, '林小满');
      const actor = { memberId, sessionId: '1', isOperator: false, secondFactorAt: null };
      const call: Call = { actor, locale: 'zh-CN' };
      const orderId = await newId(database.sql, 9);
      await inTx(async (tx) => {
        const at = clock.now();
        await sql`select ledger.hold(9, ${orderId}, ${memberId}, 5, ${fen}, 'scripted',
          ${at})`.execute(tx);
        const parties = { orderId, sellerId: memberId, buyerId: '5', actorId: null, at };
        await ledger.settle(tx, { ...parties, grossFen: fen, feeFen: 0n });
      });
      await payments.bindPayoutAccount(call, { bankName: '招商银行', account });
      return { memberId, call, actor };
    },
    available: async (memberId: Id) => (await ledger.wallet(database.sql, memberId)).availableFen,
  };
}
