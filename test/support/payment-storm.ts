import { dayMs, hourMs, minuteMs, secondMs, type Clock } from '#platform/clock.ts';
import { sql } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import { isRefusal, Outage } from '#platform/refusal.ts';
import { createSimulatorProvider } from '#payments';
import type { BillLine, PaymentProvider } from '../../src/modules/payments/provider.ts';
import {
  startPaymentSimulator,
  type PaymentSimulator,
} from '../../src/sandbox/payment-simulator/index.ts';
import { startNoticeEar } from './notice-ear.ts';
import { merchant } from './payment-simulator.ts';
import { openRoomWith } from './payments-room.ts';
import type { SeededRandom } from './seeded-random.ts';

type Order = { orderId: Id; attemptId: Id };
type EditBill = (lines: BillLine[], day: string) => BillLine[];

/** The payments room with the payment simulator over HTTP, which misbehaves in all its ways. */
export async function openPaymentStorm(random: SeededRandom) {
  let simulator!: PaymentSimulator;
  let edit: EditBill = (lines) => lines;
  let download!: PaymentProvider['downloadBill'];
  const urls = { notices: '' };
  const room = await openRoomWith(async (clock) => {
    simulator = await startPaymentSimulator({
      port: 0,
      host: '127.0.0.1',
      clock,
      merchant,
      settleMs: 20 * secondMs,
    });
    const provider = provide(simulator.url, clock, urls);
    download = provider.downloadBill.bind(provider);
    provider.downloadBill = async (day) => edit(await download(day), day);
    return { provider };
  });
  const ear = await startNoticeEar((input) => room.payments.receiveNotice(input));
  urls.notices = `${ear.origin}/api/v1/payments/notices/simulator`;
  Object.assign(room.platform.config, { noticeOrigin: ear.origin });
  const { control } = simulator;
  const storm = { ...room, control, random, tookMs: ear.tookMs, answers: ear.answers };
  const close = async () => {
    await simulator.close();
    await ear.close();
  };
  const editBills = (next: EditBill = (lines) => lines) => void (edit = next);
  /** A bill as the simulator has it, whatever was edited. */
  const trueBill = (day: string) => download(day);
  return { ...storm, ...payingOf(storm), ...timeOf(storm), close, editBills, trueBill };
}

function provide(baseUrl: string, clock: Clock, urls: { notices: string }): PaymentProvider {
  const options = { baseUrl, ...merchant, clock, timeoutMs: 3 * secondMs };
  return createSimulatorProvider({
    ...options,
    get transferNotifyUrl() {
      return urls.notices;
    },
  });
}

type Storm = Awaited<ReturnType<typeof openRoomWith>> & {
  control: PaymentSimulator['control'];
  random: SeededRandom;
};

/** What buyers and sellers do. */
function payingOf(storm: Storm) {
  const { control, payments, random, clock, worker, waiting, inTx, database } = storm;
  /** An order whose buyer stands at the cashier; now and then our call is never answered. */
  const order = async (): Promise<Order> => {
    const { orderId, attemptId } = await storm.newOrder(BigInt(random.between(1, 1_000_000)));
    if (random.chance(0.01)) control.setFaults({ apiTimeoutNext: 1 });
    const opening = payments.openCashier(attemptId, { returnUrl: 'http://localhost/orders/1' });
    await unlessOut(opening);
    return { orderId, attemptId };
  };
  /** The buyer pays; how the notice of it fares is drawn. */
  const pay = ({ attemptId }: Order) => {
    control.setFaults({ delayMs: random.chance(0.3) ? random.between(secondMs, 25 * hourMs) : 0 });
    if (random.chance(0.06)) {
      control.setFaults({
        [random.pick(['forgeNext', 'foreignMerchantNext', 'wrongAmountNext'])]: 1,
      });
    }
    control.pay(attemptId);
  };
  return {
    order,
    pay,
    /** The order is closed, and its buyer pays all the same. */
    async payAfterClose(one: Order) {
      waiting.delete(one.orderId);
      await inTx((tx) => payments.closeAttempts(tx, one.orderId, clock.now()));
      if (random.chance(0.5)) await worker.drain();
      pay(one);
    },
    async giveBack({ orderId }: Order) {
      const { rows } = await sql<{ fen: string }>`select amount_fen as fen from ledger.hold
        where order_id = ${orderId} and bucket = 7 and ended_at is null`.execute(database.sql);
      if (rows[0]) await storm.giveBack(orderId, BigInt(rows[0].fen));
    },
  };
}

/** What the bank, the machine and the clock do. */
function timeOf(storm: Storm) {
  const { control, random, clock, worker, database } = storm;
  return {
    /** Some of what was paid back or out today comes back from the bank. */
    async failSomeLater(share: number) {
      const since = new Date(clock.now().getTime() - 6 * hourMs);
      const { rows } = await sql<{ no: string }>`
        select id || '-' || failures as no from payments.refund
        where state = 'SUCCEEDED' and provider_finished_at > ${since}
        union all select id::text from payments.payout
        where state = 'PAID' and provider_finished_at > ${since} order by no`.execute(database.sql);
      for (const { no } of rows) if (random.chance(share)) control.failLater(no);
    },
    /** Notices that are due go out, jobs run, overdue payments are asked after. */
    async settleDown() {
      await control.drain();
      await sql`update platform.deadline set lease_until = null
        where lease_until is not null`.execute(database.sql);
      await unlessOut(storm.query());
      await unlessOut(worker.drain());
    },
    async passTime(ms: number) {
      clock.move(ms);
      await this.settleDown();
      await unlessOut(storm.recheck());
      await unlessOut(storm.fetchBills());
    },
    /** Nothing misbehaves any more; what was late comes in, and so do the last bills. */
    async calmDown() {
      control.resetFaults();
      for (let hours = 0; hours < 28; hours += 7) await this.passTime(7 * hourMs);
      for (let day = 0; day < 3; day += 1) await this.passTime(dayMs);
      await this.passTime(minuteMs);
    },
  };
}

/** Silence of the provider, and a no of the rules, are part of a storm. */
export async function unlessOut(work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof Outage) && !isRefusal(error)) throw error;
  }
}
