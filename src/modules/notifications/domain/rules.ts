import { dayMs, hourMs, minuteMs } from '#platform/clock.ts';

/** Notifications older than this are forgotten. */
export const keptMs = 365 * dayMs;
/** Marked read one by one at once; more are marked by category. */
export const markMax = 100;
/** A line that nobody raised for so long is left alone; what comes next begins a new one. */
export const groupWindowMs = 7 * dayMs;
/** How many of those who did it a line shows by name. */
export const actorsShownMax = 3;
/** Duties shown of one source. */
export const dutiesMax = 50;
/** Browsers of one member that are rung; beyond, the oldest goes. */
export const subscriptionsMax = 10;
/** How often what is due is looked for, and how much of it is sent side by side. */
export const deliverEveryMs = 1000;
export const deliveriesAtOnce = 20;
/** Tries of a delivery that was refused or stayed unanswered: about three hours. */
export const deliveryTriesMax = 9;
export const retryMs = (attempts: number): number => Math.min(30_000 * 2 ** (attempts - 1), hourMs);
/** How long a push service keeps a message for a browser that is away. */
export const ttlSeconds = (urgency: 'high' | 'normal' | 'low'): number =>
  (urgency === 'low' ? dayMs : 3 * dayMs) / 1000;
/** Deliveries are remembered so long, so that none is sent twice. */
export const deliveriesKeptMs = 30 * dayMs;
export const digestEveryMs = minuteMs;
export const digestsAtOnce = 20;
/** When a digest is tried again whose mail server could not be reached. */
export const digestRetryMs = 15 * minuteMs;
/** Lines of one section of a digest. */
export const digestLinesMax = 10;
