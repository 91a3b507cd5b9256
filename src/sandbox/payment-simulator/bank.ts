import { dayMs, type Clock } from '#platform/clock.ts';
import { ApiError } from '../signed-api.ts';
import type { FaultBox } from './faults.ts';
import { newOpaqueId, newTransactionId } from './ids.ts';
import type { PaymentRecord, RefundRecord, TransferRecord } from './records.ts';
import type { Notices } from './notices.ts';
import type { Store } from './store.ts';

/** What the payment, refund and transfer desks work with. */
export type Desk = {
  store: Store;
  faults: FaultBox;
  clock: Clock;
  notices: Notices;
  /** How long refunds and transfers stay in PROCESSING, by the handed clock. */
  settleMs: number;
  /** Has the record settled when its time comes. */
  settleLater(record: RefundRecord | TransferRecord): void;
};

export type PaymentOrder = Pick<
  PaymentRecord,
  'outTradeNo' | 'amountFen' | 'description' | 'notifyUrl' | 'returnUrl'
> & { expiresAt: Date };

/**
 * Opens a payment, or gives back the one already opened under this number.
 * @throws ApiError 409 when the number was used for another amount.
 */
export function createPayment(desk: Desk, order: PaymentOrder): PaymentRecord {
  const existing = desk.store.payment(order.outTradeNo);
  if (existing) {
    if (existing.amountFen === order.amountFen) return existing;
    throw new ApiError(409, 'OUT_TRADE_NO_USED', 'this number was used for another amount');
  }
  const now = desk.clock.now();
  if (order.expiresAt <= now) throw new ApiError(400, 'ALREADY_EXPIRED', 'expiresAt has passed');
  const payment: PaymentRecord = {
    kind: 'payment',
    paymentId: newOpaqueId('pay'),
    ...order,
    expiresAt: order.expiresAt.toISOString(),
    createdAt: now.toISOString(),
    state: 'PENDING',
  };
  desk.store.commit([payment]);
  return payment;
}

/** The state a payment is in now: one nobody paid in time is closed, whoever wrote that down. */
export function paymentStateAt(payment: PaymentRecord, now: Date): PaymentRecord['state'] {
  const isOverdue = payment.state === 'PENDING' && new Date(payment.expiresAt) <= now;
  return isOverdue ? 'CLOSED' : payment.state;
}

/** Closes a payment for good. @throws ApiError 409 when it is paid. */
export function closePayment(desk: Desk, payment: PaymentRecord): PaymentRecord {
  if (payment.state === 'PAID') throw new ApiError(409, 'ALREADY_PAID', 'the payment is paid');
  if (payment.state === 'CLOSED') return payment;
  const now = desk.clock.now().toISOString();
  const closed: PaymentRecord = { ...payment, state: 'CLOSED', closedAt: now };
  desk.store.commit([closed]);
  return closed;
}

/**
 * The payer pays at the cashier. Paying twice is paying once.
 * @throws ApiError 409 when the payment is closed or expired.
 */
export function payPayment(desk: Desk, payment: PaymentRecord): PaymentRecord {
  if (payment.state === 'PAID') return payment;
  const now = desk.clock.now();
  const isOpen = paymentStateAt(payment, now) === 'PENDING';
  if (!isOpen && !desk.faults.current().payAfterCloseAllowed) {
    throw new ApiError(409, 'PAYMENT_CLOSED', 'the payment is closed');
  }
  const paidAt = now.toISOString();
  const paid: PaymentRecord & { transactionId: string } = {
    ...payment,
    state: 'PAID',
    transactionId: newTransactionId(now),
    paidAt,
  };
  const notice = desk.notices.write(payment.notifyUrl, {
    type: 'payment.succeeded',
    outTradeNo: paid.outTradeNo,
    transactionId: paid.transactionId,
    amountFen: paid.amountFen,
    occurredAt: paidAt,
  });
  // One line on file: no kill can leave money taken and nobody told.
  desk.store.commit([paid, notice]);
  desk.notices.send(notice);
  return paid;
}

/** The payer's bank says no; the payment stays open for another try. */
export function declinePayment(desk: Desk, payment: PaymentRecord): PaymentRecord {
  const now = desk.clock.now();
  if (paymentStateAt(payment, now) !== 'PENDING') return payment;
  const declined: PaymentRecord = { ...payment, declinedAt: now.toISOString() };
  desk.store.commit([declined]);
  return declined;
}

/** How long an opened dispute can be answered. */
const evidenceMs = 7 * dayMs;

/**
 * The payer's bank takes a payment back, or has decided; only told, no money moves here.
 * @throws ApiError 409 when it was not paid
 */
export function disputePayment(
  desk: Desk,
  payment: PaymentRecord,
  step: 'opened' | 'won' | 'lost',
): void {
  if (!payment.transactionId) throw new ApiError(409, 'NOT_PAID', 'the payment is not paid');
  const now = desk.clock.now();
  const notice = desk.notices.write(payment.notifyUrl, {
    type: `dispute.${step}`,
    outTradeNo: payment.outTradeNo,
    transactionId: payment.transactionId,
    amountFen: payment.amountFen,
    occurredAt: now.toISOString(),
    reason: 'NOT_RECEIVED',
    disputeId: `dp_${payment.paymentId}`,
    evidenceBy: new Date(now.getTime() + evidenceMs).toISOString(),
  });
  desk.store.commit([notice]);
  desk.notices.send(notice);
}
