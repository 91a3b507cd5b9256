import { createHash } from 'node:crypto';
import { chmod, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbeddedDatabase } from '#platform/db/embedded.ts';
import { migrate } from '#platform/db/migrate.ts';
import { openGroundOn, type Ground } from './ground.ts';
import { townFillings, type Filling, type TownSize } from './town-sql.ts';

/** Where made towns are kept, so that a second run finds them; deleting the folder is safe. */
const townsFolder = () => process.env['TUCKSHOP_BENCH_DATA'] ?? join(tmpdir(), 'tuckshop-towns');

/** Databases with whole towns in them, on one server. */
export type Towns = { open(town: TownSize): Promise<Ground>; close(): Promise<void> };

/** Opens the server of the towns; TUCKSHOP_BENCH_DATABASE_URL names another one. */
export async function openTowns(): Promise<Towns> {
  const folder = townsFolder();
  await mkdir(folder, { recursive: true });
  // Started by root, the server runs under an account of its own, which must get in here.
  await chmod(folder, 0o711);
  const given = process.env['TUCKSHOP_BENCH_DATABASE_URL'];
  const server = given
    ? undefined
    : await startEmbeddedDatabase({ dataFolder: join(folder, 'postgres'), log: () => undefined });
  const adminUrl = given ?? server!.url;
  const grounds: Ground[] = [];
  return {
    async open(town) {
      const url = await townDatabase(adminUrl, town);
      // Sealed things are few here and made with this key; it seals nothing of anybody's.
      const secretKey = createHash('sha256').update('bench').digest();
      const ground = openGroundOn({ url, folder, secretKey });
      grounds.push(ground);
      return ground;
    },
    async close() {
      for (const ground of grounds) await ground.close();
      await server?.stop();
    },
  };
}

/** The address of a town's database, made if it is not there or was made by other statements. */
async function townDatabase(adminUrl: string, town: TownSize): Promise<string> {
  const fillings = townFillings(town);
  const made = createHash('sha256').update(JSON.stringify(fillings)).digest('hex');
  const name = `town_${town.notes}`;
  const url = Object.assign(new URL(adminUrl), { pathname: `/${name}` }).toString();
  await using admin = await connected(adminUrl);
  const { rows } = await admin.client.query<{ made: string | null }>(
    `select shobj_description(oid, 'pg_database') as made from pg_database where datname = $1`,
    [name],
  );
  if (rows[0]?.made === made) {
    // Migrations are only ever added, so a kept town takes the new ones like any other database.
    await migrate(url);
    return url;
  }
  await admin.client.query(`drop database if exists ${name} with (force)`);
  await admin.client.query(`create database ${name}`);
  await migrate(url);
  await fill(url, fillings);
  await admin.client.query(`comment on database ${name} is '${made}'`);
  return url;
}

async function connected(url: string) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return { client, [Symbol.asyncDispose]: () => client.end() };
}

async function fill(url: string, fillings: Filling[]): Promise<void> {
  await using town = await connected(url);
  const { client } = town;
  await client.query(`set synchronous_commit = off; set maintenance_work_mem = '512MB';
    set work_mem = '256MB'`);
  for (const { table, rows } of fillings) {
    const began = performance.now();
    await withoutIndexes(client, table, rows);
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    process.stderr.write(`${new URL(url).pathname.slice(1)}: ${table} in ${seconds} s\n`);
  }
  await client.query('vacuum analyze');
  await client.query('checkpoint').catch(() => undefined);
}

/** Fills a table and makes its indexes afterwards, which takes a fraction of the time. */
async function withoutIndexes(client: pg.Client, table: string, rows: string): Promise<void> {
  const { rows: constraints } = await client.query<{ name: string; def: string }>(
    `select conname as name, pg_get_constraintdef(oid) as def from pg_constraint
     where conrelid = $1::regclass and contype = 'p'`,
    [table],
  );
  const { rows: indexes } = await client.query<{ name: string; def: string }>(
    `select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as def from pg_index i
     where indrelid = $1::regclass
       and not exists (select from pg_constraint c where c.conindid = i.indexrelid)`,
    [table],
  );
  for (const { name } of indexes) await client.query(`drop index ${name}`);
  for (const { name } of constraints) {
    await client.query(`alter table ${table} drop constraint ${name}`);
  }
  await client.query(rows);
  for (const { name, def } of constraints) {
    await client.query(`alter table ${table} add constraint ${name} ${def}`);
  }
  for (const { def } of indexes) await client.query(def);
}
