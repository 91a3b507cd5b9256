import { hourMs } from '#platform/clock.ts';

const shanghaiAheadMs = 8 * hourMs;

/** The day in Shanghai, `2026-07-01`: a follow is told at most once a day. */
export function shanghaiDay(now: Date): string {
  return new Date(now.getTime() + shanghaiAheadMs).toISOString().slice(0, 10);
}
