// Real: PostgreSQL, the rooms identity, notifications, ties, community and reactions. Fake: the
// clock; pictures have no pixels.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { minuteMs } from '#platform/clock.ts';
import { createPeople, type Person } from '../../../test/support/members.ts';
import { shelvePictures } from '../../../test/support/pictures.ts';
import { testPlatform } from '../../../test/support/platform.ts';
import { openGoodsRooms } from '../../../test/support/sellers.ts';

const { platform, database, clock } = await testPlatform();
const rooms = openGoodsRooms(platform);
const { identity, notifications, community, reactions, ties } = rooms;
const people = createPeople(database, identity);
const author = await people.join('沈见');
const crowd = [
  await people.join('阿宁'),
  await people.join('老周'),
  await people.join('小林'),
] as const;

async function publish(title: string): Promise<string> {
  const pictureIds = await shelvePictures(database.sql, author.id, 1);
  const draft = { title, body: [], topics: [], city: null, pictureIds, placeCircleId: null };
  const audience = { kind: 'public' as const };
  return (await community.publishNote(author.call, { ...draft, mentions: [], audience })).noteId;
}

/** The lines a member finds that speak of this, in an order of their own. */
async function linesOf(who: Person, about: string): Promise<string[]> {
  const page = await notifications.listNotifications(who.actor, { limit: 50, locale: 'zh-CN' });
  return page.items.flatMap(({ text }) => (text.includes(about) ? [text] : [])).toSorted();
}

test('what three did to a note is one line a kind, the latest named', async () => {
  const noteId = await publish('拍立得');
  for (const who of crowd) {
    clock.move(minuteMs);
    await reactions.likeNote(who.call, noteId);
    await reactions.saveNote(who.call, { noteId });
    await reactions.commentOnNote(who.call, { noteId, text: '好看' });
  }
  const lines = [
    '小林等 3 人收藏了你的笔记「拍立得」',
    '小林等 3 人评论了你的笔记「拍立得」：好看',
    '小林等 3 人赞了你的笔记「拍立得」',
  ];
  assert.deepEqual(await linesOf(author, '拍立得'), lines);
  await reactions.unlikeNote(crowd[0].call, noteId);
  await reactions.likeNote(crowd[0].call, noteId);
  assert.deepEqual(await linesOf(author, '拍立得'), lines, 'the same again on one day is not told');
});

test('likes of two comments are two lines', async () => {
  const noteId = await publish('猫');
  const [writer, , liker] = crowd;
  for (const text of ['第一条', '第二条']) {
    const { id } = await reactions.commentOnNote(writer.call, { noteId, text });
    await reactions.likeComment(liker.call, id);
    await reactions.likeComment(author.call, id);
  }
  assert.deepEqual(await linesOf(writer, '条'), [
    '沈见和小林赞了你的评论：第一条',
    '沈见和小林赞了你的评论：第二条',
  ]);
});

test('who is blocked is counted no more, who is muted not at all', async () => {
  const noteId = await publish('狗');
  const [muted, blocked, liker] = crowd;
  await ties.mute(author.call, { memberId: muted.id });
  for (const who of [muted, blocked, liker]) await reactions.likeNote(who.call, noteId);
  assert.deepEqual(await linesOf(author, '狗'), ['小林和老周赞了你的笔记「狗」']);
  await ties.block(author.call, { memberId: blocked.id });
  assert.deepEqual(await linesOf(author, '狗'), ['小林赞了你的笔记「狗」']);
});
