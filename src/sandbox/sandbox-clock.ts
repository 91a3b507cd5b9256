import { AsyncLocalStorage } from 'node:async_hooks';
import { createMovableClock, type MovableClock } from '#platform/clock.ts';
import { querySettings } from './settings.ts';

const settingName = 'sandbox/clock-ahead-ms';

/** The sandbox's clock, which the database remembers: over a restart, and for other processes. */
export type SandboxClock = MovableClock & {
  moveAndKeep(byMs: number): Promise<void>;
  /** Runs ahead as far as any process has moved it. */
  readAgain(): Promise<void>;
  /**
   * Does something as it would have been done then: for this work alone, and all it waits for, the
   * clock stands at that time. What others do meanwhile sees the present.
   */
  asOf<T>(then: Date, work: () => Promise<T>): Promise<T>;
};

/** Opens the clock where the database last left it. */
export async function openSandboxClock(databaseUrl: string): Promise<SandboxClock> {
  const read = () => querySettings(databaseUrl, readText, [settingName]);
  const clock = createMovableClock(undefined, aheadIn(await read()));
  const past = new AsyncLocalStorage<Date>();
  // Readings may overtake each other: an older one leaves the clock where it is.
  const catchUp = (rows: Rows) => clock.move(Math.max(0, aheadIn(rows) - clock.aheadMs()));
  return {
    ...clock,
    now: () => past.getStore() ?? clock.now(),
    asOf: (then, work) => past.run(then, work),
    readAgain: async () => catchUp(await read()),
    async moveAndKeep(byMs) {
      // Added up in the database: two processes that move it at once move it by both.
      catchUp(await querySettings(databaseUrl, moveText, [settingName, byMs]));
    },
  };
}

type Rows = { value: unknown }[];
const aheadIn = ([row]: Rows): number => Number(row?.value ?? 0);

const readText = 'select value from platform.setting where name = $1';
const moveText = `
  insert into platform.setting as s (name, value, changed_at)
  values ($1, to_jsonb($2::bigint), now())
  on conflict (name) do update
  set value = to_jsonb((s.value #>> '{}')::bigint + $2::bigint), changed_at = now()
  returning value`;
