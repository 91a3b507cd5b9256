import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbeddedDatabase } from '#platform/db/embedded.ts';
import { migrate } from '#platform/db/migrate.ts';

/** A fresh migrated database of a benchmark's own, on an embedded server unless one is named. */
export type Ground = {
  url: string;
  folder: string;
  secretKey: Buffer;
  query<Row extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]>;
  close(): Promise<void>;
};

/** Opens the ground; TUCKSHOP_BENCH_DATABASE_URL names a server to work on instead. */
export async function openGround(): Promise<Ground> {
  const folder = await mkdtemp(join(tmpdir(), 'tuckshop-bench-'));
  // Started by root, the server runs under an account of its own, which must get in here.
  await chmod(folder, 0o711);
  const given = process.env['TUCKSHOP_BENCH_DATABASE_URL'];
  const server = given
    ? undefined
    : await startEmbeddedDatabase({ dataFolder: join(folder, 'postgres'), log: () => undefined });
  const adminUrl = given ?? server!.url;
  const name = `bench_${randomBytes(4).toString('hex')}`;
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  await admin.query(`create database ${name}`);
  const url = Object.assign(new URL(adminUrl), { pathname: `/${name}` }).toString();
  await migrate(url);
  const ground = openGroundOn({ url, folder, secretKey: randomBytes(32) });
  return {
    ...ground,
    async close() {
      await ground.close();
      await admin.query(`drop database ${name} with (force)`);
      await admin.end();
      await server?.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The ground of a database that is there already; closing it leaves the database. */
export function openGroundOn(of: Pick<Ground, 'url' | 'folder' | 'secretKey'>): Ground {
  const pool = new pg.Pool({ connectionString: of.url, max: 4 });
  // An idle connection that is lost is said, and what needs one fails by itself.
  pool.on('error', (error) => process.stderr.write(`connection lost: ${error.message}\n`));
  return {
    ...of,
    query: async <Row extends pg.QueryResultRow>(text: string, values: unknown[] = []) =>
      (await pool.query<Row>(text, values)).rows,
    close: () => pool.end(),
  };
}
