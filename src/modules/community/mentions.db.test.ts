// Real: PostgreSQL, the rooms community, identity, notifications, ties and circles. Fake: the
// clock; moderation passes everything; pictures have no pixels.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createCommunity, type Audience, type NoteDraft } from '#community';
import { createIdentity } from '#identity';
import { createPeople, type Person } from '../../../test/support/members.ts';
import { shelvePictures } from '../../../test/support/pictures.ts';
import { testPlatform } from '../../../test/support/platform.ts';
import { refused } from '../../../test/support/refused.ts';
import { openTies } from '../../../test/support/ties.ts';

const { platform, database } = await testPlatform();
const identity = createIdentity(platform);
const below = openTies(platform, identity);
const { ties, circles, notifications } = below;
const community = createCommunity(platform, {
  identity,
  ...below,
  moderation: { screen: () => 'pass', registerSubject: () => undefined },
});
const people = createPeople(database, identity);
const author = await people.join('阿禾');
const pictureIds = await shelvePictures(database.sql, author.id, 1);
const circleId = await database.transaction((tx) =>
  circles.registerCircle(tx, {
    founderId: author.id,
    kind: 'campus',
    name: '复旦',
    description: '',
    joinRule: 'code',
  }),
);

async function publish(change: Partial<NoteDraft>): Promise<string> {
  const base = { title: '谢谢', body: [], topics: [], city: null, pictureIds };
  return (await community.publishNote(author.call, { ...base, ...change })).noteId;
}
const naming = (person: Person, name = '小林') => ({
  body: [`谢谢 @${name}`],
  mentions: [{ memberId: person.id, name }],
});
const toldOf = async (person: Person) => {
  const { items } = await notifications.listNotifications(person.actor, {
    limit: 50,
    locale: 'zh-CN',
  });
  return items.flatMap(({ type, link, text }) =>
    type === 'community/mentioned' ? [[text, link]] : [],
  );
};
const memberIdsIn = async (noteId: string) =>
  (await community.getNote(author.actor, noteId)).body.flatMap(({ spans }) =>
    spans.flatMap(({ memberId }) => memberId ?? []),
  );

describe('naming a member in a note', () => {
  it('tells them once, however often the note is changed', async () => {
    const friend = await people.join('小林');
    const noteId = await publish(naming(friend));
    await community.updateNote(author.call, { noteId, body: ['先去掉'] });
    await community.updateNote(author.call, { noteId, ...naming(friend) });
    assert.deepEqual(await toldOf(friend), [['阿禾 在笔记里提到了你', `/n/${noteId}`]]);
    await publish({ body: ['@阿禾'], mentions: [{ memberId: author.id, name: '阿禾' }] });
    assert.deepEqual(await toldOf(author), []);
  });

  it('tells nobody who may not see it, until it is opened to them', async () => {
    const stranger = await people.join('小林');
    const noteId = await publish({ ...naming(stranger), audience: { kind: 'followers' } });
    assert.deepEqual(await toldOf(stranger), []);
    await community.updateNote(author.call, { noteId, audience: { kind: 'public' } });
    assert.equal((await toldOf(stranger)).length, 1);
  });

  it('tells nobody who muted the author', async () => {
    const quiet = await people.join('小林');
    await ties.mute(quiet.call, { memberId: author.id });
    const noteId = await publish(naming(quiet));
    assert.deepEqual(await toldOf(quiet), []);
    assert.deepEqual(await memberIdsIn(noteId), [quiet.id]);
  });

  it('leads nowhere where one of the two has blocked the other, or there is nobody', async () => {
    const [blocking, blocked] = [await people.join('小林'), await people.join('小林')];
    await ties.block(blocking.call, { memberId: author.id });
    await ties.block(author.call, { memberId: blocked.id });
    for (const person of [blocking, blocked, { ...blocked, id: '4096' }]) {
      assert.deepEqual(await memberIdsIn(await publish(naming(person))), []);
    }
    assert.deepEqual(await toldOf(blocking), []);
    assert.deepEqual(await toldOf(blocked), []);
  });
});

describe('speaking to a circle, or from it', () => {
  it('is for those who are in it', async () => {
    const outsider = await people.join();
    const own = await shelvePictures(database.sql, outsider.id, 1);
    const base = { title: '校内', body: [], topics: [], city: null, pictureIds: own };
    const audience: Audience = { kind: 'circle', circleId };
    const notIn = refused('community/not-in-circle');
    await assert.rejects(community.publishNote(outsider.call, { ...base, audience }), notIn);
    const placed = { ...base, placeCircleId: circleId };
    await assert.rejects(community.publishNote(outsider.call, placed), notIn);
    const { noteId } = await community.publishNote(outsider.call, base);
    await assert.rejects(community.updateNote(outsider.call, { noteId, audience }), notIn);
    const placeCircleId = circleId;
    await assert.rejects(community.updateNote(outsider.call, { noteId, placeCircleId }), notIn);
    const seen = await community.getNote(author.actor, await publish({ audience, placeCircleId }));
    assert.partialDeepStrictEqual(seen, { audience, placeCircleId });
  });
});
