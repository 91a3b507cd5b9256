import { minuteMs, secondMs } from '#platform/clock.ts';
import type { Actor, Call } from '#platform/actor.ts';
import type { Sql, Tx } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import type { Platform, RoomParts } from '#platform/room.ts';
import type { MemberPair } from '#identity';
import { bindPayoutAccount, type PayoutAccountView } from './commands/bind-payout-account.ts';
import {
  cancelPayout,
  listWaitingPayouts,
  readWaitingPayout,
  type WaitingPayout,
} from './commands/cancel-payout.ts';
import { closeAtProvider, closeAttempts, closeDeadline } from './commands/close-attempts.ts';
import { fetchBill } from './commands/fetch-bill.ts';
import {
  dismissCase,
  repairCase,
  type CaseReceipt,
  type EndCaseInput,
} from './commands/end-case.ts';
import { openCashier } from './commands/open-cashier.ts';
import { queryOverdue } from './commands/query-attempt.ts';
import { recheckPaidOut } from './commands/recheck.ts';
import { receiveNotice } from './commands/receive-notice.ts';
import {
  carryOutRefund,
  refund,
  refundDeadline,
  type RefundOrderInput,
} from './commands/refund.ts';
import {
  carryOutPayout,
  requestWithdrawal,
  withdrawDeadline,
  type WithdrawalReceipt,
} from './commands/withdraw.ts';
import type { HoldAtOnce, LossHandler, PaidHandler, PaymentsDeps } from './deps.ts';
import type { Visit } from './domain/payer-client.ts';
import { createProviders } from './domain/providers.ts';
import { createMinuteLimit } from './domain/minute-limit.ts';
import { forgedKeptPerMinute } from './domain/rules.ts';
import { paymentNotices } from './notices.ts';
import type { NoticeAnswers, NoticeHeaders, PaymentProvider } from './provider.ts';
import {
  getPayoutAccount,
  listWithdrawals,
  type WithdrawalView,
} from './queries/payout-queries.ts';
import { getCase, listCases, type CasePage, type CaseView } from './queries/case-queries.ts';
import { sharePayoutAccount } from './queries/share-payout-account.ts';
import { getCashier, type CashierView } from './queries/get-cashier.ts';
import { ordersOfReference, tracePayments, type PaymentTrace } from './queries/trace.ts';
import { reconciliationRoutes } from './reconciliation-routes.ts';
import { paymentRefusals } from './refusals.ts';
import { paymentRoutes } from './routes.ts';
import type { CaseFilter } from './store/case-store.ts';
import { attemptToPay, type NewAttempt } from './store/attempt-store.ts';
import { putMerchant } from './store/notice-store.ts';
import { readRefundStates, type RefundState } from './store/refund-store.ts';

export type { HoldAtOnce, LostDispute, PaidAttempt, PaidHandler } from './deps.ts';
export type { AcceptResult, Success } from './store/attempt-store.ts';
export type { Visit } from './domain/payer-client.ts';
export type { PaymentProvider } from './provider.ts';
export type { CasePage, CaseView } from './queries/case-queries.ts';
export type { CaseReceipt } from './commands/end-case.ts';
export type { CaseKind, CaseRepair, CaseState, CaseSubject } from './domain/reconciliation.ts';
export type { CashierView } from './queries/get-cashier.ts';
export type { WaitingPayout } from './commands/cancel-payout.ts';
export type { PaymentTrace } from './queries/trace.ts';
export type { RefundState } from './store/refund-store.ts';
export type { PayoutAccountView } from './commands/bind-payout-account.ts';
export type { WithdrawalView } from './queries/payout-queries.ts';
export { openProviders } from './adapters/open-providers.ts';
export { createSimulatorProvider } from './adapters/simulator.ts';

/** The payments room's door; each command's codes stand at its own file. */
export type Payments = {
  /**
   * Registers what takes a payment in; exactly one room does. It may bring a shorter way for the
   * ordinary payment, which must end as the whole way would.
   */
  whenPaid(handler: PaidHandler, holdAtOnce?: HoldAtOnce): void;
  /** Registers what says who bears a lost dispute; exactly one room does. */
  whenLost(handler: LossHandler): void;
  /** The attempt an order may be paid by: the open one, or a new one where none is open. */
  attemptToPay(tx: Tx, wanted: NewAttempt): Promise<Id>;
  /** `visit` says where the payer is; a provider that can be reached from there is taken. */
  openCashier(
    attemptId: Id,
    input: { returnUrl: string; visit?: Visit | undefined },
  ): Promise<{ cashierUrl: string }>;
  /** The code that our own page shows where a provider has none of its own. */
  getCashier(actor: Actor, input: { orderId: Id }): Promise<CashierView | null>;
  closeAttempts(tx: Tx, orderId: Id, now: Date): Promise<void>;
  refund(tx: Tx, input: RefundOrderInput): Promise<Id>;
  /** How far the money of these orders is on its way back; orders nothing goes back of are absent. */
  refundStates(handle: Sql, orderIds: Id[]): Promise<Map<Id, RefundState>>;
  receiveNotice(input: {
    provider: string;
    headers: NoticeHeaders;
    rawBody: Buffer;
  }): Promise<{ outcome: string }>;
  /** Where the providers' cashiers are, for pages whose forms lead there. */
  cashierOrigins(): string[];
  /** How a provider wants its notices answered; undefined: like everybody. */
  noticeAnswers(provider: string): NoticeAnswers | undefined;
  bindPayoutAccount(
    call: Call,
    input: { bankName: string; account: string },
  ): Promise<PayoutAccountView>;
  getPayoutAccount(actor: Actor): Promise<PayoutAccountView | null>;
  /** For each pair of members whether the same account is bound by both; in one read. */
  sharePayoutAccount(handle: Sql, pairs: readonly MemberPair[]): Promise<boolean[]>;
  requestWithdrawal(call: Call, input: { amountFen: bigint }): Promise<WithdrawalReceipt>;
  listWithdrawals(
    actor: Actor,
    input: { cursor?: string | undefined; limit: number },
  ): Promise<{ items: WithdrawalView[]; nextCursor: string | null }>;
  /** All that passed between us and the providers about an order. */
  tracePayments(handle: Sql, orderId: Id): Promise<PaymentTrace>;
  /** The orders that a number of a provider, or one of ours, speaks of. */
  ordersOfReference(handle: Sql, reference: string): Promise<Id[]>;
  /** Withdrawals that no bank was asked for yet. */
  listWaitingPayouts(): Promise<WaitingPayout[]>;
  /** @throws platform/not-found, payments/payout-handed-over */
  readWaitingPayout(tx: Tx, payoutId: Id): Promise<{ memberId: Id; amountFen: bigint }>;
  /** Calls a payout back. @throws platform/not-found, payments/payout-handed-over */
  cancelPayout(tx: Tx, payoutId: Id): Promise<{ memberId: Id; amountFen: bigint; transferId: Id }>;
  /** Differences between providers and the books, for operators. */
  listCases(input: CaseFilter & { cursor?: string | undefined; limit: number }): Promise<CasePage>;
  getCase(caseId: Id): Promise<CaseView>;
  repairCase(call: Call, input: EndCaseInput): Promise<CaseReceipt>;
  dismissCase(call: Call, input: EndCaseInput): Promise<CaseReceipt>;
};

/** Opens the room over its payment providers; the first that can takes a new payment. */
export function createPayments(
  platform: Platform,
  rooms: PaymentsDeps['rooms'],
  outside: { provider: PaymentProvider; others?: readonly PaymentProvider[] | undefined },
): Payments & { parts: RoomParts } {
  let handler: PaidHandler | undefined;
  let lossHandler: LossHandler | undefined;
  let shortWay: HoldAtOnce | undefined;
  const deps: PaymentsDeps = {
    platform,
    rooms,
    providers: createProviders([outside.provider, ...(outside.others ?? [])]),
    mayKeepForged: createMinuteLimit(platform.clock, forgedKeptPerMinute),
    paidHandler: () => handler ?? failUnheard(),
    lossHandler: () => lossHandler ?? failUnheard(),
    holdAtOnce: (success) => shortWay?.(success) ?? Promise.resolve(undefined),
  };
  rooms.notifications.registerTypes(paymentNotices);
  const payments: Payments = {
    whenPaid(next, holdAtOnce) {
      if (handler) throw new Error('payments are taken in by one room');
      handler = next;
      shortWay = holdAtOnce;
    },
    whenLost(next) {
      if (lossHandler) throw new Error('lost disputes are borne by one room');
      lossHandler = next;
    },
    attemptToPay,
    openCashier: (attemptId, input) => openCashier(deps, attemptId, input),
    getCashier: (actor, { orderId }) => getCashier(deps, actor, orderId),
    closeAttempts: (tx, orderId, now) => closeAttempts(deps, tx, orderId, now),
    refund: (tx, input) => refund(deps, tx, input),
    refundStates: readRefundStates,
    receiveNotice: (input) => receiveNotice(deps, input),
    cashierOrigins: () => deps.providers.all.flatMap((one) => one.cashierOrigins ?? []),
    noticeAnswers: (provider) => deps.providers.find(provider)?.noticeAnswers,
    bindPayoutAccount: (call, input) => bindPayoutAccount(deps, call, input),
    getPayoutAccount: (actor) => getPayoutAccount(deps, actor),
    sharePayoutAccount: (handle, pairs) => sharePayoutAccount(deps, handle, pairs),
    requestWithdrawal: (call, input) => requestWithdrawal(deps, call, input),
    listWithdrawals: (actor, input) => listWithdrawals(deps, actor, input),
    ...forOperators(deps),
  };
  return { ...payments, parts: partsOf(deps, payments) };
}

/** What only operators do and look at: the office, and the queue of differences. */
function forOperators(deps: PaymentsDeps) {
  return {
    tracePayments,
    ordersOfReference,
    listWaitingPayouts: () => listWaitingPayouts(deps),
    readWaitingPayout,
    cancelPayout: (tx, payoutId) =>
      cancelPayout(deps, tx, { payoutId, deadline: withdrawDeadline }),
    listCases: (input) => listCases(deps, input),
    getCase: (caseId) => getCase(deps, caseId),
    repairCase: (call, input) => repairCase(deps, call, input),
    dismissCase: (call, input) => dismissCase(deps, call, input),
  } satisfies Partial<Payments>;
}

function failUnheard(): never {
  throw new Error('no room takes payments in, or bears lost disputes');
}

function partsOf(deps: PaymentsDeps, payments: Payments): RoomParts {
  return {
    async open() {
      const since = deps.platform.clock.now();
      for (const { name, merchantId } of deps.providers.all) {
        await putMerchant(deps.platform.database.sql, { provider: name, merchantId, since });
      }
    },
    routes: [...paymentRoutes(payments), ...reconciliationRoutes(payments)],
    refusals: paymentRefusals,
    deadlines: [
      { kind: refundDeadline, handle: (ref) => carryOutRefund(deps, ref) },
      { kind: closeDeadline, handle: (orderId) => closeAtProvider(deps, orderId) },
      { kind: withdrawDeadline, handle: (ref) => carryOutPayout(deps, ref) },
    ],
    sweeps: [
      { name: 'payments/query', everyMs: 2 * secondMs, run: () => queryOverdue(deps) },
      { name: 'payments/recheck', everyMs: 10 * minuteMs, run: () => recheckPaidOut(deps) },
      { name: 'payments/bill', everyMs: 10 * minuteMs, run: () => fetchBill(deps) },
    ],
  };
}
