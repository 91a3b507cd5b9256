import { dayMs, hourMs } from '#platform/clock.ts';

/** How long a proposed move waits for a second operator. @source ADR 0028 */
export const approveWithinMs = 24 * hourMs;
/** The most one move brings or takes, in fen: the dearest thing there is. @source rules.json quickSell.priceMax 1000000 */
export const moveFenMax = 1_000_000n;
/** When a freeze must be looked at again, at the latest. @source ADR 0028 */
export const reviewWithinMs = 90 * dayMs;
/** Messages shown of one reading. @source ADR 0028 */
export const messagesMax = 100;

/**
 * From how many sales a year a seller is reported, whatever they brought.
 * @source DAC7: reported unless fewer than 30 sales and less than €2,000; ADR 0028
 */
export const reportSalesMin = 30;
/**
 * From what income a year a seller is reported, in fen: €2,000 at ¥7.80. Reports may name another
 * amount, since the rate is that of the year. @source DAC7; ADR 0028 for the rate
 */
export const reportGrossFenMin = 1_560_000n;
/** Sellers shown on the page; the file has them all. @source ADR 0028 */
export const sellersShownMax = 200;

/** The longest reason that is kept. @source ADR 0028 */
export const reasonMax = 300;
