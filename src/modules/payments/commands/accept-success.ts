import type { Tx } from '#platform/db/database.ts';
import type { PaymentsDeps } from '../deps.ts';
import {
  acceptSuccess,
  claimBucketOf,
  markDueBack,
  type Acceptance,
  type AcceptResult,
  type Success,
} from '../store/attempt-store.ts';
import { openRefund } from './refund.ts';

/**
 * A provider's success, from a signed notice or from our own query, any number of times and in
 * any order: taken in once, and then either held for its order or due back to the payer.
 * @returns what became of it
 */
export async function applySuccess(
  deps: PaymentsDeps,
  told: Omit<Success, 'claimBucket'>,
): Promise<AcceptResult> {
  const success = { ...told, claimBucket: claimBucketOf(told.provider, told.transactionId) };
  const result = (await deps.holdAtOnce(success)) ?? (await acceptAndPlace(deps, success));
  if (result === 'accepted') deps.platform.outbox.nudge();
  return result;
}

/** The whole way: taken in, then held or due back, in one transaction. */
function acceptAndPlace(deps: PaymentsDeps, success: Success): Promise<AcceptResult> {
  return deps.platform.database.transaction(async (tx) => {
    const acceptance = await acceptSuccess(tx, success);
    if (acceptance.result === 'accepted') await place(deps, tx, success, acceptance);
    return acceptance.result;
  });
}

async function place(
  deps: PaymentsDeps,
  tx: Tx,
  success: Success,
  acceptance: Acceptance,
): Promise<void> {
  const { attemptId, amountFen, provider, now } = success;
  const orderId = acceptance.order_id;
  const outcome = await deps.paidHandler()(tx, { ...success, orderId });
  if (outcome === 'held') return;
  await markDueBack(tx, attemptId);
  const buyerId = acceptance.payer_id;
  await deps.rooms.ledger.holdDueBack(tx, {
    orderId,
    provider,
    amountFen,
    attemptId,
    buyerId,
    at: now,
  });
  await openRefund(deps, tx, {
    orderId,
    attemptId,
    buyerId,
    amountFen,
    reason: 'paid-too-late',
    now,
  });
}
