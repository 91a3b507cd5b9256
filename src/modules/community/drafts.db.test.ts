// Real: PostgreSQL, the rooms community and identity. Fake: the clock; moderation passes
// everything; pictures have no pixels; pages outside are not fetched.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from '#platform/db/database.ts';
import { createCommunity, type DraftContent } from '#community';
import { createIdentity } from '#identity';
import { createPeople } from '../../../test/support/members.ts';
import { shelvePictures } from '../../../test/support/pictures.ts';
import { testPlatform } from '../../../test/support/platform.ts';
import { refused } from '../../../test/support/refused.ts';
import { openTies } from '../../../test/support/ties.ts';

const { platform, database, clock } = await testPlatform();
const identity = createIdentity(platform);
let held = '';
const community = createCommunity(platform, {
  identity,
  ...openTies(platform, identity),
  moderation: {
    screen: (text) => (held && text.includes(held) ? 'hold' : 'pass'),
    registerSubject: () => undefined,
  },
});
const people = createPeople(database, identity);
const [author, other] = [await people.join('阿禾'), await people.join('小林')];
const pictureIds = await shelvePictures(database.sql, author.id, 2);
const content = (change: Partial<DraftContent> = {}): DraftContent => ({
  title: '',
  text: '写到一半',
  mentions: [],
  city: null,
  placeCircleId: null,
  audience: { kind: 'public' },
  pictureIds: [],
  goods: {},
  ...change,
});
const save = (key: string, revision: number, change: Partial<DraftContent> = {}, who = author) =>
  community.saveDraft(who.call, { key, revision, content: content(change) });

test('a draft is kept as typed with its pictures, for its writer alone, the last one first', async () => {
  const goods = { price: '12.', title: '' };
  await save('first-draft', 0, { pictureIds, goods });
  clock.move(1000);
  await save('second-draft', 0);
  const drafts = await community.listDrafts(author.actor);
  assert.deepEqual(
    drafts.map(({ key, revision }) => [key, revision]),
    [
      ['second-draft', 1],
      ['first-draft', 1],
    ],
  );
  assert.deepEqual(drafts[1]?.content, content({ pictureIds, goods }));
  assert.deepEqual(
    drafts[1]?.pictures.map(({ id }) => id),
    pictureIds,
  );
  assert.deepEqual(await community.listDrafts(other.actor), []);
  await community.deleteDraft(other.call, 'first-draft');
  assert.equal((await community.listDrafts(author.actor)).length, 2);
  await community.deleteDraft(author.call, 'first-draft');
  assert.equal((await community.listDrafts(author.actor)).length, 1);
});

test('a device that missed a change is told so; the same again is no change', async () => {
  assert.equal((await save('two-devices', 0, { text: '一' })).revision, 1);
  assert.equal((await save('two-devices', 0, { text: '一' })).revision, 1);
  assert.equal((await save('two-devices', 1, { text: '二' })).revision, 2);
  await assert.rejects(
    save('two-devices', 1, { text: '从旧的改' }),
    refused('community/draft-changed'),
  );
});

test('pictures of others do not become known by a draft', async () => {
  const stolen = save('stolen-draft', 0, { pictureIds }, other);
  await assert.rejects(stolen, refused('pictures/not-yours'));
});

test('twenty are kept, and not one more by eight at once', async () => {
  const saving = Array.from({ length: 28 }, (_, at) => save(`draft-no-${at}`, 0, {}, other));
  const done = await Promise.allSettled(saving);
  assert.equal(done.filter(({ status }) => status === 'fulfilled').length, 20);
  const tooMany = refused('community/too-many-drafts', { max: 20 });
  await assert.rejects(save('draft-more', 0, {}, other), tooMany);
});

test('addresses in a note are looked up, and what they say of themselves is screened', async () => {
  const [url, second] = ['https://a.example/x', 'https://b.example/'];
  const body = [`看 ${url} 和 ${second}`];
  const note = { title: '链接', body, topics: [], city: null, pictureIds };
  const { noteId } = await community.publishNote(author.call, note);
  await sql`update platform.link_preview set settled_at = ${clock.now()}, title = '标题 ' || url,
    site = '站'`.execute(database.sql);
  const linksNow = async () => (await community.getNote(undefined, noteId)).links;
  assert.deepEqual(await linksNow(), [
    { url, title: `标题 ${url}`, site: '站' },
    { url: second, title: `标题 ${second}`, site: '站' },
  ]);
  held = 'b.example';
  assert.deepEqual(
    (await linksNow()).map((link) => link.url),
    [url],
  );
});
