/**
 * What the house needs of a payment provider, whoever it is. Every call may throw `Outage` when
 * the provider does not answer as it should; what it did by then is unknown, so the caller asks
 * again under the same number or queries. Amounts are whole fen.
 */
export interface PaymentProvider {
  readonly name: string;
  /** Our number at the provider; a notice about anybody else's money must not be believed. */
  readonly merchantId: string;
  /** Opens a payment; the same number and amount again gives the same payment. */
  createPayment(order: PaymentOrder): Promise<{ providerRef: string; cashierUrl: string }>;
  /** UNKNOWN: the provider never heard of this number. */
  queryPayment(outTradeNo: string): Promise<PaymentStatus>;
  /** Closes a payment for good; PAID when the payer was faster. An unknown one counts as closed. */
  closePayment(outTradeNo: string): Promise<'CLOSED' | 'PAID'>;
  refund(order: RefundOrder): Promise<SettlingStatus & { providerRef: string }>;
  queryRefund(outRefundNo: string): Promise<SettlingStatus | UnknownStatus>;
  /** Pays out to a bank account in the payee's own name. */
  transfer(order: TransferOrder): Promise<SettlingStatus & { providerRef: string }>;
  queryTransfer(outTransferNo: string): Promise<SettlingStatus | UnknownStatus>;
  /** All money moved on a Shanghai day, `2026-11-24`. */
  downloadBill(day: string): Promise<BillLine[]>;
  /** Reads a notice after its signature; `merchantId` and amount are for the caller to compare. */
  verifyNotice(headers: NoticeHeaders, rawBody: Buffer): Promise<ProviderNotice | 'forged'>;
}

export type PaymentOrder = {
  outTradeNo: string;
  amountFen: bigint;
  description: string;
  notifyUrl: string;
  returnUrl: string;
  expiresAt: Date;
};

/** `paidAt` is the provider's own time: it says on which day's bill the payment stands. */
export type PaymentStatus =
  | { state: 'PENDING' | 'CLOSED' | 'UNKNOWN' }
  | { state: 'PAID'; transactionId: string; amountFen: bigint; paidAt: Date };

export type RefundOrder = {
  outRefundNo: string;
  outTradeNo: string;
  amountFen: bigint;
  reason: string;
};

export type TransferOrder = {
  outTransferNo: string;
  amountFen: bigint;
  account: string;
  name: string;
};

/** How far a refund or a transfer is; `finishedAt` says on which day's bill it stands. */
export type SettlingStatus = {
  providerRef: string;
  amountFen: bigint;
  /** Why it failed, in the provider's word: `NAME_MISMATCH`, `BANK_REFUSED`. */
  reason?: string;
} & (
  { state: 'SUCCEEDED'; finishedAt: Date } | { state: 'PROCESSING' | 'FAILED'; finishedAt?: Date }
);

export type UnknownStatus = { state: 'UNKNOWN' };

export type BillLine = {
  transactionId: string;
  kind: 'payment' | 'refund' | 'transfer';
  /** Our own number of the payment, refund or transfer. */
  outNo: string;
  amountFen: bigint;
  at: Date;
};

export type NoticeType =
  | 'payment.succeeded'
  | 'refund.succeeded'
  | 'refund.failed'
  | 'transfer.succeeded'
  | 'transfer.failed';

export type ProviderNotice = {
  /** The same in every copy and retry of a notice. */
  eventId: string;
  type: NoticeType;
  /** Our own number of what the type speaks of: payment, refund or transfer. */
  outNo: string;
  transactionId: string;
  amountFen: bigint;
  merchantId: string;
  occurredAt: Date;
  reason?: string;
};

export type NoticeHeaders = Readonly<Record<string, string | string[] | undefined>>;
