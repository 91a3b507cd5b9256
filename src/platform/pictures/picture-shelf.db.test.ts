// Real: PostgreSQL, the processor in its child process, blobs in a folder, HTTP.
// Fake: the clock, who is signed in.
import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import sharp from 'sharp';
import { testDatabase } from '../../../test/support/database.ts';
import { refused } from '../../../test/support/refused.ts';
import { createFolderBlobStore } from '../blobs/folder-blob-store.ts';
import { createStandingClock, dayMs } from '../clock.ts';
import { newId } from '../db/database.ts';
import { createHttp } from '../http/server.ts';
import { createRefusalCatalogue } from '../refusal.ts';
import { createPictureProcessor } from './picture-processor.ts';
import { createPictureShelf } from './picture-shelf.ts';
import { pictureView, type PictureView } from './picture-view.ts';

const { database } = await testDatabase();
const folder = await mkdtemp(join(tmpdir(), 'tuckshop-shelf-'));
const blobs = createFolderBlobStore({ folder });
const pictures = createPictureProcessor();
const clock = createStandingClock(new Date('2026-07-01T04:00:00Z'));
const shelf = createPictureShelf({ database, clock, blobs, pictures });
const http = await createHttp({
  routes: shelf.parts.routes,
  access: {
    uploadPicture: { who: 'member', touches: 'own' },
    getMedia: { who: 'anyone', touches: 'public' },
  },
  catalogue: createRefusalCatalogue(shelf.parts.refusals),
  authenticate: (memberId) =>
    Promise.resolve({ memberId, sessionId: '1', isOperator: false, secondFactorAt: null }),
  publicOrigin: 'http://localhost',
  trustedProxies: [],
  perMinuteMax: 300,
});
after(async () => {
  await http.close();
  await pictures.close();
  await rm(folder, { recursive: true, force: true });
});

const newMember = () => newId(database.sql, 42);
let shade = 0;
/** A picture unlike all others before. */
const paint = () =>
  sharp({
    create: { width: 640, height: 480, channels: 3, background: { r: ++shade, g: 90, b: 3 } },
  })
    .jpeg()
    .toBuffer();
const filesKept = async () =>
  (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.webp')).length;
const upload = (memberId: string, body: Buffer, query = '') =>
  http.inject({
    method: 'POST',
    url: `/api/v1/pictures${query}`,
    headers: {
      authorization: `Bearer ${memberId.padStart(20, '0')}`,
      'content-type': 'image/jpeg',
    },
    body,
  });

describe('picture shelf', () => {
  it('keeps an upload and serves each size for good under an address that tells nothing', async () => {
    const answer = await upload(
      await newMember(),
      await paint(),
      '?alt=%E7%94%B5%E9%A5%AD%E9%94%85',
    );
    assert.equal(answer.statusCode, 201);
    const view = pictureView.parse(answer.json());
    assert.partialDeepStrictEqual(view, { width: 640, height: 480, alt: '电饭锅' });
    assert.ok(view.sources.length > 0);
    for (const { url, width } of view.sources) {
      assert.match(url, /^\/api\/v1\/media\/[0-9a-f]{32}-\d+\.webp$/);
      const media = await http.inject(url);
      assert.equal(media.statusCode, 200);
      assert.equal(media.headers['content-type'], 'image/webp');
      assert.match(String(media.headers['cache-control']), /immutable/);
      assert.equal((await sharp(media.rawPayload).metadata()).width, width);
    }
  });

  it('answers not found for media that is not there or no key of ours', async () => {
    for (const key of [`${'0'.repeat(32)}-360.webp`, '..%2F..%2Fetc%2Fpasswd', 'a.webp']) {
      const media = await http.inject(`/api/v1/media/${key}`);
      assert.equal(media.statusCode, 404, key);
    }
  });

  it('keeps the same file of one member once, and of two members twice', async () => {
    const [one, other, bytes] = [await newMember(), await newMember(), await paint()];
    const first = (await upload(one, bytes)).json<PictureView>();
    const kept = await filesKept();
    const again = (await upload(one, bytes, '?alt=mug')).json<PictureView>();
    assert.deepEqual(again, { ...first, alt: 'mug' });
    assert.equal(await filesKept(), kept);
    const others = (await upload(other, bytes)).json<PictureView>();
    assert.notEqual(others.id, first.id);
    assert.notEqual(others.sources[0]!.url, first.sources[0]!.url);
  });

  it('keeps a picture with words across it apart from the bare one, whichever came first', async () => {
    const [member, bytes] = [await newMember(), await paint()];
    const keep = (mark?: string) => shelf.keep({ ownerId: member, bytes, mark });
    const bare = await keep();
    const marked = await keep('林小满');
    const renamed = await keep('林小满的铺子');
    assert.equal(new Set([bare.id, marked.id, renamed.id]).size, 3);
    assert.equal((await keep('林小满')).id, marked.id);
    for (const [place, { url }] of marked.sources.entries()) {
      const [seen, clean] = await Promise.all(
        [url, bare.sources[place]!.url].map(async (at) => {
          const { dominant, channels } = await sharp((await shelf.read(at))!).stats();
          return { dominant, spread: Math.max(...channels.map(({ stdev }) => stdev)) };
        }),
      );
      assert.ok(clean!.spread < 1, 'a plain colour');
      assert.ok(seen!.spread > 5, `words stand on it: ${seen!.spread}`);
    }
  });

  it('keeps one picture when the same file comes eight times at once', async () => {
    const [member, bytes, before] = [await newMember(), await paint(), await filesKept()];
    const views = await Promise.all(
      Array.from({ length: 8 }, () => shelf.keep({ ownerId: member, bytes })),
    );
    assert.equal(new Set(views.map((view) => view.id)).size, 1);
    assert.equal((await filesKept()) - before, views[0]!.sources.length);
  });

  it('keeps what the product brings along: two members have each their picture, of one file', async () => {
    const [one, other] = [await newMember(), await newMember()];
    const ready = await pictures.process(await paint());
    const before = await filesKept();
    const keep = (ownerId: string) => shelf.keepReady({ ownerId, alt: '杯子', ready });
    const ids = [await keep(one), await keep(one), await keep(other)];
    assert.equal(new Set(ids).size, 2);
    assert.equal((await filesKept()) - before, ready.variants.length);
    const views = await shelf.getMany(ids);
    assert.deepEqual(views.get(ids[0]!)!.sources, views.get(ids[2]!)!.sources);
    const media = await http.inject(views.get(ids[2]!)!.sources[0]!.url);
    assert.deepEqual(media.rawPayload, ready.variants[0]!.bytes);
  });

  it('turns away guests, files that are no pictures, and control characters', async () => {
    const guest = await http.inject({
      method: 'POST',
      url: '/api/v1/pictures',
      headers: { 'content-type': 'image/jpeg' },
      body: await paint(),
    });
    assert.equal(guest.json<{ code: string }>().code, 'platform/sign-in-required');
    const text = await upload(await newMember(), Buffer.from('<svg onload=alert(1)>'));
    assert.equal(text.json<{ code: string }>().code, 'pictures/unsupported-type');
    const alt = await upload(await newMember(), await paint(), '?alt=%00');
    assert.equal(alt.json<{ code: string }>().code, 'platform/invalid-input');
  });

  it('gives a member their own pictures in the order asked, and nobody else’s', async () => {
    const [owner, stranger] = [await newMember(), await newMember()];
    const one = await shelf.keep({ ownerId: owner, bytes: await paint() });
    const two = await shelf.keep({ ownerId: owner, bytes: await paint() });
    const own = await shelf.assertOwn(database.sql, owner, [two.id, one.id]);
    assert.deepEqual(own, [two, one]);
    const notYours = refused('pictures/not-yours');
    await assert.rejects(shelf.assertOwn(database.sql, stranger, [one.id]), notYours);
    await assert.rejects(shelf.assertOwn(database.sql, owner, [one.id, '1']), notYours);
    const many = await shelf.getMany([one.id, two.id, '1']);
    assert.deepEqual(many, new Map([one, two].map((view) => [view.id, view])));
  });

  it('stops a member after 200 pictures within a day, and not one earlier', async () => {
    const member = await newMember();
    const blank = Buffer.from('not a picture');
    for (let n = 0; n < 200; n += 1) {
      const bytes = Buffer.concat([blank, Buffer.from([n])]);
      await assert.rejects(
        shelf.keep({ ownerId: member, bytes }),
        refused('pictures/unsupported-type'),
      );
    }
    const bytes = await paint();
    const tooMany = refused('pictures/too-many-today');
    await assert.rejects(shelf.keep({ ownerId: member, bytes }), tooMany);
    clock.move(dayMs);
    await shelf.keep({ ownerId: member, bytes });
  });
});
