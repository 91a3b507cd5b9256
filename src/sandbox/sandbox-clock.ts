import { AsyncLocalStorage } from 'node:async_hooks';
import pg from 'pg';
import { createMovableClock, type MovableClock } from '#platform/clock.ts';

const settingName = 'sandbox/clock-ahead-ms';

/** The sandbox's clock, which remembers over a restart how far it was moved. */
export type SandboxClock = MovableClock & {
  moveAndKeep(byMs: number): Promise<void>;
  /**
   * Does something as it would have been done then: for this work alone, and all it waits for, the
   * clock stands at that time. What others do meanwhile sees the present.
   */
  asOf<T>(then: Date, work: () => Promise<T>): Promise<T>;
};

/** Opens the clock where the database last left it. */
export async function openSandboxClock(databaseUrl: string): Promise<SandboxClock> {
  const { rows } = await query<{ value: number }>(
    databaseUrl,
    'select value from platform.setting where name = $1',
    [settingName],
  );
  const clock = createMovableClock(undefined, rows[0]?.value ?? 0);
  const past = new AsyncLocalStorage<Date>();
  return {
    ...clock,
    now: () => past.getStore() ?? clock.now(),
    asOf: (then, work) => past.run(then, work),
    async moveAndKeep(byMs) {
      clock.move(byMs);
      await query(
        databaseUrl,
        `insert into platform.setting (name, value, changed_at) values ($1, $2::jsonb, now())
         on conflict (name) do update set value = excluded.value, changed_at = now()`,
        [settingName, JSON.stringify(clock.aheadMs())],
      );
    },
  };
}

async function query<Row extends pg.QueryResultRow>(url: string, text: string, values: unknown[]) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await client.query<Row>(text, values);
  } finally {
    await client.end();
  }
}
