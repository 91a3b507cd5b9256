import type { Tx } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import type { PaymentsDeps } from '../deps.ts';
import { markClosed, readAttempt, startClosing } from '../store/attempt-store.ts';
import { queryAttempt } from './query-attempt.ts';

export const closeDeadline = 'payments/close';

/** Ends what an order could still be paid by; the provider is told by a job after the commit. */
export async function closeAttempts(
  deps: PaymentsDeps,
  tx: Tx,
  orderId: Id,
  now: Date,
): Promise<void> {
  for (const attemptId of await startClosing(tx, orderId, now)) {
    await deps.platform.deadlines.set(tx, { kind: closeDeadline, ref: attemptId, runAt: now });
  }
}

/** Closes one attempt at the provider; when the payer was faster, the money is taken in and due back. */
export async function closeAtProvider(deps: PaymentsDeps, attemptId: Id): Promise<void> {
  const { platform, provider } = deps;
  const attempt = await readAttempt(platform.database.sql, attemptId);
  if (attempt?.state !== 'OPEN') return;
  const answer = await provider.closePayment(attemptId);
  if (answer === 'PAID') return queryAttempt(deps, attemptId);
  await markClosed(platform.database.sql, attemptId, platform.clock.now());
}
