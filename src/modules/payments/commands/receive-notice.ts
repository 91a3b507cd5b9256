import { bucketOf, isId } from '#platform/ids.ts';
import { log } from '#platform/log.ts';
import { refuse } from '#platform/refusal.ts';
import type { PaymentsDeps } from '../deps.ts';
import type { NoticeHeaders, ProviderNotice } from '../provider.ts';
import { insertNotice, setNoticeOutcome, type KeptNotice } from '../store/notice-store.ts';
import { refundIdOf } from '../store/refund-store.ts';
import { applySuccess } from './accept-success.ts';
import { settleRefund } from './refund.ts';
import { settlePayout } from './withdraw.ts';

/**
 * A notice of the provider: its signature is checked before the database is touched, then the
 * merchant, then everything else where the money is. A notice that was applied before is
 * answered like the first time; one that is well signed and yet not to be believed is kept, and
 * the provider itself is asked.
 * @throws payments/forged-notice, payments/unknown-provider
 */
export async function receiveNotice(
  deps: PaymentsDeps,
  input: { provider: string; headers: NoticeHeaders; rawBody: Buffer },
): Promise<{ outcome: string }> {
  const { provider } = deps;
  if (input.provider !== provider.name) refuse('payments/unknown-provider');
  const notice = await provider.verifyNotice(input.headers, input.rawBody);
  if (notice === 'forged') return turnAway(deps);
  const outcome = await apply(deps, notice);
  const expected = ['accepted', 'duplicate', 'already'];
  if (!expected.includes(outcome)) {
    log.warn('payments/notice-not-applied', { outcome, eventId: notice.eventId });
  }
  return { outcome };
}

async function turnAway(deps: PaymentsDeps): Promise<never> {
  log.warn('payments/forged-notice');
  if (deps.mayKeepForged()) {
    const forged = { eventId: 'forged', outNo: '', type: 'forged' };
    await insertNotice(deps.platform.database.sql, {
      ...rowOf(deps, forged, 'forged'),
      sigOk: false,
    });
  }
  return refuse('payments/forged-notice');
}

async function apply(deps: PaymentsDeps, notice: ProviderNotice): Promise<string> {
  const handle = deps.platform.database.sql;
  if (notice.merchantId !== deps.provider.merchantId) {
    await insertNotice(handle, rowOf(deps, notice, 'foreign-merchant'));
    return 'foreign-merchant';
  }
  if (!isOurNumber(notice)) {
    await insertNotice(handle, rowOf(deps, notice, 'unknown'));
    return 'unknown';
  }
  if (notice.type !== 'payment.succeeded') return applyEnd(deps, notice);
  const { outNo: attemptId, occurredAt: paidAt, ...told } = notice;
  const now = deps.platform.clock.now();
  return applySuccess(deps, { ...told, provider: deps.provider.name, attemptId, paidAt, now });
}

/** Only a refund's number has more to it than our id. */
function isOurNumber({ type, outNo }: ProviderNotice): boolean {
  return type.startsWith('refund.') ? isId(refundIdOf(outNo)) : isId(outNo);
}

/** How a refund or a transfer ended: kept and applied in one transaction. */
function applyEnd(deps: PaymentsDeps, notice: ProviderNotice): Promise<string> {
  return deps.platform.database.transaction(async (tx) => {
    const row = rowOf(deps, notice, 'accepted');
    const id = await insertNotice(tx, row);
    if (!id) return 'duplicate';
    const news = {
      outNo: notice.outNo,
      state: notice.type.endsWith('succeeded') ? ('SUCCEEDED' as const) : ('FAILED' as const),
      providerRef: notice.transactionId,
      amountFen: notice.amountFen,
      finishedAt: notice.occurredAt,
      reason: notice.reason,
    };
    const settle = notice.type.startsWith('refund.') ? settleRefund : settlePayout;
    const outcome = await settle(deps, tx, news);
    if (outcome !== 'accepted') await setNoticeOutcome(tx, { bucket: row.bucket, id }, outcome);
    return outcome;
  });
}

function rowOf(
  deps: PaymentsDeps,
  notice: { eventId: string; outNo: string; type: string },
  outcome: string,
): KeptNotice {
  const ref = refundIdOf(notice.outNo);
  return {
    bucket: isId(ref) ? bucketOf(ref) : 0,
    provider: deps.provider.name,
    eventId: notice.eventId,
    kind: notice.type,
    outNo: notice.outNo,
    sigOk: true,
    outcome,
    now: deps.platform.clock.now(),
  };
}
