import { dayMs, minuteMs } from '#platform/clock.ts';
import type { RateLimit } from '#platform/rate-limits.ts';

/** Wrong codes in a row before a pause. Of a million codes, five tries find one in 200,000. */
export const codeTriesMax = 5;
/**
 * The first pause after too many wrong codes; each further pause is twice as long as the one
 * before, so that patience does not find the code either.
 */
export const codePauseMs = 10 * minuteMs;
export const codePauseMsMax = dayMs;

/**
 * Parcels of one order. An order has up to 20 lines and hardly ever needs more boxes than this; each
 * is asked after for weeks, and the trade waits for the slowest of them.
 * @source ADR 0023
 */
export const parcelsMax = 5;

/**
 * A further parcel that no carrier has scanned by then counts no more; of an order's only parcel
 * its own clock decides. @source rules.json order.timers.firstScanWithin PT48H
 */
export const firstScanMs = 2 * dayMs;

/** A parcel that has not moved for so long is told of. @source rules.json order.timers.noMovementAlert P5D */
export const standstillMs = 5 * dayMs;

/** Waybills a parcel can have in all: the first and three corrections. */
export const waybillsMax = 4;

/**
 * A waybill is asked about at most this often; carriers' aggregators lock numbers asked oftener.
 * @source carriers.json kuaidi100.query.minInterval: 30 min per waybill or the number is locked
 */
export const queryEveryMs = 30 * minuteMs;
/** A parcel that has not arrived by then is for people to find. @source rules.json order.timers.hardCap P30D */
export const trackingMsMax = 30 * dayMs;

/** Characters of virtual goods: card keys, links, instructions. */
export const virtualGoodsLengthMax = 5000;

/** Bytes of a file that is sold: a booklet, a pattern, a brush set; films are sold by link. */
export const virtualFileBytesMax = 20 * 1024 * 1024;

/** How often a member's entry makes the courier guess a carrier: each time costs its operator. */
export const guessesPerDay: RateLimit = { kind: 'fulfilment/guess', max: 100, perMs: dayMs };

/** Labels of one order, those given back among them, so that nobody wears a courier out. */
export const labelsMax = 10;
