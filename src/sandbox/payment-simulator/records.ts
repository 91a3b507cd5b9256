import { createPrivateKey, generateKeyPairSync, randomBytes, type KeyObject } from 'node:crypto';

/** What the simulator remembers. Amounts are whole fen as decimal text, times ISO 8601. */

export type PaymentRecord = {
  kind: 'payment';
  paymentId: string;
  outTradeNo: string;
  amountFen: string;
  description: string;
  notifyUrl: string;
  returnUrl: string;
  expiresAt: string;
  createdAt: string;
  state: 'PENDING' | 'PAID' | 'CLOSED';
  transactionId?: string;
  paidAt?: string;
  closedAt?: string;
  declinedAt?: string;
};

export type Outcome = 'PROCESSING' | 'SUCCEEDED' | 'FAILED';

type Settling = {
  /** Decided when it is asked for, told when it settles. */
  verdict: { state: 'SUCCEEDED' } | { state: 'FAILED'; reason: string };
  state: Outcome;
  amountFen: string;
  transactionId: string;
  notifyUrl?: string;
  createdAt: string;
  settlesAt: string;
  finishedAt?: string;
};

export type RefundRecord = Settling & {
  kind: 'refund';
  outRefundNo: string;
  outTradeNo: string;
  reason: string;
};

export type TransferRecord = Settling & {
  kind: 'transfer';
  outTransferNo: string;
  payee: { account: string; name: string };
};

export type NoticeType =
  | 'payment.succeeded'
  | 'refund.succeeded'
  | 'refund.failed'
  | 'transfer.succeeded'
  | 'transfer.failed'
  | 'dispute.opened'
  | 'dispute.won'
  | 'dispute.lost';

/** What a notice says; exactly one of the three out numbers is there. */
export type NoticeBody = {
  eventId: string;
  type: NoticeType;
  outTradeNo?: string;
  outRefundNo?: string;
  outTransferNo?: string;
  transactionId: string;
  amountFen: string;
  merchantId: string;
  occurredAt: string;
  reason?: string;
  disputeId?: string;
  /** Until when an opened dispute can be answered. */
  evidenceBy?: string;
};

export type NoticeRecord = {
  kind: 'notice';
  eventId: string;
  body: NoticeBody;
  notifyUrl: string;
  /** LOST never left the house; GIVEN_UP was refused to the end of the schedule. */
  state: 'PENDING' | 'DELIVERED' | 'LOST' | 'GIVEN_UP';
  attempts: number;
  copies: number;
  nextAt: string;
  /** The merchant's last HTTP status; 0 where no answer came. */
  lastStatus?: number;
};

/** The simulator's own secrets, kept so that a restart is not a new provider. */
export type IdentityRecord = { kind: 'identity'; privateKeyPem: string; formSecret: string };

export type AnyRecord =
  PaymentRecord | RefundRecord | TransferRecord | NoticeRecord | IdentityRecord;

/** Draws the secrets of a new provider. */
export function newIdentity(): IdentityRecord {
  const { privateKey } = generateKeyPairSync('ed25519');
  return {
    kind: 'identity',
    privateKeyPem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    formSecret: randomBytes(32).toString('base64url'),
  };
}

/** The key that notices are signed with. */
export function privateKeyOf(identity: IdentityRecord): KeyObject {
  return createPrivateKey(identity.privateKeyPem);
}
