import { hourMs, type Clock } from '#platform/clock.ts';
import type {
  BillLine,
  NoticeHeaders,
  PaymentProvider,
  PaymentStatus,
  ProviderCapabilities,
  ProviderNotice,
  SettlingStatus,
} from '../../src/modules/payments/provider.ts';

type Payment = { amountFen: bigint } & PaymentStatus;
type Settling = { kind: 'refund' | 'transfer'; fails: boolean } & SettlingStatus;

/** A payment provider in memory that does what a test says, at the moment it says it. */
export type ScriptedProvider = PaymentProvider & {
  /** Every call made, by name. */
  calls: string[];
  /** The payer pays, of what was asked for unless said otherwise; answers the notice of it. */
  pay(outTradeNo: string, amountFen?: bigint): ProviderNotice;
  /** Puts a closed payment back to pending, as an opening that arrives late does. */
  reopen(outTradeNo: string): void;
  /** The provider finds that a success was another payment's. */
  moveSuccess(from: string, to: string): void;
  stateOf(outTradeNo: string): string | undefined;
  /** Whether refunds and transfers wait for `settleNow`; once not, those that waited end. */
  holdSettling(hold: boolean): void;
  /** Ends a refund or a transfer; answers the notice that tells of it. */
  settleNow(outNo: string): ProviderNotice;
  /** A refund or a transfer turns out to be of another amount at the provider. */
  changeAmount(outNo: string, amountFen: bigint): void;
  /** A refund or a transfer that had succeeded fails after all; answers the notice that tells of it. */
  failLater(outNo: string): ProviderNotice;
  /** What had failed is as it was before. */
  settleAgain(outNo: string): void;
  /** Changes every bill from now on; without a change bills are as things are. */
  editBills(edit?: (lines: BillLine[], day: string) => BillLine[]): void;
  /** What really went to a bank account under a number. */
  movedTo(outNo: string): bigint;
  /** The next call throws and does nothing. */
  failNext(error: Error): void;
  /** The next call does its work and then throws. */
  failAfterNext(error: Error): void;
  /** A notice as it comes over the wire. */
  notice(notice: ProviderNotice): { headers: NoticeHeaders; rawBody: Buffer };
  reset(): void;
};

/** @param clock when things happen at the provider */
export function createScriptedProvider(clock: Clock): ScriptedProvider {
  const world = createWorld();
  const desk = paymentDesk(clock, world);
  return {
    name: 'scripted',
    merchantId: 'M-1',
    capabilities: world.capabilities,
    calls: world.calls,
    ...desk,
    ...settlingDesk(clock, world),
    async verifyNotice(headers, rawBody) {
      if (headers['signature'] !== 'yes') return 'forged';
      return JSON.parse(rawBody.toString('utf8'), revive) as ProviderNotice;
    },
    notice: (notice) => ({
      headers: { signature: 'yes' },
      rawBody: Buffer.from(
        JSON.stringify(notice, (_key, value: unknown) =>
          typeof value === 'bigint' ? `fen:${value}` : value,
        ),
      ),
    }),
    failNext: (error) => void (world.before = error),
    failAfterNext: (error) => void (world.after = error),
    reset() {
      world.calls.length = 0;
      world.before = undefined;
      world.after = undefined;
      world.holds = false;
      world.editBill = asItIs;
    },
  };
}

function createWorld() {
  return {
    payments: new Map<string, Payment>(),
    capabilities: {
      clients: ['desktop', 'phone', 'wechat'],
      hold: 'books',
      freezeMsMax: null,
      split: false,
      payout: 'bank-account',
      refundAfterSettlement: true,
      refundMsMax: null,
      billReadyMs: hourMs,
      disputes: false,
    } as ProviderCapabilities,
    settlings: new Map<string, Settling>(),
    calls: [] as string[],
    before: undefined as Error | undefined,
    after: undefined as Error | undefined,
    holds: false,
    editBill: asItIs as (lines: BillLine[], day: string) => BillLine[],
    numbers: 0,
  };
}

const asItIs = (lines: BillLine[]) => lines;

type World = ReturnType<typeof createWorld>;

/** Counts a call and lets it fail where the test says so. */
async function called<T>(world: World, name: string, work: () => T): Promise<T> {
  world.calls.push(name);
  const { before } = world;
  world.before = undefined;
  if (before) throw before;
  const answer = work();
  const { after } = world;
  world.after = undefined;
  if (after) throw after;
  return answer;
}

function revive(key: string, value: unknown): unknown {
  if (typeof value === 'string' && value.startsWith('fen:')) return BigInt(value.slice(4));
  return key === 'occurredAt' ? new Date(value as string) : value;
}

function paymentDesk(clock: Clock, world: World) {
  const { payments } = world;
  return {
    createPayment: ({ outTradeNo, amountFen }: { outTradeNo: string; amountFen: bigint }) =>
      called(world, 'createPayment', () => {
        if (!payments.has(outTradeNo)) payments.set(outTradeNo, { state: 'PENDING', amountFen });
        const cashier = { kind: 'page' as const, url: `http://cashier.test/${outTradeNo}` };
        return { providerRef: `p${outTradeNo}`, cashier };
      }),
    queryPayment: (outTradeNo: string) =>
      called(
        world,
        'queryPayment',
        () => payments.get(outTradeNo) ?? ({ state: 'UNKNOWN' } as const),
      ),
    closePayment: (outTradeNo: string) =>
      called(world, 'closePayment', () => {
        const payment = payments.get(outTradeNo);
        if (payment?.state === 'PAID') return 'PAID' as const;
        if (payment) payments.set(outTradeNo, { state: 'CLOSED', amountFen: payment.amountFen });
        return 'CLOSED' as const;
      }),
    pay(outTradeNo: string, amountFen = payments.get(outTradeNo)!.amountFen): ProviderNotice {
      world.numbers += 1;
      const transactionId = `T${world.numbers}`;
      const occurredAt = clock.now();
      payments.set(outTradeNo, { state: 'PAID', amountFen, transactionId, paidAt: occurredAt });
      const common = { eventId: `evt-${transactionId}`, transactionId, amountFen, occurredAt };
      return { ...common, type: 'payment.succeeded', outNo: outTradeNo, merchantId: 'M-1' };
    },
    reopen(outTradeNo: string) {
      payments.set(outTradeNo, { ...payments.get(outTradeNo)!, state: 'PENDING' });
    },
    moveSuccess(from: string, to: string) {
      const { amountFen } = payments.get(to)!;
      payments.set(to, { ...payments.get(from)!, amountFen });
      payments.set(from, { state: 'PENDING', amountFen });
    },
    stateOf: (outTradeNo: string) => payments.get(outTradeNo)?.state,
  };
}

function settlingDesk(clock: Clock, world: World) {
  const { settlings, payments } = world;
  const take = (
    kind: Settling['kind'],
    outNo: string,
    order: { amountFen: bigint; fails: boolean },
  ) => {
    const known = settlings.get(outNo);
    if (known) return known;
    world.numbers += 1;
    const providerRef = `S${world.numbers}`;
    const settling: Settling = { kind, ...order, state: 'PROCESSING', providerRef };
    settlings.set(outNo, settling);
    return world.holds ? settling : end(outNo, settling);
  };
  const end = (outNo: string, settling: Settling) => {
    const finishedAt = clock.now();
    const ended = settling.fails
      ? { ...settling, state: 'FAILED' as const, finishedAt, reason: 'NAME_MISMATCH' }
      : { ...settling, state: 'SUCCEEDED' as const, finishedAt };
    settlings.set(outNo, ended);
    return ended;
  };
  const find = (outNo: string) => settlings.get(outNo) ?? ({ state: 'UNKNOWN' } as const);
  return {
    refund: ({ outRefundNo, amountFen }: { outRefundNo: string; amountFen: bigint }) =>
      called(world, 'refund', () => take('refund', outRefundNo, { amountFen, fails: false })),
    queryRefund: ({ outRefundNo }: { outRefundNo: string }) =>
      called(world, 'queryRefund', () => find(outRefundNo)),
    transfer: (order: { outTransferNo: string; amountFen: bigint; account: string }) =>
      called(world, 'transfer', () => {
        const fails = order.account.endsWith('0000');
        return take('transfer', order.outTransferNo, { amountFen: order.amountFen, fails });
      }),
    queryTransfer: (outNo: string) => called(world, 'queryTransfer', () => find(outNo)),
    downloadBill: (day: string) =>
      called(world, 'downloadBill', () => world.editBill(billOf(world, payments, day), day)),
    editBills: (edit: World['editBill'] = asItIs) => void (world.editBill = edit),
    holdSettling(hold: boolean) {
      world.holds = hold;
      if (hold) return;
      for (const [outNo, settling] of settlings) {
        if (settling.state === 'PROCESSING') end(outNo, settling);
      }
    },
    settleNow(outNo: string): ProviderNotice {
      const { kind, state, providerRef, amountFen, finishedAt, ...rest } = end(
        outNo,
        settlings.get(outNo)!,
      );
      const type = `${kind}.${state === 'FAILED' ? 'failed' : 'succeeded'}` as const;
      const common = {
        eventId: `evt-${providerRef}`,
        transactionId: providerRef,
        amountFen,
        reason: rest.reason,
      };
      return { ...common, type, outNo, merchantId: 'M-1', occurredAt: finishedAt };
    },
    ...bendingDesk(clock, settlings, end),
    movedTo(outNo: string): bigint {
      const settling = settlings.get(outNo);
      return settling?.state === 'SUCCEEDED' ? settling.amountFen : 0n;
    },
  };
}

/** How refunds and transfers that have ended turn out otherwise. */
function bendingDesk(
  clock: Clock,
  settlings: Map<string, Settling>,
  end: (outNo: string, settling: Settling) => Settling,
) {
  return {
    failLater(outNo: string): ProviderNotice {
      const { kind, providerRef, amountFen } = settlings.get(outNo)!;
      const reason = 'BANK_RETURNED';
      settlings.set(outNo, { kind, fails: true, state: 'FAILED', providerRef, amountFen, reason });
      const common = { transactionId: providerRef, amountFen, merchantId: 'M-1', reason };
      const told = { eventId: `late-${providerRef}`, outNo, occurredAt: clock.now() };
      return { ...common, ...told, type: `${kind}.failed` as const };
    },
    settleAgain: (outNo: string) => void end(outNo, { ...settlings.get(outNo)!, fails: false }),
    changeAmount: (outNo: string, amountFen: bigint) =>
      void settlings.set(outNo, { ...settlings.get(outNo)!, amountFen }),
  };
}

const dayOf = (at: Date) => new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);

function billOf(world: World, payments: Map<string, Payment>, day: string): BillLine[] {
  const paid = [...payments].flatMap(([outNo, payment]): BillLine[] => {
    if (payment.state !== 'PAID') return [];
    const { transactionId, amountFen, paidAt: at } = payment;
    return [{ kind: 'payment', outNo, transactionId, amountFen, at }];
  });
  const settled = [...world.settlings].flatMap(([outNo, settling]): BillLine[] => {
    if (settling.state !== 'SUCCEEDED') return [];
    const { kind, providerRef: transactionId, amountFen, finishedAt: at } = settling;
    return [{ kind, outNo, transactionId, amountFen, at }];
  });
  return [...paid, ...settled].filter(({ at }) => dayOf(at) === day);
}
