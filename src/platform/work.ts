import { createDeadlineWorker } from './deadlines.ts';
import { createLoop, createRelay } from './outbox.ts';
import { workingAt } from './working-at.ts';
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
  return {
    start: () => all.forEach((loop) => loop.start()),
    stop: async () => void (await Promise.all(all.map((loop) => loop.stop()))),
    nudge: () => [relay, deadlines].forEach((loop) => loop.nudge()),
    async settle() {
      for (const sweep of sweeps) await sweep.run();
      while ((await relay.drain()) + (await deadlines.drain()) > 0);
    },
  };
}

async function runOnce(sweep: Sweep): Promise<number> {
  await workingAt(`sweep ${sweep.name}`, () => sweep.run());
  return 0;
}
