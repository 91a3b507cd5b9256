import type { Admin } from '#admin';
import type { Identity } from '#identity';
import type { Ledger } from '#ledger';
import type { Notifications } from '#notifications';
import type { Tx } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import type { Platform } from '#platform/room.ts';
import type { Providers } from './domain/providers.ts';
import type { AcceptResult, Success } from './store/attempt-store.ts';

/** A provider's success as the room that owns the order sees it. */
export type PaidAttempt = {
  orderId: Id;
  attemptId: Id;
  amountFen: bigint;
  provider: string;
  transactionId: string;
  now: Date;
};

/** Decides, in the same transaction, whether the order takes the money. */
export type PaidHandler = (tx: Tx, paid: PaidAttempt) => Promise<'held' | 'due-back'>;

/** A payment that an order held and its payer took back at their bank. */
export type LostDispute = {
  orderId: Id;
  caseId: Id;
  provider: string;
  amountFen: bigint;
  operatorId: Id;
  now: Date;
};

/** Books in the same transaction who bears it. */
export type LossHandler = (tx: Tx, lost: LostDispute) => Promise<void>;

/**
 * Takes a success in and holds its money for an order that waits for it, all in one statement;
 * undefined, changing nothing, when that is not so and the whole way must be gone.
 */
export type HoldAtOnce = (success: Success) => Promise<AcceptResult | undefined>;

export type PaymentsDeps = {
  platform: Platform;
  rooms: {
    identity: Identity;
    ledger: Ledger;
    notifications: Notifications;
    admin: Pick<Admin, 'recordAudit'>;
  };
  providers: Providers;
  /** Whether one more forged notice may be written down now. */
  mayKeepForged(): boolean;
  /** Set once by the room above at composition. */
  paidHandler(): PaidHandler;
  /** Likewise. */
  lossHandler(): LossHandler;
  holdAtOnce: HoldAtOnce;
};
