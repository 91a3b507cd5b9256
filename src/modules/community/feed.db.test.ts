// Real: PostgreSQL, the rooms community and identity, HTTP. Fake: the clock; moderation passes
// everything; what rooms above attach is made up; pictures have no pixels.
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import type * as z from 'zod';
import { createHttp } from '#platform/http/server.ts';
import { toJson } from '#platform/http/json.ts';
import { createRefusalCatalogue } from '#platform/refusal.ts';
import { createCommunity, type Attachment, type FeedInput } from '#community';
import { createIdentity } from '#identity';
import type { SubjectHandlers } from '#moderation';
import { createPeople, type Person } from '../../../test/support/members.ts';
import { shelvePictures } from '../../../test/support/pictures.ts';
import { testPlatform } from '../../../test/support/platform.ts';
import { refused } from '../../../test/support/refused.ts';
import { openTies } from '../../../test/support/ties.ts';

const { platform, database, clock } = await testPlatform();
const identity = createIdentity(platform);
let subject: SubjectHandlers;
const community = createCommunity(platform, {
  identity,
  ...openTies(platform, identity),
  moderation: {
    screen: () => 'pass',
    registerSubject: (_kind, handlers) => void (subject = handlers),
  },
});
const attached = new Map<string, Attachment[]>();
let hydrations = 0;
community.showAttachments((noteIds) => {
  hydrations += 1;
  return Promise.resolve(new Map(noteIds.map((id) => [id, attached.get(id) ?? []])));
});
const people = createPeople(database, identity);
const author = await people.join('阿禾');
const pictureIds = await shelvePictures(database.sql, author.id);

const http = await createHttp({
  routes: community.parts.routes.filter((route) => route.operationId === 'getFeed'),
  access: { getFeed: { who: 'anyone', touches: 'public' } },
  catalogue: createRefusalCatalogue(community.parts.refusals),
  authenticate: () => Promise.resolve(undefined),
  publicOrigin: 'http://localhost',
  trustedProxies: [],
  perMinuteMax: 300,
});
after(() => http.close());

async function publish(topic: string, title = '闲置', by: Person = author): Promise<string> {
  const note = { title, body: [], topics: [topic], city: null, authorId: by.id, now: clock.now() };
  const own = by === author ? pictureIds : await shelvePictures(database.sql, by.id);
  return database.transaction((tx) => community.publish(tx, { ...note, pictureIds: own }));
}
const takeDown = (noteId: string) =>
  database.transaction((tx) =>
    subject.takeDown(tx, noteId, { code: 'fraud', words: '骗人' }, clock.now()),
  );
const idsOf = async (input: Partial<FeedInput>) =>
  (await community.getFeed(undefined, { limit: 50, ...input })).items.map((card) => card.id);

/** Walks a feed to its end; `between` happens after each page. */
async function walk(input: FeedInput, between: () => Promise<unknown>): Promise<string[]> {
  const seen: string[] = [];
  let cursor: string | undefined;
  for (let pages = 0; pages < 50; pages += 1) {
    const page = await community.getFeed(undefined, { ...input, cursor });
    seen.push(...page.items.map((card) => card.id));
    if (page.nextCursor === null) return seen;
    cursor = page.nextCursor;
    await between();
  }
  throw new Error('the feed has no end');
}

describe('paging through a feed', () => {
  it('neither repeats nor skips a note while new ones arrive, even in one millisecond', async () => {
    const older = new Set<string>();
    for (let n = 0; n < 12; n += 1) older.add(await publish('同刻'));
    clock.move(1);
    const newer = new Set<string>();
    for (let n = 0; n < 7; n += 1) newer.add(await publish('同刻'));
    for (const input of [{ topic: '同刻' }, { authorId: author.id }, {}]) {
      const before = await idsOf(input);
      const arrive = async () => {
        clock.move(1);
        await publish('同刻', '刚到');
      };
      const seen = await walk({ ...input, limit: 5 }, arrive);
      assert.deepEqual(seen, before);
    }
    const last = (await idsOf({ topic: '同刻' })).slice(-19);
    assert.deepEqual(new Set(last.slice(0, 7)), newer);
    assert.deepEqual(new Set(last.slice(7)), older);
  });

  it('skips only what was taken down meanwhile', async () => {
    const ids: string[] = [];
    for (let n = 0; n < 6; n += 1) ids.unshift(await publish('下架'));
    const gone = ids[4]!;
    const seen = await walk({ topic: '下架', limit: 2 }, () => takeDown(gone));
    assert.deepEqual(
      seen,
      ids.filter((id) => id !== gone),
    );
  });

  it('ends exactly with its last note', async () => {
    for (let n = 0; n < 4; n += 1) await publish('四篇');
    const page = await community.getFeed(undefined, { topic: '四篇', limit: 4 });
    assert.deepEqual([page.items.length, page.nextCursor], [4, null]);
    const three = await community.getFeed(undefined, { topic: '四篇', limit: 3 });
    assert.notEqual(three.nextCursor, null);
  });

  it('refuses cursors that are none of its own', async () => {
    const encode = (values: unknown) => Buffer.from(JSON.stringify(values)).toString('base64url');
    const cursors = ['x', encode(['x', '1']), encode([1, 'x']), encode([1e20, '1']), encode([])];
    for (const cursor of cursors) {
      const reading = community.getFeed(undefined, { limit: 5, cursor });
      await assert.rejects(reading, refused('platform/invalid-input'));
    }
  });
});

describe('filtering a feed', () => {
  it('finds a topic in any spelling, and an author, alone and together', async () => {
    const other = await people.join('小唐');
    const [own, theirs] = [await publish('BJD'), await publish('bjd', '闲置', other)];
    assert.deepEqual(await idsOf({ topic: '#ＢＪＤ' }), [theirs, own]);
    assert.deepEqual(await idsOf({ authorId: other.id }), [theirs]);
    assert.deepEqual(await idsOf({ authorId: other.id, topic: 'bjd' }), [theirs]);
    assert.deepEqual(await idsOf({ authorId: other.id, topic: 'sd' }), []);
    assert.deepEqual(await idsOf({ topic: '没有的' }), []);
    assert.deepEqual(await idsOf({ topic: '不 是 话 题' }), []);
  });
});

describe('what a feed shows', () => {
  it('is over HTTP, byte for byte, what the door answers', async () => {
    const noteId = await publish('一样', '带"引号"\\和</script>');
    const view = { priceFen: 1999n, at: clock.now() };
    attached.set(noteId, [{ kind: 'listing', ref: '9', view }]);
    await publish('一样');
    const page = await community.getFeed(undefined, { topic: '一样', limit: 1 });
    const answer = await http.inject('/api/v1/feed?topic=%E4%B8%80%E6%A0%B7&limit=1');
    // Each serving is named anew.
    const { requestId, ...shown } = answer.json<{ requestId: string }>();
    assert.match(requestId, /^[\w-]+\.[0-9a-f]{32}$/);
    assert.deepEqual({ ...shown, requestId: page.requestId }, JSON.parse(toJson(page)));
    const rest = await http.inject(
      `/api/v1/feed?topic=%E4%B8%80%E6%A0%B7&cursor=${page.nextCursor}`,
    );
    const [card] = rest.json<{ items: { attachments: unknown }[] }>().items;
    assert.partialDeepStrictEqual(card, {
      id: noteId,
      title: '带"引号"\\和</script>',
      attachments: [{ kind: 'listing', ref: '9', view: { priceFen: 1999 } }],
    });
    const route = community.parts.routes.find((one) => one.operationId === 'getFeed')!;
    (route.response as z.ZodType).parse(rest.json());
    assert.equal(rest.headers['content-type'], 'application/json; charset=utf-8');
  });

  it('reads attachments anew at once when they are said to have changed', async () => {
    const noteId = await publish('新品');
    const shown = async () => {
      const { items } = await community.getFeed(undefined, { topic: '新品', limit: 5 });
      return items[0]!.attachments;
    };
    assert.deepEqual(await shown(), []);
    const listing = [{ kind: 'listing', ref: '1', view: {} }];
    attached.set(noteId, listing);
    assert.deepEqual(await shown(), []);
    await database.transaction((tx) => community.attachmentsChanged(tx, [noteId]));
    assert.deepEqual(await shown(), listing);
    attached.set(noteId, []);
    clock.move(9_999);
    assert.deepEqual(await shown(), listing, 'remembered for ten seconds');
    clock.move(1);
    assert.deepEqual(await shown(), []);
    attached.set(noteId, listing);
    platform.realtime.forget('attachments', ['1', noteId]);
    assert.deepEqual(await shown(), listing, 'forgotten at once');
  });

  it('asks for attachments and authors once a page, and not again within a second', async () => {
    for (let n = 0; n < 3; n += 1) await publish('热门');
    const before = hydrations;
    for (let n = 0; n < 4; n += 1) await idsOf({ topic: '热门' });
    assert.equal(hydrations, before + 1);
  });

  it('shows a member’s new name at once', async () => {
    const renamed = await people.join('旧名');
    await publish('改名', '闲置', renamed);
    const name = async () => {
      const { items } = await community.getFeed(undefined, { topic: '改名', limit: 5 });
      return items[0]!.author.nickname;
    };
    assert.equal(await name(), '旧名');
    await identity.updateProfile(renamed.call, { nickname: '新名' });
    assert.equal(await name(), '新名');
  });
});
