import * as z from 'zod';
import type { Actor } from '#platform/actor.ts';
import type { Id } from '#platform/ids.ts';
import type { PaymentsDeps } from '../deps.ts';
import { readOpenAttempt } from '../store/attempt-store.ts';

/** What our own page shows in place of a provider's: a code to scan. */
export type CashierView = { code: string; amountFen: bigint; expiresAt: Date };

const kept = z.object({ kind: z.literal('code'), text: z.string() });

/**
 * The code that an order of the caller is paid by; null when it is not, or not any more, or the
 * provider has a page of its own.
 */
export async function getCashier(
  deps: PaymentsDeps,
  actor: Actor,
  orderId: Id,
): Promise<CashierView | null> {
  const attempt = await readOpenAttempt(deps.platform.database.sql, orderId);
  if (attempt?.payer_id !== actor.memberId || !attempt.cashier_url?.startsWith('{')) return null;
  const cashier = kept.safeParse(JSON.parse(attempt.cashier_url));
  if (!cashier.success || attempt.expires_at <= deps.platform.clock.now()) return null;
  return {
    code: cashier.data.text,
    amountFen: BigInt(attempt.amount_fen),
    expiresAt: attempt.expires_at,
  };
}
