// Real: the child process and sharp. Misbehaving children are small programs written here.
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import sharp from 'sharp';
import { isRefusal } from '../refusal.ts';
import { type PictureProcessorOptions, createPictureProcessor } from './picture-processor.ts';
import { createPictureWorker } from './picture-worker.ts';
import { DEFAULT_PICTURE_LIMITS } from './processed-picture.ts';
import { pictureRefusals } from './refusals.ts';

const red = { r: 201, g: 52, b: 24 };
const make = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: red } });
const jpeg = await make(400, 300).jpeg().toBuffer();

const refusedWith = (code: string) => (error: unknown) => isRefusal(error, code);

function makeProcessor(t: TestContext, options: PictureProcessorOptions = {}) {
  const processor = createPictureProcessor(options);
  t.after(() => processor.close());
  return processor;
}

async function makeProgram(t: TestContext, source: string): Promise<URL> {
  const folder = await mkdtemp(path.join(tmpdir(), 'tuckshop-child-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const file = path.join(folder, 'child.mjs');
  await writeFile(file, source);
  return pathToFileURL(file);
}

const task = { bytes: jpeg, limits: DEFAULT_PICTURE_LIMITS, memoryBytesMax: 1024 ** 3 };

test('processes pictures in a child process and sends their bytes back whole', async (t) => {
  const processor = makeProcessor(t);
  const picture = await processor.process(jpeg);
  assert.deepEqual([picture.width, picture.height], [400, 300]);
  assert.ok(Buffer.isBuffer(picture.variants[0]?.bytes));
  assert.equal((await sharp(picture.variants[0].bytes).metadata()).format, 'webp');
});

const heic = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypheic\0\0\0\0mif1heic')]);
const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="300" height="300"/>');
const gif = await make(200, 200).gif().toBuffer();
const refusals: [string, Buffer, string][] = [
  ['nothing at all', Buffer.alloc(0), 'pictures/damaged'],
  ['a JPEG that breaks off', jpeg.subarray(0, jpeg.length / 2), 'pictures/damaged'],
  ['an SVG whatever its name says', svg, 'pictures/unsupported-type'],
  ['a GIF whatever its name says', gif, 'pictures/unsupported-type'],
  ['a photograph in HEIC', heic, 'pictures/heic-unsupported'],
  ['a file over 15 MB', Buffer.alloc(15 * 1024 ** 2 + 1), 'pictures/too-large'],
  ['a stamp', await make(400, 99).png().toBuffer(), 'pictures/too-small'],
  ['a wall', await make(8000, 5001).png().toBuffer(), 'pictures/too-many-pixels'],
];

test('refuses what is no usable picture with its own code, and goes on', async (t) => {
  const processor = makeProcessor(t);
  for (const [what, bytes, code] of refusals) {
    await assert.rejects(processor.process(bytes), refusedWith(code), what);
  }
  assert.equal((await processor.process(jpeg)).width, 400);
});

test('has no parser for anything but the three types, should one slip past the door', async (t) => {
  const worker = createPictureWorker({ timeoutMs: 20_000, idleMs: 60_000 });
  t.after(() => worker.stop());
  for (const bytes of [svg, gif, await make(200, 200).tiff().toBuffer()]) {
    await assert.rejects(worker.run({ ...task, bytes }), refusedWith('pictures/damaged'));
  }
});

test('refuses a picture that takes too much memory, and goes on with the next', async (t) => {
  const large = await make(6000, 4000).png().toBuffer();
  const worker = createPictureWorker({ timeoutMs: 20_000, idleMs: 60_000 });
  t.after(() => worker.stop());
  await assert.rejects(
    worker.run({ ...task, bytes: large, memoryBytesMax: 1024 }),
    refusedWith('pictures/unprocessable'),
  );
  assert.equal((await worker.run(task)).width, 400);
});

test('refuses a picture that takes too long, and ends its child', async (t) => {
  const program = await makeProgram(t, `process.on('message', () => undefined);`);
  const worker = createPictureWorker({ timeoutMs: 300, idleMs: 60_000, program });
  t.after(() => worker.stop());
  const running = worker.run(task);
  const pid = worker.pid();
  assert.ok(pid);
  await assert.rejects(running, refusedWith('pictures/unprocessable'));
  assert.equal(worker.pid(), undefined);
});

test('refuses a picture whose child crashes twice', async (t) => {
  const program = await makeProgram(
    t,
    `process.on('message', () => process.kill(process.pid, 'SIGSEGV'));`,
  );
  const worker = createPictureWorker({ timeoutMs: 20_000, idleMs: 60_000, program });
  t.after(() => worker.stop());
  await assert.rejects(worker.run(task), refusedWith('pictures/unprocessable'));
});

test('gives a picture a second child when the first one was killed from outside', async (t) => {
  const worker = createPictureWorker({ timeoutMs: 20_000, idleMs: 60_000 });
  t.after(() => worker.stop());
  const running = worker.run(task);
  process.kill(worker.pid() ?? assert.fail('a child runs'), 'SIGKILL');
  assert.equal((await running).width, 400);
});

test('reports a fault of the child as a fault, not as a refusal', async (t) => {
  const program = await makeProgram(
    t,
    `process.on('message', () => process.send({ fault: 'Error: a bug' }));`,
  );
  const worker = createPictureWorker({ timeoutMs: 20_000, idleMs: 60_000, program });
  t.after(() => worker.stop());
  await assert.rejects(worker.run(task), (error) => !isRefusal(error));
});

test('keeps the secrets of the server from its child', async (t) => {
  process.env['TUCKSHOP_TEST_SECRET'] = 'hidden';
  t.after(() => delete process.env['TUCKSHOP_TEST_SECRET']);
  const program = await makeProgram(
    t,
    `process.on('message', () => process.send({ picture: Object.keys(process.env) }));`,
  );
  const worker = createPictureWorker({ timeoutMs: 20_000, idleMs: 60_000, program });
  t.after(() => worker.stop());
  const names = (await worker.run(task)) as unknown as string[];
  assert.ok(names.includes('PATH'));
  assert.equal(names.includes('TUCKSHOP_TEST_SECRET'), false);
});

test('ends an idle child and starts another when it is needed again', async (t) => {
  const worker = createPictureWorker({ timeoutMs: 20_000, idleMs: 50 });
  t.after(() => worker.stop());
  await worker.run(task);
  const first = worker.pid();
  await new Promise((resolve) => setTimeout(resolve, 150));
  assert.equal(worker.pid(), undefined);
  await worker.run(task);
  assert.notEqual(worker.pid(), first);
});

test('lets a bounded number of pictures wait and refuses the rest at once', async (t) => {
  const processor = makeProcessor(t, { queueLengthMax: 2 });
  const results = await Promise.allSettled(
    Array.from({ length: 5 }, () => processor.process(jpeg)),
  );
  assert.deepEqual(
    results.map((result) => result.status),
    ['fulfilled', 'fulfilled', 'fulfilled', 'rejected', 'rejected'],
  );
  assert.ok(results.every((r) => r.status === 'fulfilled' || isRefusal(r.reason, 'platform/busy')));
});

test('bounds the bytes that wait, too', async (t) => {
  const processor = makeProcessor(t, { queueBytesMax: jpeg.length * 2 - 1 });
  const results = await Promise.allSettled(
    Array.from({ length: 3 }, () => processor.process(jpeg)),
  );
  assert.deepEqual(
    results.map((result) => result.status),
    ['fulfilled', 'fulfilled', 'rejected'],
  );
});

test('turns down running, waiting and later pictures once it is closed', async () => {
  const processor = createPictureProcessor();
  const open = [processor.process(jpeg), processor.process(jpeg)];
  const refused = open.map((one) => assert.rejects(one, refusedWith('platform/busy')));
  await processor.close();
  await Promise.all(refused);
  await assert.rejects(processor.process(jpeg), refusedWith('platform/busy'));
});

test('has a Chinese and an English sentence for every code, and no code untested', () => {
  // The shelf's own two are tested with the shelf.
  const shelved = ['pictures/not-yours', 'pictures/too-many-today'];
  const here = [...refusals.map(([, , code]) => code), 'pictures/unprocessable'];
  const tested = new Set([...here, ...shelved]);
  assert.deepEqual(Object.keys(pictureRefusals).toSorted(), [...tested].toSorted());
  for (const text of Object.values(pictureRefusals)) {
    assert.match(text['zh-CN'], /\p{Script=Han}/u);
    assert.match(text.en, /^[A-Z]/);
    assert.ok(text.status >= 400 && text.status < 500);
  }
});
