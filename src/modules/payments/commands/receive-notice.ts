import { bucketOf, isId } from '#platform/ids.ts';
import { log } from '#platform/log.ts';
import { refuse } from '#platform/refusal.ts';
import type { PaymentsDeps } from '../deps.ts';
import type { NoticeHeaders, ProviderNotice } from '../provider.ts';
import { insertNotice } from '../store/attempt-store.ts';
import { refundIdOf } from '../store/refund-store.ts';
import { applySuccess } from './accept-success.ts';
import { settleRefund } from './refund.ts';
import { settlePayout } from './withdraw.ts';

/**
 * A notice of the provider: its signature is checked before the database is touched, then the
 * merchant, then everything else where the money is. A notice that was applied before is
 * answered like the first time.
 * @throws payments/forged-notice, payments/unknown-provider
 */
export async function receiveNotice(
  deps: PaymentsDeps,
  input: { provider: string; headers: NoticeHeaders; rawBody: Buffer },
): Promise<{ outcome: string }> {
  const { platform, provider } = deps;
  if (input.provider !== provider.name) refuse('payments/unknown-provider');
  const notice = await provider.verifyNotice(input.headers, input.rawBody);
  if (notice === 'forged') {
    await keep(deps, { eventId: 'forged', outNo: '', type: 'forged' }, false, 'forged');
    log.warn('payments/forged-notice', {});
    refuse('payments/forged-notice');
  }
  if (notice.merchantId !== provider.merchantId) {
    await keep(deps, notice, true, 'foreign-merchant');
    return { outcome: 'foreign-merchant' };
  }
  const now = platform.clock.now();
  return { outcome: await apply(deps, notice, now) };
}

async function apply(deps: PaymentsDeps, notice: ProviderNotice, now: Date): Promise<string> {
  if (notice.type === 'payment.succeeded') {
    if (!isId(notice.outNo)) {
      await keep(deps, notice, true, 'unknown');
      return 'unknown';
    }
    const { outNo: attemptId, ...told } = notice;
    return applySuccess(deps, { ...told, provider: deps.provider.name, attemptId, now });
  }
  // What ended a refund or a payout is written once by its own row's state; the inbox keeps the word.
  await keep(deps, notice, true, 'accepted');
  const state = notice.type.endsWith('succeeded') ? 'SUCCEEDED' : 'FAILED';
  const status = { state, providerRef: notice.transactionId, reason: notice.reason } as const;
  if (notice.type.startsWith('refund.')) {
    await settleRefund(deps, refundIdOf(notice.outNo), notice.outNo, status);
  } else {
    await settlePayout(deps, notice.outNo, status);
  }
  return 'accepted';
}

function keep(
  deps: PaymentsDeps,
  notice: Pick<ProviderNotice, 'eventId' | 'outNo'> & { type: string },
  sigOk: boolean,
  outcome: string,
): Promise<boolean> {
  const ref = refundIdOf(notice.outNo);
  return insertNotice(deps.platform.database.sql, {
    bucket: isId(ref) ? bucketOf(ref) : 0,
    provider: deps.provider.name,
    eventId: notice.eventId,
    kind: notice.type,
    outNo: notice.outNo,
    sigOk,
    outcome,
    now: deps.platform.clock.now(),
  });
}
