import { sql, type Database, type Sql } from './db/database.ts';
import type { Clock } from './clock.ts';
import { minuteMs } from './clock.ts';
import type { Id } from './ids.ts';
import { bucketOf } from './ids.ts';
import { log } from './log.ts';
import { createLoop } from './outbox.ts';
import { workingAt } from './working-at.ts';

/** What to do when a clock runs out; must be safe to run twice. Opens its own transaction. */
export type DeadlineHandler = { kind: string; handle(ref: Id, now: Date): Promise<void> };

export type Deadlines = {
  /** Sets the one open deadline of this kind for a thing, or moves it. Same transaction as its cause. */
  set(tx: Sql, deadline: { kind: string; ref: Id; runAt: Date }): Promise<void>;
  /** Ends the open deadline of this kind, if there is one. */
  clear(tx: Sql, kinds: string[], ref: Id, now: Date): Promise<void>;
};

/** @source ADR 0005: jobs are leased at most two minutes */
const leaseMs = 2 * minuteMs;
const batchMax = 50;
const restMs = 500;

/** Deadlines are rows: they survive any crash, move with the clock and cannot be armed twice. */
export function createDeadlines(): Deadlines {
  return {
    async set(tx, { kind, ref, runAt }) {
      const bucket = bucketOf(ref);
      await sql`
        insert into platform.deadline (bucket, id, kind, ref, run_at)
        values (${bucket}, platform.new_id(${bucket}), ${kind}, ${ref}, ${runAt})
        on conflict (bucket, kind, ref) where done_at is null
        do update set run_at = excluded.run_at, attempts = 0, lease_until = null`.execute(tx);
    },
    async clear(tx, kinds, ref, now) {
      await sql`
        update platform.deadline set done_at = ${now}, lease_until = null
        where bucket = ${bucketOf(ref)} and kind = any(${kinds}) and ref = ${ref}
          and done_at is null`.execute(tx);
    },
  };
}

type Due = { bucket: number; id: string; kind: string; ref: string; lease: string };

/**
 * Works off due deadlines under a lease of two minutes; a process that dies leaves a lease that
 * runs out. The lease counts in machine time, the deadline in the product's (movable) clock.
 */
export function createDeadlineWorker(
  database: Database,
  clock: Clock,
  handlers: DeadlineHandler[],
) {
  const byKind = new Map(handlers.map((h) => [h.kind, h]));
  // Batches of one process run one after the other: whoever drains waits for what is under way.
  let underWay: Promise<unknown> = Promise.resolve();
  const workBatch = (): Promise<number> => {
    const batch = underWay.then(async () => {
      const due = await lease(database, clock.now(), [...byKind.keys()]);
      for (const row of due) {
        const handler = byKind.get(row.kind)!;
        await workingAt(`deadline ${row.kind}`, () => runOne(database, clock, handler, row));
      }
      return due.length;
    });
    underWay = batch.catch(() => undefined);
    return batch;
  };
  const loop = createLoop('deadlines/worker', restMs, workBatch);
  return {
    /** Works off everything that is due now, what is under way included; returns how many. */
    async drain(): Promise<number> {
      let total = 0;
      for (let round = 0; round < 1000; round += 1) {
        const done = await workBatch();
        if (done === 0) return total;
        total += done;
      }
      return total;
    },
    start: loop.start,
    stop: loop.stop,
    nudge: loop.nudge,
  };
}

async function lease(database: Database, now: Date, kinds: string[]): Promise<Due[]> {
  const { rows } = await sql<Due>`
    update platform.deadline d
    set lease_until = clock_timestamp() + ${`${leaseMs} milliseconds`}::interval,
        attempts = attempts + 1
    from (select bucket, id from platform.deadline
          where done_at is null and run_at <= ${now} and kind = any(${kinds})
            and (lease_until is null or lease_until < clock_timestamp())
          order by run_at limit ${batchMax} for update skip locked) due
    where d.bucket = due.bucket and d.id = due.id
    returning d.bucket, d.id, d.kind, d.ref, d.lease_until::text as lease`.execute(database.sql);
  return rows;
}

async function runOne(database: Database, clock: Clock, handler: DeadlineHandler, row: Due) {
  try {
    await handler.handle(row.ref, clock.now());
    // Done only if nobody moved the deadline or took the lease over meanwhile.
    await sql`
      update platform.deadline set done_at = ${clock.now()}, lease_until = null
      where bucket = ${row.bucket} and id = ${row.id} and lease_until::text = ${row.lease}
        and done_at is null`.execute(database.sql);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    log.warn('deadlines/failed', { kind: row.kind, ref: row.ref, message });
    await sql`
      update platform.deadline set last_error = ${message},
        lease_until = clock_timestamp() + least(power(2, attempts), 120) * interval '1 second'
      where bucket = ${row.bucket} and id = ${row.id} and lease_until::text = ${row.lease}`
      .execute(database.sql)
      .catch((failed: Error) => log.warn('deadlines/set-back-failed', { message: failed.message }));
  }
}
