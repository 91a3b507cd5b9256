/**
 * What the house needs of a payment provider, whoever it is. Every call may throw `Outage` when
 * the provider does not answer as it should; what it did by then is unknown, so the caller asks
 * again under the same number or queries. Amounts are whole fen.
 */
export interface PaymentProvider {
  readonly name: string;
  /** Our number at the provider; a notice about anybody else's money must not be believed. */
  readonly merchantId: string;
  readonly capabilities: ProviderCapabilities;
  /** Where its cashier's pages are; a form of ours that leads there must name them. */
  readonly cashierOrigins?: readonly string[];
  /** How its notices are answered in its own form; without it, as the API answers everybody. */
  readonly noticeAnswers?: NoticeAnswers;
  /** Opens a payment; the same number and amount again gives the same payment. */
  createPayment(order: PaymentOrder): Promise<{ providerRef: string; cashier: Cashier }>;
  /** UNKNOWN: the provider never heard of this number. */
  queryPayment(outTradeNo: string, providerRef?: string | null): Promise<PaymentStatus>;
  /** Closes a payment for good; PAID when the payer was faster. An unknown one counts as closed. */
  closePayment(outTradeNo: string, providerRef?: string | null): Promise<'CLOSED' | 'PAID'>;
  refund(order: RefundOrder): Promise<SettlingStatus & { providerRef: string }>;
  queryRefund(refund: RefundKey): Promise<SettlingStatus | UnknownStatus>;
  /** Pays out to an account in the payee's own name; which kind, `capabilities.payout` says. */
  transfer(order: TransferOrder): Promise<SettlingStatus & { providerRef: string }>;
  queryTransfer(outTransferNo: string): Promise<SettlingStatus | UnknownStatus>;
  /** All money moved on a Shanghai day, `2026-11-24`. */
  downloadBill(day: string): Promise<BillLine[]>;
  /**
   * Reads a notice after its signature; `merchantId` and amount are for the caller to compare.
   * `irrelevant` is well signed and speaks of nothing that moves money here; `probe` is a
   * provider's own test whether wrong signatures are noticed, and is answered like a forged one.
   */
  verifyNotice(headers: NoticeHeaders, rawBody: Buffer): Promise<NoticeVerdict>;
  /** Parts of a payment handed to others, where `capabilities.split`. */
  readonly shares?: ShareDesk;
}

export type NoticeVerdict = ProviderNotice | 'forged' | 'probe' | 'irrelevant';

/** What a provider can do; the rooms ask here and never for its name. */
export type ProviderCapabilities = {
  /** Where a payer may be to pay by it. */
  clients: readonly PayerClient['kind'][];
  /** Who keeps a payment back until it is settled: our books alone, or the provider as well. */
  hold: 'books' | 'freeze';
  /** How long the provider keeps a payment frozen; afterwards it is the merchant's by itself. */
  freezeMsMax: number | null;
  /** Whether a payment can be shared out among several accounts there. */
  split: boolean;
  /** Whose account a transfer reaches; members bind bank accounts, so only that can be withdrawn to. */
  payout: 'bank-account' | 'wechat-user' | 'connected-account' | 'none';
  /** Whether a payment can be refunded once its shares went out or the freeze ended. */
  refundAfterSettlement: boolean;
  /** How long after the payment it can be refunded; null where no end is written down. */
  refundMsMax: number | null;
  /** How long after its end a day's bill is there. */
  billReadyMs: number;
  /** Whether payers can take a payment back through their bank. */
  disputes: boolean;
  /** What the provider keeps of each payment, where that is known; its bills are held against it. */
  feeBps?: number;
};

/** Where the payer is; decides which of its cashiers a provider opens. */
export type PayerClient = {
  kind: 'desktop' | 'phone' | 'wechat';
  ip: string;
  /** Who the payer is to the provider inside its own app. */
  openid?: string | undefined;
};

/** How the payer gets to the cashier: a page, a code to scan, or a call in the provider's app. */
export type Cashier =
  | { kind: 'page'; url: string }
  | { kind: 'code'; text: string }
  | { kind: 'wechat'; parameters: Record<string, string> };

export type NoticeAnswer = { status: number; type: string; body: string };
export type NoticeAnswers = { taken: NoticeAnswer; refused: NoticeAnswer };

export type PaymentOrder = {
  outTradeNo: string;
  amountFen: bigint;
  description: string;
  notifyUrl: string;
  returnUrl: string;
  expiresAt: Date;
  client: PayerClient;
};

/** `paidAt` is the provider's own time: it says on which day's bill the payment stands. */
export type PaymentStatus =
  | { state: 'PENDING' | 'CLOSED' | 'UNKNOWN' }
  | { state: 'PAID'; transactionId: string; amountFen: bigint; paidAt: Date };

export type RefundKey = { outRefundNo: string; outTradeNo: string; transactionId: string };

export type RefundOrder = RefundKey & {
  amountFen: bigint;
  /** The whole payment that it is taken from. */
  paidFen: bigint;
  reason: string;
  notifyUrl: string;
};

export type TransferOrder = {
  outTransferNo: string;
  amountFen: bigint;
  account: string;
  name: string;
  bankName: string;
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

/** Shares of a paid payment, each a number of ours at the provider. */
export interface ShareDesk {
  /** Hands parts to others; what is left stays frozen where the provider freezes. */
  share(order: ShareOrder): Promise<ShareStatus>;
  queryShare(key: ShareKey): Promise<ShareStatus | UnknownStatus>;
  /** Ends the freeze: what was not shared out is the merchant's. */
  release(key: ShareKey & { reason: string }): Promise<ShareStatus>;
  /** Takes a share back from whom it was handed to, where that can be done apart from a refund. */
  takeBack?(order: TakeBackOrder): Promise<ShareStatus>;
}

export type ShareKey = { outShareNo: string; transactionId: string };
export type ShareOrder = ShareKey & {
  parts: { account: string; amountFen: bigint; reason: string }[];
};
export type TakeBackOrder = ShareKey & {
  outReturnNo: string;
  account: string;
  amountFen: bigint;
  reason: string;
};
export type ShareStatus = {
  providerRef: string;
  state: 'PROCESSING' | 'SUCCEEDED' | 'FAILED';
  reason?: string;
};

export type BillLine = {
  transactionId: string;
  kind: 'payment' | 'refund' | 'transfer';
  /** Our own number of the payment, refund or transfer. */
  outNo: string;
  amountFen: bigint;
  at: Date;
  /** Whose line it is, where the bill names the merchant. */
  merchantId?: string | undefined;
  /** What the provider kept of a payment, where the bill names it. */
  feeFen?: bigint | undefined;
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

export type ProviderNotice = {
  /** The same in every copy and retry of a notice. */
  eventId: string;
  type: NoticeType;
  /** Our own number of what the type speaks of: payment (disputes too), refund or transfer. */
  outNo: string;
  transactionId: string;
  amountFen: bigint;
  merchantId: string;
  occurredAt: Date;
  reason?: string;
  /** The provider's own number of a dispute, and until when it can be answered there. */
  dispute?: { id: string; evidenceBy: Date | null };
};

export type NoticeHeaders = Readonly<Record<string, string | string[] | undefined>>;
