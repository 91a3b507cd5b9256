import type { Tx } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import { log } from '#platform/log.ts';
import { yuanText } from '#platform/money.ts';
import type { PaymentsDeps } from '../deps.ts';
import { readAttempt } from '../store/attempt-store.ts';
import { openCase } from '../store/case-store.ts';
import * as payouts from '../store/payout-store.ts';
import { insertPutBack, markUnpaid } from '../store/put-back-store.ts';
import * as refunds from '../store/refund-store.ts';
import { readPaidAttempt, refundDeadline, refundKey } from './refund.ts';

/**
 * Asks after a refund that counts as paid; one that failed is due again and tried under a new
 * number. One that the provider does not know is only believed to be unpaid where no bill has it.
 */
export async function recheckRefund(
  deps: PaymentsDeps,
  refundId: Id,
  { onNoBill }: { onNoBill: boolean },
): Promise<void> {
  const asked = await askRefundNumbers(deps, refundId);
  if (asked?.state !== 'FAILED' && !(asked?.state === 'UNKNOWN' && onNoBill)) return;
  await deps.platform.database.transaction((tx) => putBackRefund(deps, tx, refundId, asked.reason));
}

/**
 * What the provider says of a refund that counts as paid: paid under any of its numbers, or what
 * became of the newest; undefined where it does not count as paid.
 */
export async function askRefundNumbers(
  deps: PaymentsDeps,
  refundId: Id,
): Promise<{ state: 'PAID' | 'FAILED' | 'UNKNOWN'; reason: string } | undefined> {
  const handle = deps.platform.database.sql;
  const row = await refunds.readRefund(handle, refundId);
  if (row?.state !== 'SUCCEEDED') return undefined;
  const attempt = await readPaidAttempt(handle, row);
  const provider = deps.providers.of(attempt);
  let newest: { state: 'FAILED' | 'UNKNOWN'; reason: string } | undefined;
  for (let failures = row.failures; failures >= 0; failures -= 1) {
    const outRefundNo = refunds.outRefundNo({ id: refundId, failures });
    const status = await provider.queryRefund(refundKey(outRefundNo, attempt));
    if (status.state === 'UNKNOWN') newest ??= { state: 'UNKNOWN', reason: 'UNKNOWN' };
    else if (status.state === 'FAILED')
      newest ??= { state: 'FAILED', reason: status.reason ?? 'FAILED' };
    else return { state: 'PAID', reason: status.state };
  }
  return newest;
}

/** Books a refund that was not paid after all as due again; a job pays it. Twice is once. */
export async function putBackRefund(
  deps: PaymentsDeps,
  tx: Tx,
  refundId: Id,
  reason: string,
): Promise<void> {
  const row = await refunds.lockRefund(tx, refundId);
  if (row?.state !== 'SUCCEEDED') return;
  const at = deps.platform.clock.now();
  const amountFen = BigInt(row.amount_fen);
  const provider = deps.providers.of(await readPaidAttempt(tx, row)).name;
  const { order_id: orderId, transfer_id: paidId } = row;
  const booking = { orderId, provider, paidId: paidId!, amountFen, at };
  const putBackId = await deps.rooms.ledger.refundUnpaid(tx, booking);
  const back = { kind: 'refund' as const, ref: refundId, provider, amountFen, reason, at };
  await insertPutBack(tx, { ...back, transferId: putBackId });
  await markUnpaid(tx, refundId, { putBackId, reason });
  await deps.platform.deadlines.set(tx, { kind: refundDeadline, ref: refundId, runAt: at });
  log.warn('payments/refund-put-back', { refundId, reason });
  await deps.rooms.notifications.notify(tx, {
    memberId: row.buyer_id,
    type: 'payments/refund-delayed',
    params: { amount: `¥${yuanText(amountFen)}` },
    link: `/orders/${orderId}`,
    dedupeKey: `refund-delayed:${putBackId}`,
  });
}

/** Asks after a payout that counts as paid; one the bank sent back goes into its wallet again. */
export async function recheckPayout(deps: PaymentsDeps, payoutId: Id): Promise<void> {
  const row = await payouts.readPayout(deps.platform.database.sql, payoutId);
  if (row?.state !== 'PAID') return;
  const status = await deps.providers.of(row).queryTransfer(payoutId);
  if (status.state !== 'FAILED') return;
  const reason = status.reason ?? 'RETURNED';
  await deps.platform.database.transaction(async (tx) => {
    if (await undoPayout(deps, tx, payoutId, reason)) await openReturned(deps, tx, payoutId);
  });
}

/** Puts a payout that counted as paid back into its wallet. @returns false when that was done before */
export async function undoPayout(
  deps: PaymentsDeps,
  tx: Tx,
  payoutId: Id,
  reason: string,
): Promise<boolean> {
  const row = await payouts.lockPayout(tx, payoutId);
  if (row?.state !== 'PAID') return false;
  const at = deps.platform.clock.now();
  const amountFen = BigInt(row.amount_fen);
  const provider = deps.providers.of(row).name;
  const memberId = row.member_id;
  const booking = { memberId, payoutId, amountFen, provider, at };
  const transferId = await deps.rooms.ledger.withdrawalUndone(tx, booking);
  const back = { kind: 'transfer' as const, ref: payoutId, provider, amountFen, reason, at };
  await insertPutBack(tx, { ...back, transferId });
  await payouts.markSentBack(tx, payoutId, reason);
  await deps.rooms.notifications.notify(tx, {
    memberId,
    type: 'payments/payout-returned',
    params: { amount: `¥${yuanText(amountFen)}`, tail: row.account_tail },
    link: '/wallet',
    dedupeKey: `payout-back:${payoutId}`,
  });
  return true;
}

/** The money is back already: an operator only has to know, and may see to the account. */
async function openReturned(deps: PaymentsDeps, tx: Tx, payoutId: Id): Promise<void> {
  const row = (await payouts.readPayout(tx, payoutId))!;
  const amountFen = BigInt(row.amount_fen);
  await openCase(tx, {
    provider: deps.providers.of(row).name,
    kind: 'transfer-returned',
    subject: 'return',
    outNo: payoutId,
    day: null,
    providerRef: row.provider_ref,
    ourFen: amountFen,
    theirFen: amountFen,
    orderId: null,
    memberId: row.member_id,
    repair: 'note',
    now: deps.platform.clock.now(),
  });
}

/** Takes in what was paid of another amount than asked for, due back to its payer. */
export async function paidAttemptOf(deps: PaymentsDeps, attemptId: Id) {
  const attempt = await readAttempt(deps.platform.database.sql, attemptId);
  if (!attempt) return undefined;
  const provider = deps.providers.of(attempt);
  const status = await provider.queryPayment(attemptId, attempt.provider_ref);
  return status.state === 'PAID' ? { provider, status } : undefined;
}
