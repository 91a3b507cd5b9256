import { dayMs, hourMs, minuteMs } from '#platform/clock.ts';
import type { SeededRandom } from './seeded-random.ts';

/** Moments at which clocks and calendars go wrong. */
export const oddMoments = {
  'summer time begins in Europe': new Date('2026-03-29T01:00:00Z'),
  'summer time ends in Europe': new Date('2026-10-25T01:00:00Z'),
  'summer time begins in America': new Date('2026-03-08T07:00:00Z'),
  'summer time ends in America': new Date('2026-11-01T06:00:00Z'),
  '29 February begins in Shanghai': new Date('2028-02-28T16:00:00Z'),
  '29 February ends in Shanghai': new Date('2028-02-29T16:00:00Z'),
  'midnight in Shanghai': new Date('2026-07-01T16:00:00Z'),
  'midnight in Shanghai at the end of a month': new Date('2026-11-30T16:00:00Z'),
  'midnight in Shanghai at the end of a year': new Date('2026-12-31T16:00:00Z'),
};

/** Where machines think they are; one of them has no whole hours. */
export const zones = [
  'UTC',
  'Asia/Shanghai',
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kathmandu',
];

/** A moment close to an odd one: mostly within two hours, now and then onto it or a day beside. */
export function momentNear(random: SeededRandom): Date {
  const odd = random.pick(Object.values(oddMoments)).getTime();
  const besideMs = random.pick([0, 1, -1, hourMs, -hourMs, dayMs, -dayMs, 30 * minuteMs]);
  return new Date(
    odd + besideMs + (random.chance(0.5) ? random.between(-2 * hourMs, 2 * hourMs) : 0),
  );
}
