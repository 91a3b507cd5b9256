import type { Id } from '#platform/ids.ts';
import { log } from '#platform/log.ts';
import type { PaymentsDeps } from '../deps.ts';
import { firstQueryMs, queryAfterExpiryMs, queryPauseMsMax } from '../domain/rules.ts';
import type { PaymentStatus } from '../provider.ts';
import { readAttempt } from '../store/attempt-store.ts';
import { markClosed, takeAttemptsToQuery } from '../store/attempt-end-store.ts';
import { applySuccess } from './accept-success.ts';

/** Asks the provider what became of an attempt, and takes in a success whose notice was lost. */
export async function queryAttempt(deps: PaymentsDeps, attemptId: Id): Promise<void> {
  const { platform, provider } = deps;
  const status = await provider.queryPayment(attemptId);
  if (status.state === 'PAID') return takeIn(deps, attemptId, status);
  const handle = platform.database.sql;
  const closing = { now: platform.clock.now(), lookAgainAt: null };
  if (status.state === 'CLOSED') return markClosed(handle, attemptId, closing);
  const attempt = await readAttempt(handle, attemptId);
  if (attempt?.state !== 'CLOSED') return;
  if (status.state === 'UNKNOWN') return markClosed(handle, attemptId, closing);
  // Its opening reached the provider after its closing: close it again, and look once more.
  if ((await provider.closePayment(attemptId)) === 'PAID') await queryAttempt(deps, attemptId);
}

type Paid = Extract<PaymentStatus, { state: 'PAID' }>;

async function takeIn(deps: PaymentsDeps, attemptId: Id, status: Paid): Promise<void> {
  const { platform, provider } = deps;
  const now = platform.clock.now();
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
