import type { Tx } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import type { PaymentsDeps } from '../deps.ts';
import { lookAgainMs } from '../domain/rules.ts';
import { readAttempt } from '../store/attempt-store.ts';
import { closeUnasked, markClosed, readOpenAttempts } from '../store/attempt-end-store.ts';
import { queryAttempt } from './query-attempt.ts';

export const closeDeadline = 'payments/close';

/**
 * Ends what an order could still be paid by; a job does it after the commit. The attempts are not
 * touched here: a success being taken in locks its attempt first and then the order, and whoever
 * holds the order must not wait for an attempt.
 */
export function closeAttempts(deps: PaymentsDeps, tx: Tx, orderId: Id, now: Date): Promise<void> {
  return deps.platform.deadlines.set(tx, { kind: closeDeadline, ref: orderId, runAt: now });
}

/** Closes the attempts of an order here and at the provider; safe to run any number of times. */
export async function closeAtProvider(deps: PaymentsDeps, orderId: Id): Promise<void> {
  const attemptIds = await readOpenAttempts(deps.platform.database.sql, orderId);
  for (const attemptId of attemptIds) await closeOne(deps, attemptId);
}

/** Where the payer was faster than the closing, the money is taken in, and due back. */
async function closeOne(deps: PaymentsDeps, attemptId: Id): Promise<void> {
  const { platform, providers } = deps;
  const handle = platform.database.sql;
  if (await closeUnasked(handle, attemptId, platform.clock.now())) return;
  const attempt = await readAttempt(handle, attemptId);
  if (!attempt) return;
  const closed = await providers.of(attempt).closePayment(attemptId, attempt.provider_ref);
  if (closed === 'PAID') return queryAttempt(deps, attemptId);
  const now = platform.clock.now();
  const lookAgainAt = new Date(now.getTime() + lookAgainMs);
  await markClosed(handle, attemptId, { now, lookAgainAt });
}
