import type { Id } from '#platform/ids.ts';
import { log } from '#platform/log.ts';
import type { PaymentsDeps } from '../deps.ts';
import { firstQueryMs, queryAfterExpiryMs, queryPauseMsMax } from '../domain/rules.ts';
import { markClosed, takeAttemptsToQuery } from '../store/attempt-store.ts';
import { applySuccess } from './accept-success.ts';

/** Asks the provider what became of an attempt, and takes in a success whose notice was lost. */
export async function queryAttempt(deps: PaymentsDeps, attemptId: Id): Promise<void> {
  const { platform, provider } = deps;
  const status = await provider.queryPayment(attemptId);
  const now = platform.clock.now();
  if (status.state === 'CLOSED') await markClosed(platform.database.sql, attemptId, now);
  if (status.state !== 'PAID') return;
  const result = await applySuccess(deps, {
    provider: provider.name,
    merchantId: provider.merchantId,
    eventId: null,
    attemptId,
    transactionId: status.transactionId!,
    amountFen: status.amountFen!,
    now,
  });
  if (result !== 'accepted' && result !== 'already') {
    log.warn('payments/query-not-applied', { attemptId, result });
  }
}

/** Asks after every attempt whose notice is overdue. */
export async function queryOverdue(deps: PaymentsDeps): Promise<void> {
  const ids = await takeAttemptsToQuery(deps.platform.database.sql, deps.platform.clock.now(), {
    firstMs: firstQueryMs,
    maxMs: queryPauseMsMax,
    afterExpiryMs: queryAfterExpiryMs,
  });
  for (const attemptId of ids) {
    await queryAttempt(deps, attemptId).catch((error: Error) =>
      log.warn('payments/query-failed', { attemptId, message: error.message }),
    );
  }
}
