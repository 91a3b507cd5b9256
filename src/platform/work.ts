import { createDeadlineWorker } from './deadlines.ts';
import { createLoop, createRelay } from './outbox.ts';
import type { Platform, RoomParts, Sweep } from './room.ts';

type WorkPlace = Pick<Platform, 'database' | 'clock'>;

export type Work = {
  start(): void;
  stop(): Promise<void>;
  /** Looks at once at what is due. */
  nudge(): void;
  /** Works off everything that is due now. For tests and seeds. */
  settle(): Promise<void>;
};

/** The repeated work of a process: outbox relay, deadlines, sweeps; the last are of all rooms. */
export function createWork({ database, clock }: WorkPlace, parts: RoomParts[]): Work {
  const subscriptions = parts.flatMap((part) => part.subscriptions ?? []);
  const relay = createRelay(database, clock, subscriptions);
  const handlers = parts.flatMap((part) => part.deadlines ?? []);
  const deadlines = createDeadlineWorker(database, clock, handlers);
  const sweeps = parts.flatMap((part) => part.sweeps ?? []);
  const loops = sweeps.map((sweep) => createLoop(sweep.name, sweep.everyMs, () => runOnce(sweep)));
  const all = [relay, deadlines, ...loops];
  let isStarted = false;
  const startAll = () => all.forEach((loop) => loop.start());
  const stopAll = () => Promise.all(all.map((loop) => loop.stop()));
  return {
    start() {
      isStarted = true;
      startAll();
    },
    async stop() {
      isStarted = false;
      await stopAll();
    },
    nudge: () => [relay, deadlines].forEach((loop) => loop.nudge()),
    async settle() {
      // What a loop has under way is leased to it, and no drain would wait for it.
      await stopAll();
      for (const sweep of sweeps) await sweep.run();
      while ((await relay.drain()) + (await deadlines.drain()) > 0);
      if (isStarted) startAll();
    },
  };
}

async function runOnce(sweep: Sweep): Promise<number> {
  await sweep.run();
  return 0;
}
