import { hourMs } from '#platform/clock.ts';

/** Shanghai keeps the same time all year. */
const shanghaiAheadMs = 8 * hourMs;

/** A month as people write it: `2026-11`. */
export const monthPattern = /^20\d\d-(0[1-9]|1[0-2])$/;

/**
 * A month of Shanghai's calendar: its first moment, and that of the next month.
 * @example monthSpan('2026-11').from.toISOString() === '2026-10-31T16:00:00.000Z'
 */
export function monthSpan(month: string): { from: Date; until: Date } {
  if (!monthPattern.test(month)) throw new RangeError(`${month} is no month`);
  const [year, number] = month.split('-').map(Number) as [number, number];
  const start = (index: number) => new Date(Date.UTC(year, index) - shanghaiAheadMs);
  return { from: start(number - 1), until: start(number) };
}

/** The day of Shanghai's calendar on which a moment falls: `2026-11-24`. */
export function shanghaiDay(at: Date): string {
  return new Date(at.getTime() + shanghaiAheadMs).toISOString().slice(0, 10);
}
