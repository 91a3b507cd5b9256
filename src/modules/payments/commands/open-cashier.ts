import type { Id } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';
import type { PaymentsDeps } from '../deps.ts';
import { firstQueryMs } from '../domain/rules.ts';
import { keepCashierUrl, markAsked } from '../store/attempt-store.ts';

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
  const now = platform.clock.now();
  const nextQueryAt = new Date(now.getTime() + firstQueryMs);
  const attempt = await markAsked(handle, attemptId, { now, nextQueryAt });
  if (!attempt) refuse('payments/attempt-ended');
  const { cashierUrl } = await provider.createPayment({
    outTradeNo: attemptId,
    amountFen: BigInt(attempt.amount_fen),
    description: `Tuckshop ${attempt.order_id}`,
    notifyUrl: noticeUrl(deps),
    returnUrl: input.returnUrl,
    expiresAt: attempt.expires_at,
  });
  await keepCashierUrl(handle, attemptId, cashierUrl);
  return { cashierUrl };
}

/** Where the provider tells us; on this machine for the simulator, whatever name members use. */
function noticeUrl({ platform, provider }: PaymentsDeps): string {
  return `${platform.config.noticeOrigin}/api/v1/payments/notices/${provider.name}`;
}
