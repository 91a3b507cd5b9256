// Real: the file system, in a temporary folder. Nothing is faked.
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { type TestContext, test } from 'node:test';
import { createFolderBlobStore } from './folder-blob-store.ts';

const webp = { contentType: 'image/webp' };

async function makeStore(t: TestContext) {
  const folder = await mkdtemp(path.join(tmpdir(), 'tuckshop-blobs-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return { folder, store: createFolderBlobStore({ folder }) };
}

async function filesUnder(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)));
}

test('gives back the bytes, the size and the content type that were put', async (t) => {
  const { store } = await makeStore(t);
  await store.put('pictures/1-360.webp', Buffer.from('hello'), webp);
  const blob = await store.get('pictures/1-360.webp');
  assert.ok(blob);
  assert.equal(blob.size, 5);
  assert.equal(blob.contentType, 'image/webp');
  assert.equal((await buffer(blob.stream)).toString(), 'hello');
});

test('stores a stream as well as bytes, and replaces what was there', async (t) => {
  const { store } = await makeStore(t);
  await store.put('a.webp', Buffer.from('old and longer'), webp);
  await store.put('a.webp', Readable.from([Buffer.from('ne'), Buffer.from('w')]), webp);
  const blob = await store.get('a.webp');
  assert.ok(blob);
  assert.equal((await buffer(blob.stream)).toString(), 'new');
});

test('answers undefined for a missing key, and deletes it without complaint', async (t) => {
  const { store } = await makeStore(t);
  assert.equal(await store.get('missing.webp'), undefined);
  assert.equal(await store.exists('missing.webp'), false);
  await store.delete('missing.webp');
});

test('forgets a deleted blob', async (t) => {
  const { store } = await makeStore(t);
  await store.put('a.webp', Buffer.from('x'), webp);
  assert.equal(await store.exists('a.webp'), true);
  await store.delete('a.webp');
  assert.equal(await store.exists('a.webp'), false);
  assert.equal(await store.get('a.webp'), undefined);
});

test('spreads blobs over two levels of folders and leaves nothing else behind', async (t) => {
  const { folder, store } = await makeStore(t);
  await store.put('pictures/1.webp', Buffer.from('x'), webp);
  const files = await filesUnder(folder);
  assert.equal(files.length, 1);
  assert.match(files[0] ?? '', /^[0-9a-f]{2}[/\\][0-9a-f]{2}[/\\]pictures~1\.webp$/);
});

test('keeps the old blob, and no half of the new one, when a stream breaks off', async (t) => {
  const { folder, store } = await makeStore(t);
  await store.put('a.webp', Buffer.from('whole'), webp);
  const breaking = Readable.from(
    (async function* chunks() {
      yield Buffer.from('half');
      throw new Error('the sender went away');
    })(),
  );
  await assert.rejects(store.put('a.webp', breaking, webp));
  const blob = await store.get('a.webp');
  assert.ok(blob);
  assert.equal((await buffer(blob.stream)).toString(), 'whole');
  assert.equal((await filesUnder(folder)).length, 1);
});

test('lets eight writers of one key finish, and one of them wins whole', async (t) => {
  const { folder, store } = await makeStore(t);
  const bodies = Array.from({ length: 8 }, (_, index) => String(index).repeat(50_000));
  await Promise.all(bodies.map((body) => store.put('a.webp', Buffer.from(body), webp)));
  const blob = await store.get('a.webp');
  assert.ok(blob);
  assert.ok(bodies.includes((await buffer(blob.stream)).toString()));
  assert.equal((await filesUnder(folder)).length, 1);
});

test('throws at every key that could leave the folder or collide', async (t) => {
  const { folder, store } = await makeStore(t);
  const bad = [
    '../a.webp',
    'a/../../b.webp',
    '/etc/a.webp',
    'a//b.webp',
    'a/./b.webp',
    '.webp',
    'a..webp',
    'A.webp',
    'a\\b.webp',
    'a\0.webp',
    'a~b.webp',
    'a b.webp',
    'a.webp/',
    'a',
    'a.exe',
    '',
    `${'a'.repeat(200)}.webp`,
  ];
  for (const key of bad) {
    await assert.rejects(async () => store.put(key, Buffer.from('x'), webp), `put ${key}`);
    await assert.rejects(async () => store.get(key), `get ${key}`);
    await assert.rejects(async () => store.delete(key), `delete ${key}`);
    await assert.rejects(async () => store.exists(key), `exists ${key}`);
  }
  assert.deepEqual(await filesUnder(folder), []);
});

test('throws when the content type is not the one the key names', async (t) => {
  const { store } = await makeStore(t);
  const html = { contentType: 'text/html' };
  await assert.rejects(async () => store.put('a.webp', Buffer.from('x'), html));
});

test('clears half-written files once they are old, and spares fresh ones', async (t) => {
  const { folder, store } = await makeStore(t);
  assert.equal(await store.removeUnfinished(new Date('2026-01-02T00:00:00Z')), 0);
  const incoming = path.join(folder, 'incoming');
  await mkdir(incoming);
  await writeFile(path.join(incoming, 'stale'), 'x');
  await writeFile(path.join(incoming, 'fresh'), 'x');
  const stale = new Date('2026-01-01T00:00:00Z');
  const fresh = new Date('2026-01-03T00:00:00Z');
  await utimes(path.join(incoming, 'stale'), stale, stale);
  await utimes(path.join(incoming, 'fresh'), fresh, fresh);
  assert.equal(await store.removeUnfinished(new Date('2026-01-02T00:00:00Z')), 1);
  assert.deepEqual(await readdir(incoming), ['fresh']);
});
