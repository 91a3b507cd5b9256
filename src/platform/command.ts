import { sql, typed, type Database, type Sql, type Tx } from './db/database.ts';
import type { Call } from './actor.ts';
import type { Clock } from './clock.ts';
import { bucketOf } from './ids.ts';
import { refuse } from './refusal.ts';

/**
 * Runs a command: one transaction, and where the call carries an idempotency key, its answer is
 * stored in that same transaction. A retry gets the stored answer; the same key with another
 * request is refused with `platform/idempotency-mismatch`. Answers must survive JSON
 * (bigint comes back as bigint, dates as dates: see `pack`).
 */
export type CommandRunner = <T>(call: Call, work: (tx: Tx) => Promise<T>) => Promise<T>;

export function createCommandRunner(database: Database, clock: Clock): CommandRunner {
  return (call, work) =>
    database.transaction(async (tx) => {
      if (!call.idempotency) return work(tx);
      const stored = await claimKey(tx, call, clock.now());
      if (stored) return unpack(stored) as Awaited<ReturnType<typeof work>>;
      const answer = await work(tx);
      await storeAnswer(tx, call, answer);
      return answer;
    });
}

type IdempotencyTables = {
  'platform.idempotency': {
    bucket: number;
    actor_id: string;
    key: string;
    request_hash: string;
    response: string | null;
    created_at: Date;
  };
};

async function claimKey(tx: Sql, call: Call, now: Date): Promise<string | undefined> {
  const { key, requestHash } = call.idempotency!;
  const actorId = call.actor.memberId;
  const bucket = bucketOf(actorId);
  // Waits for a rival with the same key to commit or roll back, then finds its answer or a free key.
  const claimed = await sql`
    insert into platform.idempotency (bucket, actor_id, key, request_hash, created_at)
    values (${bucket}, ${actorId}, ${key}, ${requestHash}, ${now})
    on conflict do nothing`.execute(tx);
  if (claimed.numAffectedRows === 1n) return undefined;
  const row = await typed<IdempotencyTables>(tx)
    .selectFrom('platform.idempotency')
    .select(['request_hash', sql<string>`response::text`.as('response')])
    .where('bucket', '=', bucket)
    .where('actor_id', '=', actorId)
    .where('key', '=', key)
    .executeTakeFirstOrThrow();
  if (row.request_hash !== requestHash) refuse('platform/idempotency-mismatch');
  return row.response;
}

async function storeAnswer(tx: Sql, call: Call, answer: unknown): Promise<void> {
  const actorId = call.actor.memberId;
  await sql`
    update platform.idempotency set response = ${pack(answer)}::jsonb
    where bucket = ${bucketOf(actorId)} and actor_id = ${actorId}
      and key = ${call.idempotency!.key}`.execute(tx);
}

/** JSON that keeps bigint and dates: `{"$fen":"168000"}`, `{"$at":"2026-…Z"}`. */
export function pack(answer: unknown): string {
  return JSON.stringify(answer ?? null, function (this: Record<string, unknown>, key, value) {
    const raw = this[key];
    if (typeof raw === 'bigint') return { $fen: raw.toString() };
    if (raw instanceof Date) return { $at: raw.toISOString() };
    return value as unknown;
  });
}

/** The reverse of `pack`. */
export function unpack(text: string): unknown {
  return JSON.parse(text, (_key, value: unknown) => {
    if (value === null || typeof value !== 'object') return value;
    if ('$fen' in value) return BigInt(value.$fen as string);
    if ('$at' in value) return new Date(value.$at as string);
    return value;
  }) as unknown;
}
