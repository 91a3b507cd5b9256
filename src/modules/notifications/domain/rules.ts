import { dayMs } from '#platform/clock.ts';

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
