// Real: PostgreSQL, the deadline worker, the outbox's relay, the command runner.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Call } from '#platform/actor.ts';
import { minuteMs } from '#platform/clock.ts';
import { newId, sql } from '#platform/db/database.ts';
import { refused } from '../../test/support/refused.ts';
import { testPlatform } from '../../test/support/platform.ts';
import { createDeadlineWorker, type DeadlineHandler } from './deadlines.ts';
import { createRelay, type ToldEvent } from './outbox.ts';

const { database, clock, platform } = await testPlatform();
let kinds = 0;

/** A deadline of a kind of its own, due now; what its handler does is given. */
async function dueNow(handle: DeadlineHandler['handle']) {
  kinds += 1;
  const kind = `jobs/kind-${kinds}`;
  const ref = await newId(database.sql, 7);
  await platform.deadlines.set(database.sql, { kind, ref, runAt: clock.now() });
  const worker = () => createDeadlineWorker(database, clock, [{ kind, handle }]);
  const row = async () => {
    const { rows } = await sql<{
      done_at: Date | null;
      last_error: string | null;
      left_ms: number;
    }>`
      select done_at, last_error,
        (extract(epoch from lease_until - clock_timestamp()) * 1000)::float8 as left_ms
      from platform.deadline where ref = ${ref} and kind = ${kind}`.execute(database.sql);
    return rows[0]!;
  };
  return { kind, ref, worker, row };
}

test('eight workers at once run a due job once, and it stays done', async () => {
  let runs = 0;
  const { worker, row } = await dueNow(async () => {
    runs += 1;
    await new Promise((done) => setTimeout(done, 100));
  });
  await Promise.all(Array.from({ length: 8 }, () => worker().drain()));
  assert.equal(runs, 1);
  assert.deepEqual((await row()).done_at, clock.now());
  await worker().drain();
  assert.equal(runs, 1);
});

test('a job is leased for two minutes at most, and is another’s when they are over', async () => {
  let runs = 0;
  let leftMs = 0;
  const job = await dueNow(async () => {
    runs += 1;
    leftMs = (await job.row()).left_ms;
  });
  await sql`update platform.deadline set lease_until = clock_timestamp() + interval '1 minute'
    where ref = ${job.ref}`.execute(database.sql);
  await job.worker().drain();
  assert.equal(runs, 0, 'another process is at it');
  await sql`update platform.deadline set lease_until = clock_timestamp() - interval '1 second'
    where ref = ${job.ref}`.execute(database.sql);
  await job.worker().drain();
  assert.equal(runs, 1, 'the other process died');
  assert.ok(leftMs > minuteMs && leftMs <= 2 * minuteMs, `${leftMs} ms were left of the lease`);
});

test('a job that failed is not done, says why, and runs again later', async () => {
  let runs = 0;
  const { ref, worker, row } = await dueNow(async () => {
    runs += 1;
    if (runs === 1) throw new Error('the carrier is down');
  });
  await worker().drain();
  assert.deepEqual([runs, (await row()).done_at], [1, null]);
  assert.equal((await row()).last_error, 'the carrier is down');
  await sql`update platform.deadline set lease_until = null where ref = ${ref}`.execute(
    database.sql,
  );
  await worker().drain();
  assert.deepEqual([runs, (await row()).done_at], [2, clock.now()]);
});

test('a deadline that was moved while its job ran is not done', async () => {
  const later = new Date(clock.now().getTime() + minuteMs);
  const job = await dueNow(async (ref) => {
    await platform.deadlines.set(database.sql, { kind: job.kind, ref, runAt: later });
  });
  await job.worker().drain();
  assert.equal((await job.row()).done_at, null);
});

test('whatever order transactions commit in, each event is delivered, and once', async () => {
  const topic = 'jobs/told';
  const told: string[] = [];
  const handle = async (_tx: unknown, { ref }: ToldEvent) => void told.push(ref);
  const relays = [1, 2].map(() => createRelay(database, clock, [{ topic, name: 'x', handle }]));
  let isOver = false;
  const reading = relays.map(async (relay) => {
    while (!isOver) await relay.drain();
    await relay.drain();
  });
  const write = async (writer: number) => {
    for (let n = 0; n < 10; n += 1) {
      await database.transaction(async (tx) => {
        const event = { topic, ref: `${writer}-${n}`, payload: {} };
        await platform.outbox.emit(tx, 7, [event], clock.now());
        // The later ones commit first.
        await new Promise((done) => setTimeout(done, (10 - n) * 5));
      });
    }
  };
  await Promise.all([1, 2, 3, 4].map(write));
  isOver = true;
  await Promise.all(reading);
  assert.equal(told.length, 40);
  assert.equal(new Set(told).size, 40);
});

test('an event whose handling fails is told again and holds up nothing', async () => {
  const told: string[] = [];
  const handle = async (_tx: unknown, { ref }: ToldEvent) => {
    told.push(ref);
    if (ref === 'bad' && told.filter((one) => one === 'bad').length === 1) throw new Error('no');
  };
  const relay = createRelay(database, clock, [{ topic: 'jobs/bad', name: 'x', handle }]);
  const events = ['bad', 'good'].map((ref) => ({ topic: 'jobs/bad', ref, payload: {} }));
  await platform.outbox.emit(database.sql, 7, events, clock.now());
  await relay.drain();
  assert.deepEqual(told.toSorted(), ['bad', 'good']);
  clock.move(minuteMs);
  await relay.drain();
  assert.deepEqual(told.toSorted(), ['bad', 'bad', 'good']);
});

test('a key is one answer however often it is sent, and not good for another request', async () => {
  let runs = 0;
  const memberId = await newId(database.sql, 7);
  const callOf = (requestHash: string) =>
    ({ actor: { memberId }, idempotency: { key: 'k', requestHash } }) as unknown as Call;
  const work = async () => ({ n: (runs += 1), amountFen: 5n });
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => platform.run(callOf('one'), work)),
  );
  assert.deepEqual(answers, Array(8).fill({ n: 1, amountFen: 5n }));
  await assert.rejects(
    platform.run(callOf('other'), work),
    refused('platform/idempotency-mismatch'),
  );
});

test('a command that failed keeps no key', async () => {
  const memberId = await newId(database.sql, 7);
  const idempotency = { key: 'k', requestHash: 'one' };
  const call = { actor: { memberId }, idempotency } as unknown as Call;
  await assert.rejects(
    platform.run(call, () => Promise.reject(new Error('no'))),
    /no/,
  );
  assert.equal(await platform.run(call, () => Promise.resolve(1)), 1);
});
