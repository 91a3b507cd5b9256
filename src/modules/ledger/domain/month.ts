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

/** A year as people write it: `2026`. */
export const yearPattern = /^20\d\d$/;

/** A quarter of a year of Shanghai's calendar: its first moment, and that of the next quarter. */
export function quarterSpan(year: string, quarter: 1 | 2 | 3 | 4): { from: Date; until: Date } {
  const month = (index: number) => String(index).padStart(2, '0');
  const first = quarter * 3 - 2;
  return {
    from: monthSpan(`${year}-${month(first)}`).from,
    until: monthSpan(`${year}-${month(first + 2)}`).until,
  };
}

/** The day of Shanghai's calendar on which a moment falls: `2026-11-24`. */
export function shanghaiDay(at: Date): string {
  return new Date(at.getTime() + shanghaiAheadMs).toISOString().slice(0, 10);
}
