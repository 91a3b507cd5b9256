import type { Tx } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';
import type { PaymentsDeps } from '../deps.ts';
import { firstQueryMs } from '../domain/rules.ts';
import * as attempts from '../store/attempt-store.ts';

/**
 * The attempt a buyer may pay an order by: the one that is open, or a new one when the last was
 * closed at the provider.
 */
export async function attemptToPay(tx: Tx, wanted: attempts.NewAttempt): Promise<Id> {
  const open = await attempts.lockOpenAttempt(tx, wanted.orderId);
  return open?.id ?? attempts.insertAttempt(tx, wanted);
}

/**
 * Opens the provider's cashier for an attempt, as often as asked: the provider answers the same
 * payment for the same number. We note that it was asked before asking, so that a crash in
 * between leaves an attempt that is queried and not one that is forgotten.
 * @throws Outage when the provider does not answer; payments/attempt-ended
 */
export async function openCashier(
  deps: PaymentsDeps,
  attemptId: Id,
  input: { returnUrl: string },
): Promise<{ cashierUrl: string }> {
  const { platform, provider } = deps;
  const handle = platform.database.sql;
  const attempt = await attempts.readAttempt(handle, attemptId);
  if (attempt?.state !== 'OPEN') refuse('payments/attempt-ended');
  const now = platform.clock.now();
  const nextQueryAt = new Date(now.getTime() + firstQueryMs);
  await attempts.markAsked(handle, attemptId, { now, nextQueryAt });
  const { cashierUrl } = await provider.createPayment({
    outTradeNo: attemptId,
    amountFen: BigInt(attempt.amount_fen),
    description: `Tuckshop ${attempt.order_id}`,
    notifyUrl: noticeUrl(deps),
    returnUrl: input.returnUrl,
    expiresAt: attempt.expires_at,
  });
  await attempts.keepCashierUrl(handle, attemptId, cashierUrl);
  return { cashierUrl };
}

/** Where the provider tells us; on this machine for the simulator, whatever name members use. */
export function noticeUrl({ platform, provider }: PaymentsDeps): string {
  return `${platform.config.noticeOrigin}/api/v1/payments/notices/${provider.name}`;
}
