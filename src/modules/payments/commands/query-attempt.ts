import type { Id } from '#platform/ids.ts';
import { log } from '#platform/log.ts';
import type { PaymentsDeps } from '../deps.ts';
import { firstQueryMs, queryAfterExpiryMs, queryPauseMsMax } from '../domain/rules.ts';
import type { PaymentProvider, PaymentStatus } from '../provider.ts';
import { readAttempt } from '../store/attempt-store.ts';
import { markClosed, takeAttemptsToQuery } from '../store/attempt-end-store.ts';
import { applySuccess } from './accept-success.ts';

/** Asks the provider what became of an attempt, and takes in a success whose notice was lost. */
export async function queryAttempt(deps: PaymentsDeps, attemptId: Id): Promise<void> {
  const { platform, providers } = deps;
  const handle = platform.database.sql;
  const attempt = await readAttempt(handle, attemptId);
  if (!attempt) return;
  const provider = providers.of(attempt);
  const status = await provider.queryPayment(attemptId, attempt.provider_ref);
  if (status.state === 'PAID') return takeIn(deps, provider, attemptId, status);
  const closing = { now: platform.clock.now(), lookAgainAt: null };
  if (status.state === 'CLOSED') return markClosed(handle, attemptId, closing);
  // Read anew: it may have been closed while we asked.
  const now = await readAttempt(handle, attemptId);
  if (now?.state !== 'CLOSED') return;
  if (status.state === 'UNKNOWN') return markClosed(handle, attemptId, closing);
  // Its opening reached the provider after its closing: close it again, and look once more.
  const closed = await provider.closePayment(attemptId, now.provider_ref);
  if (closed === 'PAID') await queryAttempt(deps, attemptId);
}

type Paid = Extract<PaymentStatus, { state: 'PAID' }>;

async function takeIn(
  deps: PaymentsDeps,
  provider: PaymentProvider,
  attemptId: Id,
  status: Paid,
): Promise<void> {
  const now = deps.platform.clock.now();
  const result = await applySuccess(deps, {
    provider: provider.name,
    merchantId: provider.merchantId,
    eventId: null,
    attemptId,
    transactionId: status.transactionId,
    amountFen: status.amountFen,
    paidAt: status.paidAt,
    now,
  });
  if (result !== 'accepted' && result !== 'already') {
    log.error('payments/success-not-placed', { attemptId, result });
  }
}

const atOnce = 20;
const roundsMax = 100;

/** Asks after every attempt whose notice is overdue. */
export async function queryOverdue(deps: PaymentsDeps): Promise<void> {
  const { database, clock } = deps.platform;
  for (let round = 0; round < roundsMax; round += 1) {
    const ids = await takeAttemptsToQuery(database.sql, clock.now(), {
      firstMs: firstQueryMs,
      maxMs: queryPauseMsMax,
      afterExpiryMs: queryAfterExpiryMs,
      limit: atOnce,
    });
    await Promise.all(ids.map((attemptId) => queryOrWarn(deps, attemptId)));
    if (ids.length < atOnce) return;
  }
}

async function queryOrWarn(deps: PaymentsDeps, attemptId: Id): Promise<void> {
  try {
    await queryAttempt(deps, attemptId);
  } catch (error) {
    log.warn('payments/query-failed', { attemptId, error });
  }
}
