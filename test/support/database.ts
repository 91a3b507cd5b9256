import { randomBytes } from 'node:crypto';
import { after } from 'node:test';
import pg from 'pg';
import { migrate } from '#platform/db/migrate.ts';
import { openDatabase, type Database } from '#platform/db/database.ts';

/**
 * Real PostgreSQL for tests: a migrated template is made once a server, and each test file works
 * in a clone of its own, dropped at the end. The server is the one named by
 * TUCKSHOP_TEST_DATABASE_URL, else one this process starts for itself.
 */
export async function testDatabase(): Promise<{ database: Database; url: string }> {
  const adminUrl = await serverUrl();
  const url = await createFrom(adminUrl, await ensureTemplate(adminUrl));
  const database = openDatabase({ url, connectionsMax: 20 });
  endLast(adminUrl, url, () => database.close());
  return { database, url };
}

/** The same without a single table of ours: what an earlier version left is put there by hand. */
export async function emptyDatabase(): Promise<string> {
  const adminUrl = await serverUrl();
  const url = await createFrom(adminUrl, 'template0');
  endLast(adminUrl, url, async () => undefined);
  return url;
}

async function createFrom(adminUrl: string, template: string): Promise<string> {
  clones += 1;
  const name = `t_${randomBytes(6).toString('hex')}`;
  await onServer(adminUrl, `create database ${name} template ${template}`);
  return withDatabase(adminUrl, name);
}

function endLast(adminUrl: string, url: string, close: () => Promise<void>): void {
  after(async () => {
    await close();
    await drop(adminUrl, new URL(url).pathname.slice(1));
    clones -= 1;
    // Hooks end in the order they were registered: the server waits for the last of its clones.
    if (clones === 0) await (await ownServer)?.end();
  });
}

/** Again while the server's own cleaning (autovacuum) is at work in it, which nobody may end. */
async function drop(adminUrl: string, name: string): Promise<void> {
  const notAllowed = '42501';
  for (let attempt = 1; ; attempt += 1) {
    try {
      await onServer(adminUrl, `drop database if exists ${name} with (force)`);
      return;
    } catch (error) {
      if ((error as { code?: string }).code !== notAllowed || attempt === 60) throw error;
      await new Promise((done) => setTimeout(done, 500));
    }
  }
}

type OwnServer = { url: string; end(): Promise<void> };

let clones = 0;
let ownServer: Promise<OwnServer> | undefined;

async function serverUrl(): Promise<string> {
  const given = process.env['TUCKSHOP_TEST_DATABASE_URL'];
  if (given) return given;
  ownServer ??= startOwnServer();
  return (await ownServer).url;
}

async function startOwnServer(): Promise<OwnServer> {
  const { mkdtemp, rm } = await import('node:fs/promises');
  const { join } = await import('node:path');
  const { tmpdir } = await import('node:os');
  const { startEmbeddedDatabase } = await import('#platform/db/embedded.ts');
  const folder = await mkdtemp(join(tmpdir(), 'tuckshop-test-'));
  const server = await startEmbeddedDatabase({ dataFolder: folder, log: () => undefined });
  return {
    url: server.url,
    async end() {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Makes the migrated template if this server has none for the present migrations. */
async function ensureTemplate(adminUrl: string): Promise<string> {
  const name = `template_${await migrationsHash()}`;
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock(7219006002)');
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (rowCount === 0) {
      await drop(adminUrl, `${name}_new`);
      await client.query(`create database ${name}_new`);
      await migrate(withDatabase(adminUrl, `${name}_new`));
      await client.query(`alter database ${name}_new rename to ${name}`);
    }
  } finally {
    await client.end();
  }
  return name;
}

async function migrationsHash(): Promise<string> {
  const { createHash } = await import('node:crypto');
  const { readdir, readFile } = await import('node:fs/promises');
  const { join } = await import('node:path');
  const { migrationsFolder } = await import('#platform/db/migrate.ts');
  const hash = createHash('sha256');
  for (const name of (await readdir(migrationsFolder)).toSorted()) {
    hash.update(name).update(await readFile(join(migrationsFolder, name)));
  }
  return hash.digest('hex').slice(0, 12);
}

async function onServer(adminUrl: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

function withDatabase(url: string, name: string): string {
  const parsed = new URL(url);
  parsed.pathname = `/${name}`;
  return parsed.toString();
}
