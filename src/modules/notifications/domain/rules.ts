import { dayMs } from '#platform/clock.ts';

/** Notifications older than this are forgotten. */
export const keptMs = 365 * dayMs;
/** Marked read one by one at once; more are marked by category. */
export const markMax = 100;
