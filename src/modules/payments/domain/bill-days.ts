import { dayMs, hourMs } from '#platform/clock.ts';

const shanghaiAheadMs = 8 * hourMs;
/** A day's bill is complete an hour after the day, where the provider says nothing else. @source ADR 0006 */
export const billReadyMs = hourMs;
/** How many days one round fetches; the next round goes on. */
export const billDaysMax = 31;

/** The day of Shanghai's calendar on which a moment falls: `2026-11-24`. */
export function shanghaiDay(at: Date): string {
  return new Date(at.getTime() + shanghaiAheadMs).toISOString().slice(0, 10);
}

/**
 * The days whose bill is there and was not fetched yet, oldest first, none left out however long
 * the product was off or how far its clock was moved.
 */
export function daysToFetch(
  progress: { since: Date; lastDay: string | null },
  now: Date,
  readyMs = billReadyMs,
): string[] {
  const first = progress.lastDay
    ? Date.parse(progress.lastDay) + dayMs
    : Date.parse(shanghaiDay(progress.since));
  const today = Date.parse(shanghaiDay(new Date(now.getTime() - readyMs)));
  const days: string[] = [];
  for (let day = first; day < today && days.length < billDaysMax; day += dayMs) {
    days.push(new Date(day).toISOString().slice(0, 10));
  }
  return days;
}
