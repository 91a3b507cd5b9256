import { minuteMs, type Clock } from '#platform/clock.ts';

/** Lets so many through a minute, so that strangers cannot fill a table. */
export function createMinuteLimit(clock: Clock, perMinute: number): () => boolean {
  let minute = Number.NaN;
  let taken = 0;
  return () => {
    const now = Math.floor(clock.now().getTime() / minuteMs);
    if (now !== minute) {
      minute = now;
      taken = 0;
    }
    taken += 1;
    return taken <= perMinute;
  };
}
