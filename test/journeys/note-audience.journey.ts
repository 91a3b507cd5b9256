// Real: the whole product over HTTP, its pages included. Who finds a note, by every way to it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Audience } from '#community';
import * as people from '../support/people.ts';
import { startProduct } from '../support/product.ts';

const product = await startProduct();
const { rooms, platform } = product.app;
const owner = await people.join(product, '阿禾');
const follower = await people.join(product, '关注的人');
const stranger = await people.join(product, '路过的人');
const fellow = await people.join(product, '同校的人');
const blocked = await people.join(product, '被拉黑的人');
await follower.call('followMember', { params: { memberId: owner.memberId } });
await blocked.call('followMember', { params: { memberId: owner.memberId } });
const circleId = await platform.database.transaction(async (tx) => {
  const campus = { kind: 'campus', name: '复旦', description: '', joinRule: 'code' } as const;
  const id = await rooms.circles.registerCircle(tx, { founderId: owner.memberId, ...campus });
  for (const { memberId } of [fellow, blocked]) {
    await rooms.circles.admitMember(tx, { circleId: id, memberId });
  }
  return id;
});
await owner.call('blockMember', { params: { memberId: blocked.memberId } });

const guest = product.client();
const readers = { owner, follower, stranger, fellow, blocked, guest };
type Reader = keyof typeof readers;
const audiences: Record<Audience['kind'], { audience: Audience; seenBy: Reader[] }> = {
  public: {
    audience: { kind: 'public' },
    seenBy: ['owner', 'follower', 'stranger', 'fellow', 'guest'],
  },
  followers: { audience: { kind: 'followers' }, seenBy: ['owner', 'follower'] },
  circle: { audience: { kind: 'circle', circleId }, seenBy: ['owner', 'fellow'] },
};

type Shown = { pictures: { sources: { url: string }[] }[] };
/** The page as its reader gets it without JavaScript. */
async function pageFor(reader: Reader, noteId: string): Promise<{ status: number; html: string }> {
  const cookie = readers[reader].cookie();
  const response = await fetch(`${product.url}/n/${noteId}`, { headers: { cookie } });
  return { status: response.status, html: await response.text() };
}

for (const [kind, { audience, seenBy }] of Object.entries(audiences)) {
  test(`a note for ${kind} is found by ${seenBy.join(', ')}, and by nobody else`, async () => {
    const colour = { public: '#a04030', followers: '#30a040', circle: '#3040a0' }[kind];
    const pictureId = await people.uploadPicture(owner, colour);
    const title = `悄悄话-${kind}`;
    const { noteId } = await owner.call<{ noteId: string }>('publishNote', {
      body: { title, body: ['第一版', `#话题${kind}`], pictureIds: [pictureId], audience },
    });
    const params = { noteId };
    await owner.call('updateNote', { params, body: { body: ['第二版'] } });
    const { pictures } = await owner.call<Shown>('getNote', { params });
    const address = pictures[0]!.sources[0]!.url;
    for (const reader of Object.keys(readers) as Reader[]) {
      const isFor = seenBy.includes(reader);
      const expected = isFor ? 200 : 404;
      for (const operationId of ['getNote', 'listNoteVersions']) {
        const { status } = await readers[reader].send(operationId, { params });
        assert.equal(status, expected, `${operationId} by ${reader}`);
      }
      const { status, html } = await pageFor(reader, noteId);
      assert.equal(status, expected, `the page by ${reader}`);
      const reveals = [title, '第二版', address.slice(0, -9)].some((words) => html.includes(words));
      assert.equal(reveals, isFor, `what the page shows ${reader}`);
      if (isFor && reader === 'guest') assertSharable(html, title);
      else assert.ok(reader === 'guest' || kind === 'public' || !html.includes('og:'));
      if (reader === 'guest' || reader === 'owner') continue;
      const liked = await readers[reader].send('likeNote', { params });
      assert.equal(liked.status < 300, isFor, `a like by ${reader}`);
    }
    const { items } = await guest.call<{ items: { id: string }[] }>('getFeed');
    assert.equal(
      items.some(({ id }) => id === noteId),
      kind === 'public',
    );
  });
}

/** What a chat or a search engine makes a preview of. */
function assertSharable(html: string, title: string): void {
  const meta = (name: string) =>
    new RegExp(`<meta (?:property|name)="${name}" content="([^"]*)"`).exec(html)?.[1] ?? '';
  assert.equal(meta('og:title'), title);
  assert.equal(meta('twitter:card'), 'summary_large_image');
  assert.match(meta('og:image'), /^https?:\/\/[^/]+\/api\/v1\/media\//);
  assert.match(meta('og:url'), /^https?:\/\/[^/]+\/n\/\d+$/);
  assert.match(html, /<link rel="canonical" href="https?:\/\/[^"]+\/n\/\d+"/);
}

test('a picture’s address tells nothing of another’s: 128 bits of chance, and no list', async () => {
  const colours = Array.from({ length: 8 }, (_, at) => `#1${at}2${at}3${at}`);
  const addresses: string[] = [];
  for (const colour of colours) {
    const pictureId = await people.uploadPicture(owner, colour);
    const body = { title: '图', body: [], pictureIds: [pictureId] };
    const { noteId } = await owner.call<{ noteId: string }>('publishNote', { body });
    const { pictures } = await owner.call<Shown>('getNote', { params: { noteId } });
    addresses.push(pictures[0]!.sources[0]!.url);
  }
  const tokens = addresses.map((url) => /\/media\/([0-9a-f]{32})-\d+\.webp$/.exec(url)![1]!);
  assert.equal(new Set(tokens).size, tokens.length);
  const bits = tokens.map((token) => [...Buffer.from(token, 'hex')]).flat();
  const ones = bits.reduce((sum, byte) => sum + byte.toString(2).replaceAll('0', '').length, 0);
  // 1024 fair bits: further than this from half is one chance in ten million.
  assert.ok(Math.abs(ones - 512) < 85, `${ones} of 1024 bits are set`);
  assert.equal((await fetch(`${product.url}/api/v1/media/`)).status, 404);
});
