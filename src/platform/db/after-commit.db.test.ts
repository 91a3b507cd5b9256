// Real: PostgreSQL.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testPlatform } from '../../../test/support/platform.ts';
import { afterCommit, sql } from './database.ts';

const { database } = await testPlatform();

test('what waits for a commit runs when others can see the commit', async () => {
  await sql`create table seen_after (n int)`.execute(database.sql);
  let seen: Promise<number> | undefined;
  const count = async () => {
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from seen_after`.execute(
      database.sql,
    );
    return rows[0]!.n;
  };
  await database.transaction(async (tx) => {
    afterCommit(tx, () => void (seen = count()));
    await sql`insert into seen_after values (1)`.execute(tx);
    assert.equal(seen, undefined);
  });
  assert.equal(await seen, 1);
});

test('it does not run when nothing is committed, and once when a deadlock made it two tries', async () => {
  let runs = 0;
  const failing = database.transaction((tx) => {
    afterCommit(tx, () => (runs += 1));
    return Promise.reject(new Error('no'));
  });
  await assert.rejects(failing, /no/);
  assert.equal(runs, 0);
  let tries = 0;
  await database.transaction((tx) => {
    tries += 1;
    afterCommit(tx, () => (runs += 1));
    if (tries === 1) return Promise.reject(Object.assign(new Error('again'), { code: '40P01' }));
    return Promise.resolve();
  });
  assert.deepEqual([tries, runs], [2, 1]);
});

test('outside a transaction there is nothing to wait for', () => {
  let runs = 0;
  afterCommit(database.sql, () => (runs += 1));
  assert.equal(runs, 1);
});
