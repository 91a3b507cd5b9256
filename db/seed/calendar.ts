import { dayMs, hourMs, minuteMs } from '#platform/clock.ts';
import { chanceOf } from './chance.ts';

/** How long before the town moved in something happened: `3h` exactly, `12d` within that day. */
export type Ago = { hours: number } | { days: number };

// China keeps one time all year, eight hours ahead of UTC.
const shanghaiAheadMs = 8 * hourMs;

/** How much is going on in each hour of a day: asleep at four, at lunch, and up late. */
const pulse = [4, 2, 1, 0, 0, 0, 1, 3, 5, 5, 5, 6, 9, 8, 5, 4, 4, 5, 7, 9, 11, 12, 11, 7] as const;

/**
 * When something of the town's script happened, counted from when the town moved in. Something of
 * a day falls on an hour when people are awake; `name` decides which, the same every time.
 */
export function timeOf(movedInAt: Date, ago: Ago, name: string): Date {
  const now = movedInAt.getTime();
  const minutes = Math.floor(chanceOf(`${name}/minute`) * 60) * minuteMs;
  if ('hours' in ago) return new Date(now - ago.hours * hourMs - Math.floor(minutes / 4));
  const dayStart = now - (ago.days + 1) * dayMs;
  const hours = pulse.map((_, hour) => dayStart + hour * hourMs);
  const weights = hours.map((at) => pulse[new Date(at + shanghaiAheadMs).getUTCHours()]!);
  let left = chanceOf(`${name}/hour`) * weights.reduce<number>((sum, weight) => sum + weight, 0);
  const hour = weights.findIndex((weight) => (left -= weight) < 0);
  return new Date(Math.min(hours[hour]! + minutes, now - minuteMs));
}
