import { sql, type Database, type Sql, type Tx } from './db/database.ts';
import type { Clock } from './clock.ts';
import { log } from './log.ts';
import { workingAt } from './working-at.ts';

/** A fact told to other rooms: its topic begins with the telling room's name. */
export type DomainEvent = { topic: string; ref: string; payload: Record<string, unknown> };
/** A told event as a subscriber sees it; `id` is stable over redelivery. */
export type ToldEvent = DomainEvent & { id: string; bucket: number; createdAt: Date };
/** Called at least once for each event of the topic, inside a transaction of its own. */
export type Subscription = {
  topic: string;
  name: string;
  handle(tx: Tx, event: ToldEvent): Promise<void>;
};

export type Outbox = {
  /** Writes events in the transaction that makes them true. */
  emit(tx: Sql, bucket: number, events: DomainEvent[], now: Date): Promise<void>;
  /** Tells the relay of this process that something was committed. */
  nudge(): void;
};

const batchMax = 100;
const attemptsMax = 20;
const idleMs = 500;

/** The writing side of the outbox. */
export function createOutbox(): Outbox & { onNudge(wake: () => void): void } {
  const wakes: (() => void)[] = [];
  return {
    async emit(tx, bucket, events, now) {
      if (events.length === 0) return;
      const rows = JSON.stringify(events);
      await sql`
        insert into platform.outbox (bucket, id, topic, ref, payload, created_at, next_try_at)
        select ${bucket}, platform.new_id(${bucket}), e.topic, e.ref, e.payload, ${now}, ${now}
        from jsonb_to_recordset(${rows}::jsonb) as e(topic text, ref text, payload jsonb)
      `.execute(tx);
    },
    nudge: () => wakes.forEach((wake) => wake()),
    onNudge: (wake) => wakes.push(wake),
  };
}

export type Relay = {
  /** Delivers everything that waits; returns how many events were delivered. */
  drain(): Promise<number>;
  start(): void;
  stop(): Promise<void>;
};

type Row = {
  bucket: number;
  id: string;
  topic: string;
  ref: string;
  payload: Record<string, unknown>;
  created_at: Date;
  attempts: number;
};

/**
 * Delivers outbox rows to the subscribers, oldest first, with `for update skip locked`, so any
 * number of processes may relay at once. A failing event is retried with growing pauses, and
 * after 20 tries set aside as dead for an operator; it holds up nothing else.
 */
export function createRelay(
  database: Database,
  clock: Clock,
  subscriptions: Subscription[],
): Relay & { nudge(): void } {
  const byTopic = Map.groupBy(subscriptions, (s) => s.topic);
  const loop = createLoop('outbox/relay', idleMs, () => drainBatch());
  async function drainBatch(): Promise<number> {
    const waiting = await claimable(database, clock.now());
    let delivered = 0;
    for (const key of waiting) {
      const isTold = await workingAt(`event ${key.topic}`, () =>
        deliver(database, clock, byTopic, key),
      );
      if (isTold) delivered += 1;
    }
    return delivered;
  }
  return {
    async drain() {
      let total = 0;
      for (let round = 0; round < 1000; round += 1) {
        const delivered = await drainBatch();
        if (delivered === 0) return total;
        total += delivered;
      }
      return total;
    },
    start: loop.start,
    stop: loop.stop,
    nudge: loop.nudge,
  };
}

type Key = { bucket: number; id: string; topic: string };

async function claimable(database: Database, now: Date): Promise<Key[]> {
  const { rows } = await sql<Key>`
    select bucket, id, topic from platform.outbox
    where sent_at is null and dead_at is null and next_try_at <= ${now}
    order by next_try_at, id limit ${batchMax}`.execute(database.sql);
  return rows;
}

async function deliver(
  database: Database,
  clock: Clock,
  byTopic: Map<string, Subscription[]>,
  key: Key,
): Promise<boolean> {
  try {
    return await database.transaction(async (tx) => {
      const { rows } = await sql<Row>`
        select bucket, id, topic, ref, payload, created_at, attempts from platform.outbox
        where bucket = ${key.bucket} and id = ${key.id} and sent_at is null and dead_at is null
        for update skip locked`.execute(tx);
      const row = rows[0];
      if (!row) return false;
      const event = { ...row, createdAt: row.created_at };
      for (const subscription of byTopic.get(row.topic) ?? []) await subscription.handle(tx, event);
      await sql`update platform.outbox set sent_at = ${clock.now()}
        where bucket = ${row.bucket} and id = ${row.id}`.execute(tx);
      return true;
    });
  } catch (error) {
    await setBack(database, clock.now(), key, error);
    return false;
  }
}

async function setBack(database: Database, now: Date, key: Key, error: unknown): Promise<void> {
  const message = error instanceof Error ? error.message : String(error);
  log.warn('outbox/delivery-failed', { ...key, message });
  await sql`
    update platform.outbox set attempts = attempts + 1, last_error = ${message},
      next_try_at = ${now}::timestamptz + least(power(2, attempts), 300) * interval '1 second',
      dead_at = case when attempts + 1 >= ${attemptsMax} then ${now}::timestamptz end
    where bucket = ${key.bucket} and id = ${key.id} and sent_at is null`
    .execute(database.sql)
    .catch((failed: Error) => log.warn('outbox/set-back-failed', { message: failed.message }));
}

/** A loop that works while there is work, rests while there is none, and can be woken early. */
export function createLoop(name: string, restMs: number, work: () => Promise<number>) {
  let running = false;
  let ended: Promise<void> = Promise.resolve();
  let wake: () => void = () => undefined;
  let nudged = false;
  async function run(): Promise<void> {
    while (running) {
      nudged = false;
      const done = await work().catch((error: Error) => {
        log.warn(`${name}-failed`, { message: error.message });
        return 0;
      });
      if (done === 0 && running && !nudged) await rest();
    }
  }
  function rest(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, restMs);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
  return {
    start() {
      if (running) return;
      running = true;
      ended = run();
    },
    async stop() {
      running = false;
      wake();
      await ended;
    },
    nudge() {
      nudged = true;
      wake();
    },
  };
}
