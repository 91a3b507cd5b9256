// Real: the whole product over HTTP, its pages and sockets. Every reading operation of the API, so
// each one that is added later, and every page that shows what members make, is asked by everybody
// who may not see a thing, with the thing's own ids: nothing that comes back may tell of it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WebSocket } from 'ws';
import type { Audience } from '#community';
import type { Client } from '../support/client.ts';
import * as people from '../support/people.ts';
import { startProduct } from '../support/product.ts';

const product = await startProduct();
const owner = await people.seller(product, '阿禾的小铺');
const readers = {
  follower: await people.join(product, '关注的人'),
  stranger: await people.join(product, '路过的人'),
  fellow: await people.join(product, '同圈的人'),
  blocked: await people.join(product, '被拉黑的人'),
  blocking: await people.join(product, '拉黑别人的人'),
  guest: product.client(),
};
type Reader = keyof typeof readers;
const { follower, fellow, blocked, blocking } = readers;

const { id: circleId } = await owner.call<{ id: string }>('createCircle', {
  body: { kind: 'building', name: '梧桐里 3 号楼', joinRule: 'open' },
});
for (const one of [follower, fellow, blocked, blocking]) {
  const isFellow = one !== follower;
  if (isFellow) await one.call('joinCircle', { params: { circleId }, body: {} });
  if (one !== fellow) await one.call('followMember', { params: { memberId: owner.memberId } });
}

/** What everybody hears over their sockets from now on. */
const heard = new Map<Reader, string[]>();
for (const [name, client] of Object.entries(readers) as [Reader, Client][]) {
  heard.set(name, []);
  if (name === 'guest') continue;
  const socket = new WebSocket(`${product.url.replace('http', 'ws')}/api/v1/realtime`, {
    headers: { cookie: client.cookie() },
  });
  socket.on('message', (text: Buffer) => heard.get(name)!.push(text.toString('utf8')));
  await new Promise((resolve) => socket.once('message', resolve));
}
await owner.call('blockMember', { params: { memberId: blocked.memberId } });
await blocking.call('blockMember', { params: { memberId: owner.memberId } });

type Secret = {
  kind: Audience['kind'];
  word: string;
  ids: Record<string, string>;
  tells: string[];
};

/** A note with goods and a comment, for an audience; nobody outside it may learn of `tells`. */
async function keepSecret(audience: Audience, seenBy: people.Person): Promise<Secret> {
  const word = { public: '紫藤', followers: '琥珀', circle: '青瓷' }[audience.kind];
  const colour = { public: '#a04030', followers: '#30a040', circle: '#3040a0' }[audience.kind];
  const pictureId = await people.uploadPicture(owner, colour);
  const nickname = '被拉黑的人';
  const note = {
    title: `${word}花瓶的故事`,
    body: [`${word}是祖母留下的 #${word}`, `@${nickname} 你看`],
    mentions: [{ memberId: blocked.memberId, name: nickname }],
    pictureIds: [pictureId],
    audience,
  };
  const listing = await owner.call<{ listingId: string; noteId: string }>('createListing', {
    body: {
      title: `${word}花瓶出让`,
      priceFen: 5_000,
      quantity: 2,
      condition: '9',
      flaw: '瓶口有一处磕碰',
      delivery: 'pickup',
      freightFen: 0,
      pictureIds: [pictureId],
      note,
    },
  });
  const { noteId, listingId } = listing;
  const comment = await seenBy.call<{ id: string }>('commentOnNote', {
    params: { noteId },
    body: { text: `${word}真好看` },
  });
  type Shown = { pictures: { sources: { url: string }[] }[] };
  const { pictures } = await owner.call<Shown>('getNote', { params: { noteId } });
  const picture = /[0-9a-f]{32}/.exec(pictures[0]!.sources[0]!.url)![0];
  const ids = { noteId, listingId, commentId: comment.id, memberId: owner.memberId, circleId };
  // The topics of public notes are public, whoever wrote them.
  const words = audience.kind === 'public' ? `${word}花瓶` : word;
  return { kind: audience.kind, word, ids, tells: [words, noteId, listingId, picture] };
}

const secrets = [
  await keepSecret({ kind: 'public' }, fellow),
  await keepSecret({ kind: 'followers' }, follower),
  await keepSecret({ kind: 'circle', circleId }, fellow),
];
await product.app.settle();

const mayNotSee: Record<Audience['kind'], Reader[]> = {
  public: ['blocked', 'blocking'],
  followers: ['stranger', 'fellow', 'blocked', 'blocking', 'guest'],
  circle: ['follower', 'stranger', 'blocked', 'blocking', 'guest'],
};
const maySee: Record<Audience['kind'], Reader> = {
  public: 'guest',
  followers: 'follower',
  circle: 'fellow',
};

type Query = Record<string, string>;
/** What an operation's query may name. */
const namesIn = (query: unknown): string[] =>
  Object.keys((query as { shape?: object } | undefined)?.shape ?? {});

/** Every query worth asking of an operation that knows these names. */
function queriesFor({ word, ids }: Secret, known: string[]): Query[] {
  const { memberId, noteId, listingId, commentId } = ids as Required<typeof ids>;
  const all: Query[] = [
    {},
    { q: word },
    { q: word.slice(0, 1) },
    { sellerId: memberId!, show: 'all' },
    { noteId: noteId!, show: 'all' },
    { circleId },
    { authorId: memberId! },
    { memberId: memberId! },
    { topic: word },
    { listingId: listingId! },
    { around: commentId! },
    ...['discover', 'following', 'nearby', 'market'].map((kind) => ({ kind })),
    { kind: 'circle', circleId },
  ];
  return all.filter((query) => Object.keys(query).every((name) => known.includes(name)));
}

/** What any reading operation or page answers this reader about this secret, in one text. */
async function everythingTold(reader: Client, secret: Secret): Promise<Map<string, string>> {
  const told = new Map<string, string>();
  const reading = product.app.routes.filter(
    ({ method, operationId }) => method === 'GET' && !/^getApi|^getMedia$/.test(operationId),
  );
  for (const route of reading) {
    const named = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
    if (named.some((name) => secret.ids[name] === undefined)) continue;
    const params = Object.fromEntries(named.map((name) => [name, secret.ids[name]!]));
    for (const query of queriesFor(secret, namesIn(route.query))) {
      const { status, body } = await reader.send(route.operationId, { params, query });
      assert.ok(status < 500, `${route.operationId} ${JSON.stringify(query)}: ${status}`);
      if (status < 300)
        told.set(`${route.operationId} ${JSON.stringify(query)}`, JSON.stringify(body));
    }
  }
  for (const path of pagesFor(secret)) {
    const response = await fetch(product.url + path, { headers: { cookie: reader.cookie() } });
    if (response.ok) told.set(path, await response.text());
  }
  return told;
}

function pagesFor({ word, ids }: Secret): string[] {
  const q = encodeURIComponent(word);
  return [
    '/',
    '/following',
    '/nearby',
    '/market',
    `/t/${q}`,
    `/search?q=${q}`,
    `/n/${ids['noteId']}`,
    `/i/${ids['listingId']}`,
    `/checkout/${ids['listingId']}`,
    `/u/${ids['memberId']}`,
    `/shop/${ids['memberId']}`,
    `/circles/${circleId}`,
    '/chat',
    '/me',
  ];
}

for (const secret of secrets) {
  test(`what is for ${secret.kind} is told to no reader it is not for`, async () => {
    for (const name of mayNotSee[secret.kind]) {
      const told = await everythingTold(readers[name], secret);
      assert.ok(told.size > 20, `${name} asked ${told.size} ways`);
      for (const [way, text] of told) {
        // What a reader asked with is no news to them.
        const asked = decodeURIComponent(way);
        const leaks = secret.tells.filter((tell) => !asked.includes(tell) && text.includes(tell));
        assert.deepEqual(leaks, [], `${name} learnt it by ${way}`);
      }
      const counts = told.get(`countFound ${JSON.stringify({ q: secret.word })}`);
      assert.doesNotMatch(counts!, /"(?:notes|listings|members)":[1-9]/, `${name}: ${counts}`);
      if (secret.kind !== 'public') assert.doesNotMatch(counts!, /[1-9]/, `${name}: ${counts}`);
      const wakes = heard
        .get(name)!
        .filter((line) => secret.tells.some((tell) => line.includes(tell)));
      assert.deepEqual(wakes, [], `${name} heard it`);
    }
  });

  test(`what is for ${secret.kind} is told to those it is for, by many ways`, async () => {
    const told = await everythingTold(readers[maySee[secret.kind]], secret);
    const ways = [...told].filter(([, text]) => secret.tells.some((tell) => text.includes(tell)));
    assert.ok(ways.length >= 6, `only by ${ways.map(([way]) => way).join(', ')}`);
  });
}
