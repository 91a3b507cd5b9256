import { minuteMs } from '#platform/clock.ts';
import type { Actor } from '#platform/actor.ts';
import type { Sql, Tx } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import type { Locale } from '#platform/refusal.ts';
import type { Platform, RoomParts } from '#platform/room.ts';
import {
  compensate,
  holdDueBack,
  coveredFor,
  refundPaid,
  refundUnpaid,
  releaseForRefund,
  releasePart,
  settle,
  takeBack,
  type AfterSaleBooking,
  type OrderBooking,
  type ProviderBooking,
} from './commands/book-orders.ts';
import {
  chargeBack,
  freezeDisputed,
  thawDisputed,
  type LossBooking,
} from './commands/book-disputes.ts';
import {
  withdraw,
  withdrawalLate,
  withdrawalPaid,
  withdrawalReturned,
  withdrawalUndone,
  type WithdrawalBooking,
} from './commands/book-withdrawals.ts';
import { forgiveDebt, moveByHand } from './commands/book-by-hand.ts';
import {
  freeze,
  liftStop,
  release,
  stopPayouts,
  type Freeze,
  type Frozen,
} from './commands/freeze.ts';
import { exportJournal } from './queries/export-journal.ts';
import { listFreezes, transfersOfOrder, type TransferView } from './queries/operators.ts';
import { incomeOfSellers, type SellerIncome } from './queries/sellers.ts';
import {
  getStatement,
  getStatementFile,
  getWallet,
  listWalletEntries,
  type Statement,
  type WalletLine,
} from './queries/wallet-queries.ts';
import { getIncome, type Income } from './queries/income.ts';
import { ledgerRefusals } from './refusals.ts';
import { ledgerRoutes } from './routes.ts';
import { readHoldParties, readWallet } from './store/booking-store.ts';
import { mayLeave, readOpenStop } from './store/freeze-store.ts';
import { foldEntries } from './store/journal-store.ts';

export type { Freeze, Frozen } from './commands/freeze.ts';
export type { Income } from './queries/income.ts';
export type { TransferView } from './queries/operators.ts';
export type { SellerIncome } from './queries/sellers.ts';
export type { AfterSaleBooking, OrderBooking, ProviderBooking } from './commands/book-orders.ts';
export type { LossBooking } from './commands/book-disputes.ts';
export type { WithdrawalBooking } from './commands/book-withdrawals.ts';
export type { Statement, WalletLine } from './queries/wallet-queries.ts';
export { exportJournal } from './queries/export-journal.ts';

/** A member's money in fen: to withdraw, held in running sales, on its way to the bank, owed. */
export type Wallet = {
  availableFen: bigint;
  heldFen: bigint;
  inTransitFen: bigint;
  /** What was taken back and the wallet did not hold; what comes in repays it first. */
  owedFen: bigint;
};

/** Money that has to wait: for its sale to end, as one of the first sales, for a dispute or an after-sale to end. */
export type PendingMoney = {
  orderId: Id;
  amountFen: bigint;
  reason: 'in-sale' | 'first-sales' | 'disputed' | 'after-sale';
  /** From when it can be withdrawn; null while nobody knows. */
  availableAt: Date | null;
};

/** A member's own view: what can be withdrawn now, and what has to wait, soonest first. */
export type WalletView = Wallet & Frozen & { withdrawableFen: bigint; pending: PendingMoney[] };

/** All payouts stand still: by whom (null: the invariants), why and since when. */
export type PayoutStop = { id: Id; reason: string; stoppedBy: Id | null; stoppedAt: Date };

/**
 * The ledger's door: double entry in whole fen. Bookings run in the caller's transaction; each
 * books one thing once. The hold itself is the SQL function `ledger.hold`, called by orders'
 * payment in the same round trip.
 */
export type Ledger = {
  settle(tx: Tx, booking: Parameters<typeof settle>[1]): Promise<void>;
  releaseForRefund(tx: Tx, booking: OrderBooking & { amountFen: bigint }): Promise<void>;
  releasePart(tx: Tx, booking: AfterSaleBooking): Promise<void>;
  takeBack(tx: Tx, booking: AfterSaleBooking & { feeBackFen: bigint }): Promise<void>;
  compensate(tx: Tx, booking: Parameters<typeof compensate>[1]): Promise<void>;
  /** How much of an amount may be taken from a wallet without an operator; it stays locked. */
  coveredFor(tx: Tx, taking: Parameters<typeof coveredFor>[1]): Promise<bigint>;
  holdDueBack(tx: Tx, booking: ProviderBooking & { attemptId: Id; buyerId: Id }): Promise<void>;
  refundPaid(tx: Tx, booking: Parameters<typeof refundPaid>[1]): Promise<Id>;
  refundUnpaid(tx: Tx, booking: ProviderBooking & { paidId: Id }): Promise<Id>;
  /** @throws ledger/insufficient-balance, ledger/not-yet-available, ledger/frozen, … */
  withdraw(tx: Tx, booking: WithdrawalBooking): Promise<Id>;
  withdrawalPaid(tx: Tx, booking: WithdrawalBooking & { provider: string }): Promise<Id>;
  withdrawalReturned(tx: Tx, booking: WithdrawalBooking): Promise<Id>;
  withdrawalUndone(tx: Tx, booking: WithdrawalBooking & { provider: string }): Promise<Id>;
  withdrawalLate(tx: Tx, booking: WithdrawalBooking & { provider: string }): Promise<Id>;
  freezeDisputed(tx: Tx, booking: Parameters<typeof freezeDisputed>[1]): Promise<void>;
  thawDisputed(tx: Tx, booking: Parameters<typeof thawDisputed>[1]): Promise<void>;
  /** @throws ledger/sale-not-settled */
  chargeBack(tx: Tx, booking: LossBooking): Promise<Id>;
  wallet(handle: Sql, memberId: Id): Promise<Wallet>;
  getWallet(actor: Actor): Promise<WalletView>;
  listWalletEntries(
    actor: Actor,
    input: { cursor?: string | undefined; limit: number; month?: string | undefined },
  ): Promise<{ items: WalletLine[]; nextCursor: string | null }>;
  getStatement(actor: Actor, input: { month: string }): Promise<Statement>;
  /** One month as a CSV file. */
  getStatementFile(actor: Actor, input: { month: string; locale: Locale }): Promise<string>;
  /** A year's income by quarters. */
  getIncome(actor: Actor, input: { year: string }): Promise<Income>;
  /** Moves money that operators agreed on. @throws ledger/insufficient-balance */
  moveByHand(tx: Tx, booking: Parameters<typeof moveByHand>[1]): Promise<Id>;
  /** Pays what a member owes from the goodwill fund. @throws ledger/owes-less */
  forgiveDebt(tx: Tx, booking: Parameters<typeof forgiveDebt>[1]): Promise<Id>;
  /** Holds money back from withdrawal. @throws ledger/already-frozen */
  freeze(tx: Tx, input: Parameters<typeof freeze>[1]): Promise<Id>;
  /** @throws platform/not-found, ledger/already-released */
  release(tx: Tx, input: Parameters<typeof release>[1]): Promise<Freeze>;
  /** Lets no payout leave; false while none does already. */
  stopPayouts(tx: Tx, input: Parameters<typeof stopPayouts>[1]): Promise<boolean>;
  /** @throws ledger/not-stopped, ledger/another-stop */
  liftStop(tx: Tx, input: Parameters<typeof liftStop>[1]): Promise<void>;
  /** Why no payout leaves now, and since when; null while they do. */
  payoutStop(handle: Sql): Promise<PayoutStop | null>;
  /** Whether what has left a member's wallet may go on to the bank: nothing is frozen or missing. */
  mayLeave(handle: Sql, memberId: Id, at: Date): Promise<boolean>;
  listFreezes(input: {
    isOpen: boolean;
    cursor?: string | undefined;
    limit: number;
  }): Promise<{ items: Freeze[]; nextCursor: string | null }>;
  /** The two whose money an order is; nobody while nothing was held for it. */
  partiesOfOrder(handle: Sql, orderId: Id): Promise<Id[]>;
  /** Every transfer about an order with both its sides, the oldest first. */
  transfersOfOrder(handle: Sql, orderId: Id): Promise<TransferView[]>;
  /** The year's income of everybody who sold. */
  incomeOfSellers(handle: Sql, year: string): Promise<SellerIncome[]>;
  /** The books as a journal for hledger, in one snapshot. */
  exportJournal(): AsyncGenerator<string>;
};

/** Opens the room. */
export function createLedger(platform: Platform): Ledger & { parts: RoomParts } {
  const handle = platform.database.sql;
  const ledger: Ledger = {
    settle,
    releaseForRefund,
    releasePart,
    takeBack,
    compensate,
    coveredFor,
    holdDueBack,
    refundPaid,
    refundUnpaid,
    withdraw,
    withdrawalPaid,
    withdrawalReturned,
    withdrawalUndone,
    withdrawalLate,
    freezeDisputed,
    thawDisputed,
    chargeBack,
    wallet: readWallet,
    getWallet: (actor) => getWallet(handle, actor, platform.clock.now()),
    listWalletEntries: (actor, input) => listWalletEntries(handle, actor, input),
    getStatement: (actor, input) => getStatement(handle, actor, input.month),
    getStatementFile: (actor, input) => getStatementFile(handle, actor, input),
    getIncome: (actor, input) => getIncome(handle, actor, input.year),
    ...forOperators(handle),
    exportJournal: () => exportJournal(platform.database),
  };
  const foldBooks = { name: 'ledger/fold', everyMs: minuteMs, run: () => foldEntries(handle) };
  return {
    ...ledger,
    parts: { routes: ledgerRoutes(ledger), refusals: ledgerRefusals, sweeps: [foldBooks] },
  };
}

/** What only operators do and look at; the office calls it. */
function forOperators(handle: Sql) {
  return {
    moveByHand,
    forgiveDebt,
    freeze,
    release,
    stopPayouts,
    liftStop,
    async payoutStop(sql) {
      const stop = await readOpenStop(sql);
      return stop
        ? {
            id: stop.id,
            reason: stop.reason,
            stoppedBy: stop.stopped_by,
            stoppedAt: stop.stopped_at,
          }
        : null;
    },
    mayLeave,
    listFreezes: (input) => listFreezes(handle, input),
    partiesOfOrder: readHoldParties,
    transfersOfOrder,
    incomeOfSellers,
  } satisfies Partial<Ledger>;
}
