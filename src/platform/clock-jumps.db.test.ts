// Real: PostgreSQL, the deadline workers of two processes. Simulated: the machines' clocks, which
// leap, are set back, stand in other zones and disagree with each other by twenty minutes.
// TUCKSHOP_TORTURE_TIMERS says how many timers, TUCKSHOP_TORTURE_SEED which.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { momentNear, oddMoments, zones } from '../../test/support/odd-moments.ts';
import { testPlatform } from '../../test/support/platform.ts';
import { createSeededRandom } from '../../test/support/seeded-random.ts';
import { tell } from '../../test/support/tally.ts';
import { dayMs, hourMs, minuteMs, type Clock } from './clock.ts';
import { newIds, openDatabase, sql, type Database } from './db/database.ts';
import { createDeadlineWorker } from './deadlines.ts';

const count = Number(process.env['TUCKSHOP_TORTURE_TIMERS'] ?? 200);
const random = createSeededRandom(Number(process.env['TUCKSHOP_TORTURE_SEED'] ?? 20_261));
const kind = 'jobs/leaping';
const skewMs = 10 * minuteMs;

const { platform, url } = await testPlatform();
const zoneBefore = process.env['TZ'];
const opened: Database[] = [];
after(async () => {
  if (zoneBefore === undefined) delete process.env['TZ'];
  else process.env['TZ'] = zoneBefore;
  await Promise.all(opened.map((database) => database.close()));
});

/** A connection as a server in that zone would have it. */
function inZone(zone: string): Database {
  const database = openDatabase({
    url: `${url}?options=-c%20TimeZone%3D${zone}`,
    connectionsMax: 4,
  });
  opened.push(database);
  return database;
}

type Timer = { ref: string; runAt: Date | undefined; runs: number };
const timers = new Map<string, Timer>();
const faults: string[] = [];

/** Where the true time stands; the two processes are ten minutes ahead of it and behind. */
let trueMs = Math.min(...Object.values(oddMoments).map((at) => at.getTime())) - 2 * dayMs;
const clockOff = (byMs: number): Clock => ({ now: () => new Date(trueMs + byMs) });

function startWorker(zone: string, clock: Clock) {
  const handle = (ref: string, now: Date) => {
    const timer = timers.get(ref)!;
    timer.runs += 1;
    if (!timer.runAt) faults.push(`${ref} was called off, and ran`);
    else if (now < timer.runAt) faults.push(`${ref} ran ${+timer.runAt - +now} ms early`);
    return Promise.resolve();
  };
  return createDeadlineWorker(inZone(zone), clock, [{ kind, handle }]);
}

async function wind(): Promise<void> {
  const writer = inZone(random.pick(zones));
  for (let made = 0; made < count; made += 100) {
    const refs = await newIds(writer.sql, 7, Math.min(100, count - made));
    await Promise.all(
      refs.map(async (ref) => {
        process.env['TZ'] = random.pick(zones);
        const timer = { ref, runAt: momentNear(random), runs: 0 } as Timer;
        await platform.deadlines.set(writer.sql, { kind, ref, runAt: timer.runAt! });
        // A tenth is put off, a tenth called off.
        const change = random.between(1, 10);
        if (change === 1) {
          timer.runAt = new Date(timer.runAt!.getTime() + random.between(0, 40 * dayMs));
          await platform.deadlines.set(writer.sql, { kind, ref, runAt: timer.runAt });
        } else if (change === 2) {
          await platform.deadlines.clear(writer.sql, [kind], ref, timer.runAt!);
          timer.runAt = undefined;
        }
        timers.set(ref, timer);
      }),
    );
  }
}

/** Mostly to just before or onto one of the next timers; else an hour back, or far ahead. */
function leap(): number {
  if (random.chance(0.3)) return trueMs + random.pick([-hourMs, hourMs, dayMs, 40 * dayMs]);
  const waiting = [...timers.values()]
    .flatMap(({ runAt, runs }) => (runAt && runs === 0 ? [runAt.getTime()] : []))
    .toSorted((one, other) => one - other);
  const next = waiting[random.between(0, Math.ceil(count / 40))] ?? waiting.at(-1);
  return (next ?? trueMs) + random.pick([-skewMs - 1, -skewMs, -skewMs + 1, -1, 0, -hourMs]);
}

/** What has run by now is what was due by the clock that was furthest ahead, each once. */
function check(furthestMs: number): void {
  assert.deepEqual(faults, []);
  for (const { ref, runAt, runs } of timers.values()) {
    const isDue = runAt !== undefined && runAt.getTime() <= furthestMs;
    assert.equal(runs, isDue ? 1 : 0, `${ref}, due at ${runAt?.toISOString()}, ran ${runs} times`);
  }
}

test(`${count} timers run once and never early, however the clocks leap`, async (t) => {
  await wind();
  let furthestMs = -Infinity;
  let leaps = 0;
  const last = Math.max(...[...timers.values()].map(({ runAt }) => runAt?.getTime() ?? 0));
  while (furthestMs <= last) {
    process.env['TZ'] = random.pick(zones);
    // Both processes are new ones after each leap, as after a restart.
    const pair = [clockOff(skewMs), clockOff(-skewMs)].map((clock) =>
      startWorker(random.pick(zones), clock),
    );
    await Promise.all(pair.map((worker) => worker.drain()));
    await Promise.all(opened.splice(0).map((database) => database.close()));
    furthestMs = Math.max(furthestMs, trueMs + skewMs);
    check(furthestMs);
    leaps += 1;
    trueMs = leap();
  }
  const { rows } = await sql<{ left: number }>`
    select count(*)::int as left from platform.deadline
    where kind = ${kind} and done_at is null`.execute(platform.database.sql);
  assert.equal(rows[0]!.left, 0);
  tell(t, { timers: count, lost: 0, doubled: 0 });
  t.diagnostic(`${leaps} leaps`);
});
