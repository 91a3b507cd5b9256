import { setTimeout as wait } from 'node:timers/promises';
import { realpath } from 'node:fs/promises';
import pg from 'pg';
import { appName, urlOf, type Access } from './access.ts';
import type { Place } from './place.ts';

/** What one try to reach the server showed. */
export type Reached = 'ready' | 'starting' | 'nobody' | 'stranger' | 'damaged';

/**
 * Tries to reach the server on a port and, when it is ours, sees to the application's role and
 * database. `stranger`: another server, or one that does not know our password; `damaged`: one
 * that runs and cannot read its files.
 */
export async function reach(place: Place, access: Access, port: number): Promise<Reached> {
  const client = new pg.Client({
    connectionString: urlOf('admin', access, port),
    connectionTimeoutMillis: 10_000,
    application_name: 'tuckshop-start',
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ folder: string; known: boolean }>(
      `select current_setting('data_directory') as folder,
        exists (select from pg_database where datname = $1) as known`,
      [appName],
    );
    if ((await same(rows[0]!.folder, place.cluster)) === false) return 'stranger';
    if (!rows[0]!.known) await createApp(client, access);
    return 'ready';
  } catch (error) {
    return meaningOf(error);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/**
 * The role owns its database and may create others (tests clone them), but is no superuser: it
 * cannot read files or run programs on the server.
 */
async function createApp(client: pg.Client, access: Access): Promise<void> {
  const role = pg.escapeIdentifier(appName);
  const password = pg.escapeLiteral(access.password);
  const { rowCount } = await client.query('select from pg_roles where rolname = $1', [appName]);
  const verb = rowCount === 0 ? 'create' : 'alter';
  await client.query(`${verb} role ${role} login createdb password ${password}`);
  await client.query(`create database ${role} owner ${role}`);
}

async function same(one: string, other: string): Promise<boolean> {
  return one === other || (await realpath(one)) === (await realpath(other));
}

function meaningOf(error: unknown): Reached {
  const code = (error as { code?: string }).code ?? '';
  if (code === 'ECONNREFUSED') return 'nobody';
  if (code.startsWith('28')) return 'stranger';
  // No database `postgres`, a file gone, a page unreadable: waiting mends none of them.
  if (/^(3D000|58P01|58P02|58030|XX)/.test(code)) return 'damaged';
  // 57P03 cannot_connect_now (recovering), 53300 full, 42P04/23505 another starter was faster,
  // and a connection cut off in the middle: all pass.
  return 'starting';
}

const stepsMs = [15, 25, 40, 60, 100, 150, 250];
const noticeAfterMs = 3000;
// Recovery replays at most max_wal_size (1 GB) of log: minutes on a slow disk.
const waitMsMax = 10 * 60_000;

/**
 * Waits until the server answers; `gaveUp` is asked before each try (the process ended, say).
 * `onSlow` is called once when it takes more than three seconds.
 */
export async function waitUntilReady(
  place: Place,
  access: Access,
  watch: { port: number; gaveUp: () => Promise<boolean>; onSlow: () => void },
): Promise<Reached> {
  let waitedMs = 0;
  let told = false;
  for (let step = 0; waitedMs < waitMsMax; step += 1) {
    if (await watch.gaveUp()) return 'nobody';
    const reached = await reach(place, access, watch.port);
    if (reached !== 'starting' && reached !== 'nobody') return reached;
    const pauseMs = stepsMs[Math.min(step, stepsMs.length - 1)]!;
    await wait(pauseMs);
    waitedMs += pauseMs;
    if (waitedMs > noticeAfterMs && !told) {
      told = true;
      watch.onSlow();
    }
  }
  return 'starting';
}
