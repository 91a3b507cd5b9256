// Real: PostgreSQL, the audit command as a process of its own. Fake: nothing.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, test } from 'node:test';
import { sql } from '#platform/db/database.ts';
import { testDatabase } from '../../test/support/database.ts';
import { invariants } from './invariants.ts';

const { database, url } = await testDatabase();

type Report = {
  ok: boolean;
  invariants: { id: string; says: string; ok: boolean; broken: number; rows: unknown[] }[];
};

/** Runs the command as a person would. */
function audit(args: string[] = [], databaseUrl = url) {
  const env = { PATH: process.env['PATH'], LANG: 'C', DATABASE_URL: databaseUrl };
  const file = join(import.meta.dirname, '../audit.ts');
  const done = spawnSync(process.execPath, [file, ...args], { env, encoding: 'utf8' });
  return { code: done.status, out: done.stdout, said: done.stderr };
}

/** Facts that nobody has delivered for an hour. */
const tellNobody = (count: number) =>
  sql`insert into platform.outbox (bucket, id, topic, ref, payload, created_at, next_try_at)
    select 1, platform.new_id(1), 'planted/fact', n::text, '{}', now() - interval '1 hour', now()
    from generate_series(1, ${count}::int) n`.execute(database.sql);

afterEach(() => sql`delete from platform.outbox`.execute(database.sql));

test('a sound database: a line for each invariant, and exit code 0', () => {
  const { code, out } = audit();
  assert.equal(code, 0);
  const lines = out.split('\n');
  for (const { id, says } of invariants) {
    const line = lines.find((text) => text.startsWith(`${id} `));
    assert.ok(line?.includes(says) && line.endsWith(' ok'), `${id}: ${line}`);
  }
  assert.match(out, new RegExp(`All ${invariants.length} invariants hold`));
});

test('a broken invariant: named with its rows, and exit code 1', async () => {
  await tellNobody(1);
  const { code, out } = audit();
  assert.equal(code, 1);
  assert.match(out, /^X2 .* BROKEN: 1 row\n.*planted\/fact/m);
  assert.match(out, new RegExp(`1 of ${invariants.length} invariants are broken`));
});

test('--json is one object on standard output, with every broken row counted', async () => {
  const sound = JSON.parse(audit(['--json']).out) as Report;
  assert.ok(sound.ok && sound.invariants.every(({ ok }) => ok));
  await tellNobody(7);
  const { code, out, said } = audit(['--json']);
  assert.equal(code, 1);
  assert.equal(said, '');
  const report = JSON.parse(out) as Report;
  assert.equal(report.ok, false);
  assert.deepEqual(
    report.invariants.map(({ id }) => id),
    invariants.map(({ id }) => id),
  );
  const [broken, ...others] = report.invariants.filter(({ ok }) => !ok);
  assert.deepEqual(others, []);
  assert.partialDeepStrictEqual(broken, { id: 'X2', broken: 7 });
  assert.equal(broken!.rows.length, 5);
});

test('what keeps it from running is said in a sentence, with exit code 2', async () => {
  const empty = new URL(url);
  empty.pathname = '/postgres';
  const noViews = audit([], empty.toString());
  assert.deepEqual([noViews.code, noViews.out], [2, '']);
  assert.match(noViews.said, /no audit views/);
  const unknown = audit(['--jsno']);
  assert.deepEqual([unknown.code, unknown.said], [2, 'Usage: npm run audit [-- --json]\n']);
});
