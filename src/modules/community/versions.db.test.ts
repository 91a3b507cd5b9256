// Real: PostgreSQL, the rooms community and identity. Fake: the clock; moderation passes
// everything; pictures have no pixels.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createCommunity, type NoteChange, type NoteDraft } from '#community';
import { createIdentity } from '#identity';
import { createPeople } from '../../../test/support/members.ts';
import { shelvePictures } from '../../../test/support/pictures.ts';
import { testPlatform } from '../../../test/support/platform.ts';
import { refused } from '../../../test/support/refused.ts';
import { openTies } from '../../../test/support/ties.ts';

const { platform, database, clock } = await testPlatform();
const identity = createIdentity(platform);
const community = createCommunity(platform, {
  identity,
  ...openTies(platform, identity),
  moderation: { screen: () => 'pass', registerSubject: () => undefined },
});
const people = createPeople(database, identity);
const author = await people.join('阿禾');
const reader = await people.join('小林');
const pictureIds = await shelvePictures(database.sql, author.id, 2);

async function publish(change: Partial<NoteDraft> = {}): Promise<string> {
  const base = { title: '出谷子', body: ['九成新'], topics: [], city: '杭州', pictureIds };
  return (await community.publishNote(author.call, { ...base, ...change })).noteId;
}
async function change(noteId: string, what: Partial<NoteChange>): Promise<void> {
  clock.move(1000);
  await community.updateNote(author.call, { noteId, ...what });
}
const versionsFor = (noteId: string, who = reader) => community.listVersions(who.actor, noteId);
const words = (body: { spans: { text: string }[] }[]) =>
  body.map(({ spans }) => spans.map(({ text }) => text).join(''));

describe('what a note said before', () => {
  it('is kept with its time at every change of its content, and for every reader', async () => {
    const noteId = await publish();
    await change(noteId, { title: '出谷子 降价', body: ['八成新'] });
    const first = clock.now();
    await change(noteId, { pictureIds: pictureIds.slice(0, 1) });
    const versions = await versionsFor(noteId);
    assert.deepEqual(
      versions.map(({ version, title, body, pictureCount, replacedAt }) => [
        version,
        title,
        words(body),
        pictureCount,
        replacedAt,
      ]),
      [
        [2, '出谷子 降价', ['八成新'], 2, clock.now()],
        [1, '出谷子', ['九成新'], 2, first],
      ],
    );
    assert.equal((await community.getNote(undefined, noteId)).version, 3);
  });

  it('is no version where nothing or only its audience changed, which is no edit', async () => {
    const noteId = await publish({ topics: ['谷子'] });
    await change(noteId, { title: '出谷子', body: ['九成新'] });
    await change(noteId, { audience: { kind: 'followers' } });
    assert.partialDeepStrictEqual(await community.getNote(author.actor, noteId), {
      version: 1,
      editedAt: null,
      audience: { kind: 'followers' },
    });
  });

  it('stays with those it was for when the note is opened to more', async () => {
    const noteId = await publish({ body: ['只告诉你们'], audience: { kind: 'followers' } });
    await change(noteId, { body: ['告诉大家'] });
    await change(noteId, { audience: { kind: 'public' } });
    await change(noteId, { body: ['告诉所有人'] });
    const seen = await versionsFor(noteId);
    assert.deepEqual(
      seen.map(({ version }) => version),
      [2],
    );
    assert.equal((await versionsFor(noteId, author)).length, 2);
  });

  it('is changed from the version last seen, and a hundred times at most', async () => {
    const noteId = await publish();
    await change(noteId, { version: 1, title: '第一次' });
    const stale = change(noteId, { version: 1, title: '从旧的改' });
    await assert.rejects(stale, refused('community/edited-meanwhile'));
    for (let turn = 2; turn <= 100; turn += 1) await change(noteId, { title: `第 ${turn} 次` });
    const tooMany = refused('community/too-many-edits', { max: 100 });
    await assert.rejects(change(noteId, { title: '再改' }), tooMany);
    await change(noteId, { audience: { kind: 'followers' } });
  });
});

describe('a note that is not for everybody', () => {
  it('is in no stranger’s feed and under no topic, and comes back when it is opened', async () => {
    const noteId = await publish({ topics: ['悄悄'], audience: { kind: 'followers' } });
    const listed = async () => {
      const inputs = [{}, { topic: '悄悄' }, { authorId: author.id }];
      const pages = inputs.map((input) => community.getFeed(reader.actor, { ...input, limit: 50 }));
      return (await Promise.all(pages)).map(({ items }) => items.some(({ id }) => id === noteId));
    };
    assert.deepEqual(await listed(), [false, false, false]);
    await change(noteId, { audience: { kind: 'public' } });
    assert.deepEqual(await listed(), [true, true, true]);
    await change(noteId, { audience: { kind: 'followers' } });
    assert.deepEqual(await listed(), [false, false, false]);
  });

  it('is not found by strangers and guests: not read, not in batches, not held, not its past', async () => {
    const noteId = await publish({ audience: { kind: 'followers' } });
    const notFound = refused('platform/not-found');
    await assert.rejects(community.getNote(undefined, noteId), notFound);
    await assert.rejects(community.getNote(reader.actor, noteId), notFound);
    await assert.rejects(versionsFor(noteId), notFound);
    assert.equal((await community.getNotes([noteId], reader.id)).size, 0);
    const holding = database.transaction((tx) => community.lockNoteFor(tx, reader.actor, noteId));
    await assert.rejects(holding, notFound);
  });
});

describe('names and addresses in a note', () => {
  it('lead to the member under today’s name, and out of the house', async () => {
    const friend = await people.join('旧名字');
    const body = ['谢谢@旧名字！ https://a.example/x'];
    const noteId = await publish({ body, mentions: [{ memberId: friend.id, name: '旧名字' }] });
    await identity.updateProfile(friend.call, { nickname: '新名字' });
    const note = await community.getNote(reader.actor, noteId);
    assert.partialDeepStrictEqual(note.body[0]?.spans, [
      { text: '谢谢', memberId: null },
      { text: '@新名字', memberId: friend.id },
      { text: '！ ' },
      { text: 'https://a.example/x', href: 'https://a.example/x' },
    ]);
    assert.deepEqual(note.mentions, []);
    const own = await community.getNote(author.actor, noteId);
    assert.deepEqual(own.mentions, [{ memberId: friend.id, name: '旧名字' }]);
    assert.deepEqual(own.text, body);
  });
});
