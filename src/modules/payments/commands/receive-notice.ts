import { bucketOf, isId } from '#platform/ids.ts';
import { log } from '#platform/log.ts';
import { refuse } from '#platform/refusal.ts';
import type { PaymentsDeps } from '../deps.ts';
import type { NoticeHeaders, PaymentProvider, ProviderNotice } from '../provider.ts';
import { insertNotice, setNoticeOutcome, type KeptNotice } from '../store/notice-store.ts';
import { refundIdOf } from '../store/refund-store.ts';
import { applySuccess } from './accept-success.ts';
import { noteDispute } from './note-dispute.ts';
import { recheckPayout, recheckRefund } from './put-back.ts';
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
  const provider = deps.providers.find(input.provider);
  if (!provider) refuse('payments/unknown-provider');
  const notice = await provider.verifyNotice(input.headers, input.rawBody);
  // A provider's own test is answered like a forgery, and is no news.
  if (notice === 'probe') refuse('payments/forged-notice');
  if (notice === 'forged') return turnAway(deps, provider);
  if (notice === 'irrelevant') return { outcome: notice };
  const outcome = await apply(deps, provider, notice);
  const expected = ['accepted', 'duplicate', 'already', 'noted'];
  if (!expected.includes(outcome)) {
    log.warn('payments/notice-not-applied', { outcome, eventId: notice.eventId });
  }
  return { outcome };
}

async function turnAway(deps: PaymentsDeps, provider: PaymentProvider): Promise<never> {
  log.warn('payments/forged-notice', { provider: provider.name });
  if (deps.mayKeepForged()) {
    const forged = { eventId: 'forged', outNo: '', type: 'forged' };
    await insertNotice(deps.platform.database.sql, {
      ...rowOf(deps, provider, forged, 'forged'),
      sigOk: false,
    });
  }
  return refuse('payments/forged-notice');
}

async function apply(
  deps: PaymentsDeps,
  provider: PaymentProvider,
  notice: ProviderNotice,
): Promise<string> {
  const handle = deps.platform.database.sql;
  if (notice.merchantId !== provider.merchantId) {
    await insertNotice(handle, rowOf(deps, provider, notice, 'foreign-merchant'));
    return 'foreign-merchant';
  }
  if (!isOurNumber(notice)) {
    await insertNotice(handle, rowOf(deps, provider, notice, 'unknown'));
    return 'unknown';
  }
  if (isDispute(notice)) {
    return noteDispute(deps, provider.name, {
      notice,
      row: rowOf(deps, provider, notice, 'noted'),
    });
  }
  if (notice.type !== 'payment.succeeded') {
    const outcome = await applyEnd(deps, provider, notice);
    if (notice.type.endsWith('.failed')) await recheck(deps, notice, outcome);
    return outcome;
  }
  const { outNo: attemptId, occurredAt: paidAt, ...told } = notice;
  const now = deps.platform.clock.now();
  return applySuccess(deps, { ...told, provider: provider.name, attemptId, paidAt, now });
}

/** Only a refund's number has more to it than our id. */
function isOurNumber({ type, outNo }: ProviderNotice): boolean {
  return type.startsWith('refund.') ? isId(refundIdOf(outNo)) : isId(outNo);
}

/** How a refund or a transfer ended: kept and applied in one transaction. */
function applyEnd(
  deps: PaymentsDeps,
  provider: PaymentProvider,
  notice: ProviderNotice,
): Promise<string> {
  return deps.platform.database.transaction(async (tx) => {
    const row = rowOf(deps, provider, notice, 'accepted');
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

const isDispute = ({ type }: ProviderNotice) => type.startsWith('dispute.');

/**
 * What counts as paid is called failed, now or as it was told before: the provider itself is asked,
 * and only what it says then is booked.
 */
async function recheck(deps: PaymentsDeps, notice: ProviderNotice, outcome: string): Promise<void> {
  if (outcome !== 'already' && outcome !== 'duplicate') return;
  const [type, id] = [notice.type, refundIdOf(notice.outNo)];
  if (type === 'refund.failed') await recheckRefund(deps, id, { onNoBill: false });
  else await recheckPayout(deps, notice.outNo);
}

function rowOf(
  deps: PaymentsDeps,
  provider: PaymentProvider,
  notice: { eventId: string; outNo: string; type: string },
  outcome: string,
): KeptNotice {
  const ref = refundIdOf(notice.outNo);
  return {
    bucket: isId(ref) ? bucketOf(ref) : 0,
    provider: provider.name,
    eventId: notice.eventId,
    kind: notice.type,
    outNo: notice.outNo,
    sigOk: true,
    outcome,
    now: deps.platform.clock.now(),
  };
}
