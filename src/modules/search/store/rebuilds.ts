import { sql, type Sql, type Tx } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import type { Kind } from '../types.ts';

/** How far a projection has been made anew. */
export type Rebuild = {
  version: number;
  started_at: Date;
  read_after: Id | null;
  swept_after: Id | null;
  read_at: Date | null;
  done_at: Date | null;
};

/** Begins to make a projection anew, unless that of this version has been begun. */
export async function beginRebuild(
  handle: Sql,
  kind: Kind,
  { version, now }: { version: number; now: Date },
): Promise<void> {
  await sql`
    insert into search.rebuild as was (kind, version, started_at)
    values (${kind}, ${version}, ${now})
    on conflict (kind) do update set version = excluded.version, started_at = excluded.started_at,
      read_after = null, swept_after = null, read_at = null, done_at = null
    where was.version <> excluded.version`.execute(handle);
}

/** Has a projection made anew from its beginning, whatever was done before. */
export async function restartRebuild(handle: Sql, kind: Kind, now: Date): Promise<void> {
  await sql`
    update search.rebuild set started_at = ${now}, read_after = null, swept_after = null,
      read_at = null, done_at = null
    where kind = ${kind}`.execute(handle);
}

/** A projection that is being made anew, for one process at a time; undefined: done, or taken. */
export async function holdRebuild(tx: Tx, kind: Kind): Promise<Rebuild | undefined> {
  const { rows } = await sql<Rebuild>`
    select version, started_at, read_after, swept_after, read_at, done_at from search.rebuild
    where kind = ${kind} and done_at is null for update skip locked`.execute(tx);
  return rows[0];
}

/** Notes how far a held one has come. */
export async function noteProgress(
  tx: Tx,
  kind: Kind,
  to: { readAfter?: Id; sweptAfter?: Id; readAt?: Date; doneAt?: Date },
): Promise<void> {
  await sql`
    update search.rebuild set
      read_after = coalesce(${to.readAfter ?? null}::bigint, read_after),
      swept_after = coalesce(${to.sweptAfter ?? null}::bigint, swept_after),
      read_at = coalesce(${to.readAt ?? null}::timestamptz, read_at),
      done_at = coalesce(${to.doneAt ?? null}::timestamptz, done_at)
    where kind = ${kind}`.execute(tx);
}

/** Whether every projection is as new as it should be. */
export async function isRebuilt(handle: Sql): Promise<boolean> {
  const { rows } = await sql`
    select 1 from search.rebuild where done_at is null limit 1`.execute(handle);
  return rows.length === 0;
}
