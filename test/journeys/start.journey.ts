// Real: src/main.ts as a process of its own, its embedded PostgreSQL, data folders on the disk,
// signals, taken ports. Nothing is simulated but the sandbox's own outside world.
import assert from 'node:assert/strict';
import {
  chmod,
  chown,
  copyFile,
  cp,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { isAlive, isGoneWithin } from '#platform/processes.ts';
import { startEmbeddedDatabase } from '#platform/db/embedded.ts';
import {
  childGround,
  endHard,
  routesOf,
  serverProcesses,
  signInTo,
  startChild,
} from '../support/child-product.ts';
import { uploadPicture } from '../support/people.ts';

const ground = await childGround();
const { dataFolder, port } = ground;
const cluster = join(dataFolder, 'postgres/cluster');
const isRoot = process.getuid?.() === 0;
const notes: string[] = [];

async function notesShown(url: string): Promise<string[]> {
  const titles: string[] = [];
  let cursor = '';
  do {
    const asked = new URLSearchParams({ limit: '50', ...(cursor && { cursor }) });
    const answer = await fetch(`${url}/api/v1/feed?${asked.toString()}`);
    const page = (await answer.json()) as { items: { title: string }[]; nextCursor: string | null };
    titles.push(...page.items.map(({ title }) => title));
    cursor = page.nextCursor ?? '';
  } while (cursor);
  return titles.toSorted();
}

/** A start that must be refused: its exit code and what it said, without the progress lines. */
async function refusedStart(env: Record<string, string> = {}, folder = dataFolder) {
  const child = startChild({ dataFolder: folder, port, env });
  // One that nothing refuses is stopped, so that the test says so instead of waiting for its end.
  void child.ready.then(
    () => child.kill('SIGINT'),
    () => undefined,
  );
  const code = await child.ended;
  const lines = child.output().trim().split('\n');
  return { code, said: lines.at(-1)!, output: child.output() };
}

/** One sentence, no stack, and an exit code that says so. */
function assertOneSentence(refused: Awaited<ReturnType<typeof refusedStart>>, says: RegExp) {
  assert.match(refused.said, says);
  assert.equal(refused.code, 2, refused.output);
  assert.doesNotMatch(refused.output, /^ {4}at /m);
}

/** Somebody else on a port while the work is done. */
async function whileTaken(taken: number, work: () => Promise<void>): Promise<void> {
  const other = createServer();
  await new Promise<void>((done) => void other.listen(taken, '127.0.0.1', done));
  try {
    await work();
  } finally {
    await new Promise((done) => other.close(done));
  }
}

async function stopsCleanly(child: ReturnType<typeof startChild>): Promise<void> {
  const server = await serverProcesses(dataFolder);
  assert.ok(server.length > 1);
  child.kill('SIGINT');
  assert.equal(await child.ended, 0, child.output());
  for (const pid of server) assert.equal(await isAlive(pid), false, `${pid} stayed behind`);
}

test('a taken port is told at once, the simulators’ as well, before anything is made', async () => {
  const cases = [
    { taken: port, says: new RegExp(`^Port ${port} is taken by another`) },
    { taken: port + 1, says: new RegExp(`^Port ${port + 1} is taken by another`) },
    { taken: port + 2, says: /^端口 \d+ 已被另一个程序占用/, LANG: 'zh_CN.UTF-8' },
  ];
  for (const { taken, says, LANG = 'en' } of cases) {
    await whileTaken(taken, async () => assertOneSentence(await refusedStart({ LANG }), says));
  }
  await assert.rejects(stat(join(dataFolder, 'postgres')), { code: 'ENOENT' });
});

test('wrong settings are listed, all of them', async () => {
  const wrong = { PORT: '70000', TUCKSHOP_ROLE: 'king', DATABASE_URL: 'mysql://a:secret@b/c' };
  const { code, output } = await refusedStart(wrong);
  assert.equal(code, 2);
  assert.match(output, /PORT is 70000/);
  assert.match(output, /TUCKSHOP_ROLE is "king"/);
  assert.match(output, /DATABASE_URL must be like postgres:/);
  assert.doesNotMatch(output, /secret/);
});

test('a web process that has nobody to join is one sentence, and makes nothing', async () => {
  const alone = await refusedStart({ TUCKSHOP_ROLE: 'web' });
  assertOneSentence(
    alone,
    /joins a Tuckshop that is there, and there is none yet in .*first start/,
  );
  assert.deepEqual(await readdir(dataFolder), []);
});

test('an empty folder becomes a running town; Ctrl-C ends every process of it', async () => {
  const child = startChild(ground);
  await child.ready;
  for (const phone of ['13800000001', '13800000002', '13800000009']) {
    assert.match(child.output(), new RegExp(phone));
  }
  assert.match(child.output(), new RegExp(`Open +${child.url}`));
  notes.push(...(await notesShown(child.url)));
  assert.ok(notes.length > 10);
  const buyer = await signInTo(child.url, await routesOf(child.url), '13800000002');
  const pictureIds = [await uploadPicture(buyer)];
  const note = { title: '一条会留下来的笔记', body: ['明天见。'], pictureIds };
  await buyer.call('publishNote', { body: note });
  notes.push(note.title);
  await stopsCleanly(child);
});

test('a second start keeps everything and seeds nothing twice; a web process joins it', async () => {
  const child = startChild(ground);
  await child.ready;
  assert.doesNotMatch(child.output(), /demo town in/);
  assert.deepEqual(await notesShown(child.url), notes.toSorted());

  const other = await refusedStart({ PORT: String(port + 3) });
  assertOneSentence(other, new RegExp(`already runs .*process ${child.pid}, ${child.url}`));
  assert.equal((await notesShown(child.url)).length, notes.length);

  const web = startChild({ dataFolder, port: port + 3, env: { TUCKSHOP_ROLE: 'web' } });
  await web.ready;
  assert.deepEqual(await notesShown(web.url), notes.toSorted());
  web.kill('SIGTERM');
  assert.equal(await web.ended, 0, web.output());
  assert.equal((await notesShown(child.url)).length, notes.length);

  child.kill('SIGKILL');
  await child.ended;
});

test('after the hard way the next start takes the running database over', async () => {
  const [server] = await serverProcesses(dataFolder);
  assert.ok(await isAlive(server!));
  const child = startChild(ground);
  await child.ready;
  assert.match(child.output(), new RegExp(`Taking over .*process ${server}\\b`));
  assert.deepEqual(await notesShown(child.url), notes.toSorted());

  child.kill('SIGKILL');
  for (const pid of await serverProcesses(dataFolder)) endHard(pid);
  assert.ok(await isGoneWithin(server!, 10_000));
});

test('after everything was killed the next start recovers, and can be given up on the way', async () => {
  const hurried = startChild(ground);
  await hurried.says('Starting the database');
  hurried.kill('SIGINT');
  assert.equal(await hurried.ended, 0, hurried.output());
  assert.deepEqual(await serverProcesses(dataFolder), []);

  const child = startChild(ground);
  await child.ready;
  assert.deepEqual(await notesShown(child.url), notes.toSorted());
  await stopsCleanly(child);
});

test('a damaged control file, in whatever way, is one sentence and not a start from nothing', async () => {
  const file = join(cluster, 'global/pg_control');
  const whole = await readFile(file);
  const harms: [string, Buffer][] = [
    ['cut', whole.subarray(0, 100)],
    ['garbled', Buffer.alloc(whole.length, 0x5a)],
    ['one bit', Buffer.concat([whole.subarray(0, 40), Buffer.from([0xff]), whole.subarray(41)])],
  ];
  for (const [, bytes] of harms) {
    await writeFile(file, bytes);
    assertOneSentence(await refusedStart(), /^The data folder .* is damaged \(.+\): restore/);
  }
  await writeFile(file, whole);
});

test('a database that lost its files, its passwords or its keys is one sentence each', async () => {
  const [base, gone] = [join(cluster, 'base'), join(cluster, 'base.gone')];
  await rename(base, gone);
  assertOneSentence(await refusedStart(), /^The data folder .* is damaged/);
  assert.deepEqual(await serverProcesses(dataFolder), []);
  await rename(gone, base);

  const access = join(dataFolder, 'postgres/access.json');
  await rename(access, `${access}.gone`);
  assertOneSentence(await refusedStart(), /access\.json is missing/);
  await rename(`${access}.gone`, access);

  const keys = join(dataFolder, 'keys.json');
  await copyFile(keys, `${keys}.whole`);
  await writeFile(keys, '{');
  assertOneSentence(await refusedStart({ LANG: 'zh_CN.UTF-8' }), /^密钥文件 .* 无法读取/);
  await rm(keys);
  assertOneSentence(await refusedStart(), /written with another key.*restore keys\.json/);
  await copyFile(`${keys}.whole`, keys);
});

test('a folder of somebody else is one sentence that names it and its owner', async () => {
  const stranger = join(dataFolder, 'stranger');
  await cp(join(dataFolder, 'postgres'), join(stranger, 'postgres'), { recursive: true });
  const theirs = join(stranger, 'postgres/cluster');
  if (isRoot) {
    // Root may enter every folder; the server's own account may not open other people's files.
    await chown(join(theirs, 'global/pg_control'), 0, 0);
    await chown(theirs, 1, 1);
  } else {
    await chmod(theirs, 0o000);
  }
  assertOneSentence(
    await refusedStart({}, stranger),
    /^This user may not read and write .*cluster/,
  );
  if (!isRoot) await chmod(theirs, 0o700);
});

test('a folder that cannot be made is one sentence', async () => {
  await mkdir(join(dataFolder, 'here'));
  await writeFile(join(dataFolder, 'here/file'), '');
  const inFile = await refusedStart({}, join(dataFolder, 'here/file/data'));
  assertOneSentence(inFile, /is not a folder/);
  const inProc = await refusedStart({}, '/proc/tuckshop');
  assertOneSentence(inProc, /^This user may not read and write \/proc/);
});

test('a database of one’s own that does not answer, or may lose payments, is refused', async () => {
  const nobody = await refusedStart({ DATABASE_URL: 'postgres://a:secret@127.0.0.1:1/shop' });
  assertOneSentence(
    nobody,
    /^The database that DATABASE_URL names \(127\.0\.0\.1:1\/shop\) cannot/,
  );
  assert.doesNotMatch(nobody.output, /secret/);

  const server = await startEmbeddedDatabase({
    dataFolder: join(dataFolder, 'postgres'),
    log: () => undefined,
  });
  try {
    const url = new URL(server.url);
    url.searchParams.set('options', '-c synchronous_commit=off');
    const careless = await refusedStart({ DATABASE_URL: url.toString() });
    assertOneSentence(careless, /^The database runs with synchronous_commit off/);
  } finally {
    await server.stop();
  }
});
