// Real: PostgreSQL, which ends connections as an administrator or a restart does.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import type pg from 'pg';
import { testDatabase } from '../../../test/support/database.ts';
import { onConnection } from './one-connection.ts';

const { database, url } = await testDatabase();

const pidOf = async (client: pg.Client) =>
  (await client.query<{ pid: number }>('select pg_backend_pid() as pid')).rows[0]!.pid;
const end = (pid: number) => database.pool.query('select pg_terminate_backend($1)', [pid]);

test('a connection that the server ends fails its work, and nothing else', async () => {
  const busy = onConnection(url, async (client) => {
    const pid = await pidOf(client);
    const asked = client.query('select pg_sleep(20)');
    await Promise.all([asked, wait(100).then(() => end(pid))]);
  });
  await assert.rejects(busy, { code: '57P01' });
  const idle = onConnection(url, async (client) => {
    await end(await pidOf(client));
    await wait(200);
    return client.query('select 1');
  });
  await assert.rejects(idle, /not queryable|terminated|ended/);
  const { rows } = await onConnection(url, (client) =>
    client.query<{ one: number }>('select 1 as one'),
  );
  assert.equal(rows[0]!.one, 1);
});
