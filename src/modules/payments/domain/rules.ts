import { minuteMs, secondMs } from '#platform/clock.ts';

/** The least that can be withdrawn, in fen. @source rules.json withdraw.min 100 */
export const withdrawalFenMin = 100n;
/** Withdrawals a day (Shanghai). @source rules.json withdraw.perDay 3 */
export const withdrawalsPerDayMax = 3;
/** A payment not confirmed by then is asked after. @source rules.json payments.lostNoticeFoundWithin */
export const firstQueryMs = 45 * secondMs;
/** The longest pause between two queries of one attempt. @source ADR 0006 */
export const queryPauseMsMax = 10 * minuteMs;
/** How long after its end an attempt is still asked after. @source rules.json payments.noticesComeUpTo */
export const queryAfterExpiryMs = 26 * 60 * minuteMs;
/** How often an unfinished refund or transfer is asked after. @source ADR 0006 */
export const settleQueryMs = 30 * secondMs;
/** How often a payout that is frozen is looked at again. @source ADR 0028 */
export const frozenQueryMs = 5 * minuteMs;
/** The pause before a refused refund is tried again, doubled each time up to a day. @source ADR 0006 */
export const refundRetryMs = 5 * minuteMs;
export const refundRetryMsMax = 24 * 60 * minuteMs;
/** When a closed attempt is asked after once more, in case its opening came late. @source ADR 0006 */
export const lookAgainMs = minuteMs;
/** Forged notices kept a minute; more of them are only counted. @source ADR 0006 */
export const forgedKeptPerMinute = 60;
/**
 * When a refund or transfer that was paid is asked after once more: what the bank sent back by then
 * is found although its notice was lost. @source ADR 0027
 */
export const recheckMs = 26 * 60 * minuteMs;
