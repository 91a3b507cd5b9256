import { ApiError } from '../signed-api.ts';
import type { Desk } from './bank.ts';
import { newTransactionId } from './ids.ts';
import type { NoticeBody, PaymentRecord, RefundRecord, TransferRecord } from './records.ts';

export type RefundOrder = Pick<RefundRecord, 'outRefundNo' | 'outTradeNo' | 'amountFen' | 'reason'>;

/**
 * Takes a refund on, or gives back the one already taken on under this number.
 * @throws ApiError 404, 409 or 422 when the payment is unknown, unpaid, or has too little left.
 */
export function openRefund(desk: Desk, order: RefundOrder): RefundRecord {
  const existing = desk.store.refund(order.outRefundNo);
  if (existing) {
    const isSame =
      existing.amountFen === order.amountFen && existing.outTradeNo === order.outTradeNo;
    if (isSame) return existing;
    throw new ApiError(409, 'OUT_REFUND_NO_USED', 'this number was used for another refund');
  }
  const payment = paidPayment(desk, order.outTradeNo);
  if (BigInt(order.amountFen) > refundableFen(desk, payment)) {
    throw new ApiError(422, 'REFUND_EXCEEDS_PAID', 'refunds would exceed what was paid');
  }
  const fails = desk.faults.take('refundFailNext');
  const refund: RefundRecord = {
    kind: 'refund',
    ...order,
    ...settlingFrom(desk),
    verdict: fails ? { state: 'FAILED', reason: 'BANK_REFUSED' } : { state: 'SUCCEEDED' },
    notifyUrl: payment.notifyUrl,
  };
  desk.store.commit([refund]);
  desk.settleLater(refund);
  return refund;
}

function paidPayment(desk: Desk, outTradeNo: string): PaymentRecord {
  const payment = desk.store.payment(outTradeNo);
  if (!payment) throw new ApiError(404, 'NO_SUCH_PAYMENT', 'there is no such payment');
  if (payment.state === 'PAID') return payment;
  throw new ApiError(409, 'NOT_PAID', 'the payment is not paid');
}

/** What of a payment is neither refunded nor on its way back, in fen. */
function refundableFen(desk: Desk, payment: PaymentRecord): bigint {
  let leftFen = BigInt(payment.amountFen);
  for (const refund of desk.store.refundsOf(payment.outTradeNo)) {
    if (refund.state !== 'FAILED') leftFen -= BigInt(refund.amountFen);
  }
  return leftFen;
}

export type TransferOrder = Pick<
  TransferRecord,
  'outTransferNo' | 'amountFen' | 'payee' | 'notifyUrl'
>;

/**
 * Takes a transfer to a bank account on, or gives back the one known under this number. Accounts
 * ending in 0000 are registered to someone else, so their transfers fail.
 * @throws ApiError 409 when the number was used for another transfer.
 */
export function openTransfer(desk: Desk, order: TransferOrder): TransferRecord {
  const existing = desk.store.transfer(order.outTransferNo);
  if (existing) {
    const isSame =
      existing.amountFen === order.amountFen &&
      existing.payee.account === order.payee.account &&
      existing.payee.name === order.payee.name;
    if (isSame) return existing;
    throw new ApiError(409, 'OUT_TRANSFER_NO_USED', 'this number was used for another transfer');
  }
  const transfer: TransferRecord = {
    kind: 'transfer',
    ...order,
    ...settlingFrom(desk),
    verdict: transferVerdict(desk, order.payee.account),
  };
  desk.store.commit([transfer]);
  desk.settleLater(transfer);
  return transfer;
}

function transferVerdict(desk: Desk, account: string): TransferRecord['verdict'] {
  if (account.endsWith('0000')) return { state: 'FAILED', reason: 'NAME_MISMATCH' };
  const fails = desk.faults.take('transferFailNext');
  return fails ? { state: 'FAILED', reason: 'BANK_REFUSED' } : { state: 'SUCCEEDED' };
}

function settlingFrom(desk: Desk) {
  const now = desk.clock.now();
  return {
    state: 'PROCESSING' as const,
    transactionId: newTransactionId(now),
    createdAt: now.toISOString(),
    settlesAt: new Date(now.getTime() + desk.settleMs).toISOString(),
  };
}

/** Brings a refund or transfer to its end and tells the merchant; once. */
export function settle(desk: Desk, record: RefundRecord | TransferRecord): void {
  const current =
    record.kind === 'refund'
      ? desk.store.refund(record.outRefundNo)
      : desk.store.transfer(record.outTransferNo);
  if (current?.state === 'PROCESSING') end(desk, current);
}

/** What had succeeded fails after all, as a bank that sends money back does; told like any end. */
export function failLater(desk: Desk, record: RefundRecord | TransferRecord): void {
  if (record.state !== 'SUCCEEDED') return;
  end(desk, { ...record, verdict: { state: 'FAILED', reason: 'BANK_RETURNED' } });
}

function end(desk: Desk, current: RefundRecord | TransferRecord): void {
  const { state } = current.verdict;
  const finishedAt = desk.clock.now().toISOString();
  const finished = { ...current, state, finishedAt };
  if (current.notifyUrl === undefined) return desk.store.commit([finished]);
  const notice = desk.notices.write(current.notifyUrl, {
    ...subjectOf(current),
    transactionId: current.transactionId,
    amountFen: current.amountFen,
    occurredAt: finishedAt,
    ...(current.verdict.state === 'FAILED' ? { reason: current.verdict.reason } : {}),
  });
  desk.store.commit([finished, notice]);
  desk.notices.send(notice);
}

function subjectOf(
  record: RefundRecord | TransferRecord,
): Pick<NoticeBody, 'type' | 'outTradeNo' | 'outRefundNo' | 'outTransferNo'> {
  const hasFailed = record.verdict.state === 'FAILED';
  if (record.kind === 'transfer') {
    const type = hasFailed ? 'transfer.failed' : 'transfer.succeeded';
    return { type, outTransferNo: record.outTransferNo };
  }
  return {
    type: hasFailed ? 'refund.failed' : 'refund.succeeded',
    outTradeNo: record.outTradeNo,
    outRefundNo: record.outRefundNo,
  };
}
