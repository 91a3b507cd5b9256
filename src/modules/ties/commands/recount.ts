import { log } from '#platform/log.ts';
import type { Sweep } from '#platform/room.ts';
import { recountAfterMs, recountBatch, recountEveryMs } from '../domain/rules.ts';
import type { Room } from '../room.ts';
import { recountOldest } from '../store/member-rows.ts';

/** Counts follows anew, a batch at a time, the longest uncounted first. */
export function recountSweep(room: Room): Sweep {
  const { database, clock } = room.platform;
  return {
    name: 'ties/recount',
    everyMs: recountEveryMs,
    async run() {
      const now = clock.now();
      const before = new Date(now.getTime() - recountAfterMs);
      const mended = await database.transaction((tx) =>
        recountOldest(tx, { before, batch: recountBatch, now }),
      );
      if (mended > 0) log.warn('ties/counts-mended', { mended });
    },
  };
}
