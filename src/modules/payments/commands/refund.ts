import { newId, type Tx } from '#platform/db/database.ts';
import { bucketOf, type Id } from '#platform/ids.ts';
import type { PaymentsDeps } from '../deps.ts';
import { refundRetryMs, refundRetryMsMax, settleQueryMs } from '../domain/rules.ts';
import { yuanText } from '#platform/money.ts';
import type { SettlingStatus } from '../provider.ts';
import { readHeldAttempt } from '../store/attempt-store.ts';
import * as refunds from '../store/refund-store.ts';

export const refundDeadline = 'payments/refund';

export type RefundOrderInput = {
  orderId: Id;
  buyerId: Id;
  amountFen: bigint;
  reason: string;
  now: Date;
};

/**
 * Sends an order's held payment back to its payer; a job carries it out and does not rest until
 * the provider has paid. The ledger's release belongs to the caller, in the same transaction.
 * @returns the refund's id
 */
export async function refund(deps: PaymentsDeps, tx: Tx, input: RefundOrderInput): Promise<Id> {
  const attempt = await readHeldAttempt(tx, input.orderId);
  return openRefund(deps, tx, { ...input, attemptId: attempt.id });
}

/** Writes a refund and the job that carries it out. */
export async function openRefund(
  deps: PaymentsDeps,
  tx: Tx,
  input: RefundOrderInput & { attemptId: Id },
): Promise<Id> {
  const refundId = await newId(tx, bucketOf(input.orderId));
  await refunds.insertRefund(tx, { ...input, refundId });
  await deps.platform.deadlines.set(tx, {
    kind: refundDeadline,
    ref: refundId,
    runAt: input.now,
  });
  return refundId;
}

/** Asks the provider for a refund, or how far it is; safe to run any number of times. */
export async function carryOutRefund(deps: PaymentsDeps, refundId: Id): Promise<void> {
  const row = await refunds.readRefund(deps.platform.database.sql, refundId);
  if (!row || row.state === 'SUCCEEDED') return;
  const outRefundNo = refunds.outRefundNo(row);
  const status = await deps.provider.refund({
    outRefundNo,
    outTradeNo: row.attempt_id,
    amountFen: BigInt(row.amount_fen),
    reason: row.reason,
  });
  await settleRefund(deps, refundId, outRefundNo, status);
}

/**
 * Writes what the provider says of a refund: done, still under way, or refused, in which case it
 * is tried again under a new number. News of an earlier number changes nothing.
 */
export async function settleRefund(
  deps: PaymentsDeps,
  refundId: Id,
  outRefundNo: string,
  status: Pick<SettlingStatus, 'state' | 'providerRef' | 'reason'>,
): Promise<void> {
  await deps.platform.database.transaction(async (tx) => {
    const row = await refunds.lockRefund(tx, refundId);
    if (!row || row.state === 'SUCCEEDED') return;
    if (status.state === 'SUCCEEDED') return finish(deps, tx, row, status.providerRef);
    if (refunds.outRefundNo(row) !== outRefundNo) return;
    const now = deps.platform.clock.now();
    const failed = status.state === 'FAILED';
    await refunds.markUnfinished(tx, refundId, failed ? (status.reason ?? 'FAILED') : null);
    const pauseMs = failed
      ? Math.min(refundRetryMs * 2 ** row.failures, refundRetryMsMax)
      : settleQueryMs;
    const runAt = new Date(now.getTime() + pauseMs);
    await deps.platform.deadlines.set(tx, { kind: refundDeadline, ref: refundId, runAt });
  });
}

async function finish(
  deps: PaymentsDeps,
  tx: Tx,
  row: refunds.RefundRow,
  providerRef: string,
): Promise<void> {
  const now = deps.platform.clock.now();
  const amountFen = BigInt(row.amount_fen);
  const transferId = await deps.rooms.ledger.refundPaid(tx, {
    orderId: row.order_id,
    provider: deps.provider.name,
    refundId: row.id,
    amountFen,
    at: now,
  });
  await refunds.markSucceeded(tx, row.id, { transferId, providerRef, now });
  await deps.platform.deadlines.clear(tx, [refundDeadline], row.id, now);
  await deps.rooms.notifications.notify(tx, {
    memberId: row.buyer_id,
    type: 'payments/refund-paid',
    params: { amount: `¥${yuanText(amountFen)}` },
    link: `/orders/${row.order_id}`,
    dedupeKey: `refund:${row.id}`,
  });
}
