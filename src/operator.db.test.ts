// Real: the command as a process of its own, PostgreSQL. Fake: nothing.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, it } from 'node:test';
import { promisify } from 'node:util';
import { sql } from '#platform/db/database.ts';
import { testDatabase } from '../test/support/database.ts';

const { database, url } = await testDatabase();
const dataFolder = await mkdtemp(join(tmpdir(), 'tuckshop-operator-'));
after(() => rm(dataFolder, { recursive: true, force: true }));

/** Runs the command as a person would. */
async function operator(...args: string[]): Promise<{ code: number; out: string }> {
  const env = {
    PATH: process.env['PATH'],
    LANG: 'C',
    DATABASE_URL: url,
    TUCKSHOP_DATA: dataFolder,
  };
  const file = join(import.meta.dirname, 'operator.ts');
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [file, ...args], { env });
    return { code: 0, out: stdout };
  } catch (error) {
    const { code, stderr } = error as { code: number; stderr: string };
    return { code, out: stderr };
  }
}

const operators = async () => {
  const { rows } = await sql<{ nickname: string }>`
    select nickname from identity.member where operator_at is not null`.execute(database.sql);
  return rows.map((row) => row.nickname);
};

it('makes the first operator, shows the second factor once, and takes the role back', async () => {
  const unknown = await operator('--phone', '13800000009');
  assert.equal(unknown.code, 1);
  assert.match(unknown.out, /Nobody has joined with this phone/);

  const made = await operator('--phone', '138 0000 0009', '--nickname', '掌柜');
  assert.equal(made.code, 0);
  const secret = /otpauth:\/\/totp\/\S+secret=([A-Z2-7]{32})/.exec(made.out)?.[1];
  assert.ok(secret);
  assert.deepEqual(await operators(), ['掌柜']);

  const again = await operator('--phone', '13800000009');
  assert.ok(!again.out.includes(secret), 'the former secret is void and not shown');

  assert.equal((await operator('--check-log')).code, 0);
  assert.equal((await operator('--phone', '13800000009', '--remove')).code, 0);
  assert.deepEqual(await operators(), []);
});

it('says how it is used when it is used wrongly, without touching anything', async () => {
  for (const args of [[], ['--phon', '1'], ['138']]) {
    const { code, out } = await operator(...args);
    assert.equal(code, 1);
    assert.match(out, /^Usage: npm run operator/);
  }
  const { code, out } = await operator('--phone', '12345');
  assert.equal(code, 1);
  assert.match(out, /11-digit/);
});

it('notices a log that was tampered with', async () => {
  await sql`alter table admin.audit_entry disable trigger audit_entry_append_only`.execute(
    database.sql,
  );
  await sql`update admin.audit_entry set reason = 'another'
    where seq = (select max(seq) from admin.audit_entry)`.execute(database.sql);
  const { code, out } = await operator('--check-log');
  assert.equal(code, 1);
  assert.match(out, /tampered with/);
});
