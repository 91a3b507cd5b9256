import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type pg from 'pg';
import { onConnection } from './one-connection.ts';

/** The folder of the forward-only migrations, in one global order by file name. */
export const migrationsFolder = join(import.meta.dirname, '../../../db/migrations');
const lockKey = 7_219_006_001;

type Migration = { name: string; text: string; hash: string };

/**
 * Brings a database to the newest schema; several processes may start at once (one works, the
 * others wait). Returns the names it applied.
 * @throws Error when a migration that was applied has been edited since.
 */
export async function migrate(url: string, folder = migrationsFolder): Promise<string[]> {
  return onConnection(url, async (client) => {
    await client.query('select pg_advisory_lock($1)', [lockKey]);
    const done = await appliedMigrations(client);
    const waiting = (await readMigrations(folder)).filter((m) => isWaiting(m, done));
    for (const migration of waiting) await apply(client, migration);
    return waiting.map((migration) => migration.name);
  });
}

async function appliedMigrations(client: pg.Client): Promise<Map<string, string>> {
  await client.query('create schema if not exists platform');
  await client.query(`create table if not exists platform.migration (
    name text primary key, hash text not null, applied_at timestamptz not null default now())`);
  const { rows } = await client.query<{ name: string; hash: string }>(
    'select name, hash from platform.migration',
  );
  return new Map(rows.map((row) => [row.name, row.hash]));
}

async function readMigrations(folder: string): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).toSorted();
  return Promise.all(
    names.map(async (name) => {
      const text = await readFile(join(folder, name), 'utf8');
      return { name, text, hash: createHash('sha256').update(text).digest('hex') };
    }),
  );
}

function isWaiting(migration: Migration, done: Map<string, string>): boolean {
  const hash = done.get(migration.name);
  if (hash !== undefined && hash !== migration.hash) {
    throw new Error(`migration ${migration.name} was edited after it was applied`);
  }
  return hash === undefined;
}

async function apply(client: pg.Client, migration: Migration): Promise<void> {
  await client.query('begin');
  try {
    await client.query(migration.text);
    await client.query('insert into platform.migration (name, hash) values ($1, $2)', [
      migration.name,
      migration.hash,
    ]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw new Error(`migration ${migration.name} failed`, { cause: error });
  }
}

/** The settings without which an acknowledged trade could be lost in a crash. */
const durableSettings = ['fsync', 'full_page_writes', 'synchronous_commit'] as const;

/** Names the settings of this server that would let it lose acknowledged writes. */
export async function unsafeSettings(url: string): Promise<string[]> {
  const { rows } = await onConnection(url, (client) =>
    client.query<{ name: string; setting: string }>(
      'select name, setting from pg_settings where name = any($1)',
      [durableSettings],
    ),
  );
  return rows.filter((row) => row.setting === 'off').map((row) => row.name);
}
