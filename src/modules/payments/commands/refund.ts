import { newId, type Sql, type Tx } from '#platform/db/database.ts';
import { bucketOf, type Id } from '#platform/ids.ts';
import type { PaymentsDeps } from '../deps.ts';
import { noticeUrlOf } from '../domain/notice-url.ts';
import { recheckMs, refundRetryMs, refundRetryMsMax, settleQueryMs } from '../domain/rules.ts';
import { yuanText } from '#platform/money.ts';
import type { News, NewsOutcome } from '../domain/news.ts';
import { readAttempt, readHeldAttempt, type AttemptRow } from '../store/attempt-store.ts';
import * as refunds from '../store/refund-store.ts';

export const refundDeadline = 'payments/refund';

export type RefundOrderInput = {
  orderId: Id;
  buyerId: Id;
  amountFen: bigint;
  reason: string;
  /** What the part of a payment goes back for, once each; null for all that is left. */
  causeId?: Id | null;
  now: Date;
};

/**
 * Sends an order's payment, or a part of it, back to its payer; a job carries it out and does not
 * rest until the provider has paid. The ledger's release belongs to the caller, in the same transaction.
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
  const attempt = await readPaidAttempt(deps.platform.database.sql, row);
  const provider = deps.providers.of(attempt);
  const status = await provider.refund({
    ...refundKey(outRefundNo, attempt),
    amountFen: BigInt(row.amount_fen),
    paidFen: BigInt(attempt.amount_fen),
    reason: row.reason,
    notifyUrl: noticeUrlOf(deps, provider),
  });
  await takeIn(deps, { ...status, outNo: outRefundNo });
}

/** Asks what became of a refund under one of its numbers, and pays nothing. */
export async function queryRefund(deps: PaymentsDeps, outRefundNo: string): Promise<void> {
  const handle = deps.platform.database.sql;
  const row = await refunds.readRefund(handle, refunds.refundIdOf(outRefundNo));
  if (!row) return;
  const attempt = await readPaidAttempt(handle, row);
  const status = await deps.providers.of(attempt).queryRefund(refundKey(outRefundNo, attempt));
  if (status.state !== 'UNKNOWN') await takeIn(deps, { ...status, outNo: outRefundNo });
}

/** Asks what became of a refund under each of its numbers, the newest first. */
export async function queryRefundNumbers(deps: PaymentsDeps, refundId: Id): Promise<void> {
  const row = await refunds.readRefund(deps.platform.database.sql, refundId);
  for (let failures = row?.failures ?? -1; failures >= 0; failures -= 1) {
    await queryRefund(deps, refunds.outRefundNo({ id: refundId, failures }));
  }
}

/** The payment a refund is taken from; it was paid, so it has its provider's transaction. */
export async function readPaidAttempt(handle: Sql, row: refunds.RefundRow): Promise<AttemptRow> {
  const attempt = await readAttempt(handle, row.attempt_id);
  if (!attempt) throw new Error(`refund ${row.id} is of no payment`);
  return attempt;
}

/** How a provider is asked about a refund. */
export const refundKey = (outRefundNo: string, attempt: AttemptRow) => ({
  outRefundNo,
  outTradeNo: attempt.id,
  transactionId: attempt.transaction_id ?? '',
});

async function takeIn(deps: PaymentsDeps, news: News): Promise<void> {
  const outcome = await deps.platform.database.transaction((tx) => settleRefund(deps, tx, news));
  if (outcome === 'wrong-amount')
    throw new Error(`refund ${news.outNo} is of another amount there`);
}

/**
 * Writes what the provider says of a refund: done, still under way, or refused, in which case it
 * is tried again under a new number. That an earlier number was refused is no news.
 * @returns what became of it
 */
export async function settleRefund(deps: PaymentsDeps, tx: Tx, news: News): Promise<NewsOutcome> {
  const refundId = refunds.refundIdOf(news.outNo);
  const row = await refunds.lockRefund(tx, refundId);
  if (!row) return 'unknown';
  if (BigInt(row.amount_fen) !== news.amountFen) return 'wrong-amount';
  if (row.state === 'SUCCEEDED') return 'already';
  if (news.state === 'SUCCEEDED') {
    await finish(deps, tx, row, news);
    return 'accepted';
  }
  if (refunds.outRefundNo(row) !== news.outNo) return 'already';
  const now = deps.platform.clock.now();
  const failed = news.state === 'FAILED';
  await refunds.markUnfinished(tx, refundId, failed ? (news.reason ?? 'FAILED') : null);
  const retryMs = Math.min(refundRetryMs * 2 ** Math.min(row.failures, 20), refundRetryMsMax);
  const runAt = new Date(now.getTime() + (failed ? retryMs : settleQueryMs));
  await deps.platform.deadlines.set(tx, { kind: refundDeadline, ref: refundId, runAt });
  return 'accepted';
}

async function finish(
  deps: PaymentsDeps,
  tx: Tx,
  row: refunds.RefundRow,
  news: Extract<News, { state: 'SUCCEEDED' }>,
): Promise<void> {
  const now = deps.platform.clock.now();
  const amountFen = BigInt(row.amount_fen);
  const provider = deps.providers.of(await readPaidAttempt(tx, row)).name;
  const transferId = await deps.rooms.ledger.refundPaid(tx, {
    orderId: row.order_id,
    provider,
    refundId: row.id,
    putBackId: row.put_back_id,
    amountFen,
    at: now,
  });
  const { providerRef, finishedAt: providerAt } = news;
  await refunds.markSucceeded(tx, row.id, {
    transferId,
    providerRef,
    providerAt,
    now,
    recheckAt: new Date(now.getTime() + recheckMs),
  });
  await deps.platform.deadlines.clear(tx, [refundDeadline], row.id, now);
  await deps.rooms.notifications.notify(tx, {
    memberId: row.buyer_id,
    type: 'payments/refund-paid',
    params: { amount: `¥${yuanText(amountFen)}` },
    link: `/orders/${row.order_id}`,
    dedupeKey: `refund:${row.put_back_id ?? row.id}`,
  });
}
