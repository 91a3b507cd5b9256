// Real: PostgreSQL, the rooms chat, identity, ties, notifications, admin and moderation. Fake: the
// clock; pictures have no pixels.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openGoodsRooms } from '../../../test/support/sellers.ts';
import { createPeople, type Person } from '../../../test/support/members.ts';
import { shelvePictures } from '../../../test/support/pictures.ts';
import { testPlatform } from '../../../test/support/platform.ts';
import { refused } from '../../../test/support/refused.ts';

const { platform, database } = await testPlatform();
const { chat, identity, moderation, notifications, ties } = openGoodsRooms(platform);
const people = createPeople(database, identity);
const operator = await people.joinOperator();
const [rude, reader, stranger] = [
  await people.join('小赵'),
  await people.join('小林'),
  await people.join('路人'),
];
const { conversationId } = await chat.startConversation(rude.call, { memberId: reader.id });

const report = (who: Person, id: string) =>
  moderation.reportContent(who.call, {
    subject: { kind: 'message', id },
    reasonCode: 'harassment',
  });
const caseOf = async (id: string) =>
  (await moderation.listModerationQueue(operator.actor, { limit: 50 })).items.find(
    ({ subject }) => subject.id === id,
  );
let said = 0;
const say = (who: Person, content: { text: string } | { pictureId: string; text?: string }) =>
  chat.sendMessage(who.call, { conversationId, clientId: `m${(said += 1)}`, ...content });
await chat.sendMessage(rude.call, { conversationId, clientId: 'first', text: '你好' });
await chat.sendMessage(reader.call, {
  conversationId,
  clientId: 'second',
  text: '我的话不该被看到',
});

test('only the two of a conversation report what the other said there', async () => {
  const { id } = await say(rude, { text: '难听的话' });
  await assert.rejects(report(stranger, id), refused('platform/not-found'));
  await assert.rejects(report(rude, id), refused('moderation/own-content'));
  await assert.rejects(report(reader, '4096'), refused('platform/not-found'));
  await report(reader, id);
  await assert.rejects(report(reader, id), refused('moderation/already-reported'));
  await assert.rejects(chat.getMessage(stranger.actor, id), refused('platform/not-found'));
  await assert.rejects(chat.getMessage(undefined, id), refused('platform/sign-in-required'));
});

test('an operator sees the one message, its picture too, and nothing around it', async () => {
  const [pictureId = ''] = await shelvePictures(database.sql, rude.id);
  const { id } = await say(rude, { pictureId, text: `加微信${'领'.repeat(60)}` });
  await report(reader, id);
  const file = (await caseOf(id))!;
  assert.equal(file.owner.id, rude.id);
  const [seen] = file.reports;
  assert.partialDeepStrictEqual(seen!.snapshot, { body: `加微信${'领'.repeat(60)}` });
  assert.equal(Array.from(seen!.snapshot.title).length, 40);
  assert.deepEqual(
    seen!.pictures.map((picture) => picture.id),
    [pictureId],
  );
  assert.doesNotMatch(JSON.stringify(file), /我的话不该被看到/);
});

test('what is taken down says nothing any more, and its sender is told why', async () => {
  const { id, seq } = await say(rude, { text: '再说一次难听的话' });
  await report(reader, id);
  const reasonCode = 'harassment';
  const words = '请好好说话';
  await moderation.decideModeration(operator.call, {
    caseId: (await caseOf(id))!.id,
    decision: 'take-down',
    reasonCode,
    words,
  });
  for (const who of [rude, reader]) {
    const { items } = await chat.listMessages(who.actor, { conversationId, limit: 50 });
    const shown = items.find((message) => message.seq === seq)!;
    assert.deepEqual([shown.text, shown.picture, shown.isTakenDown], [null, null, true]);
    const [line] = (await chat.listConversations(who.actor, { limit: 5 })).items;
    assert.deepEqual([line!.lastMessage!.text, line!.lastMessage!.isTakenDown], [null, true]);
  }
  const told = await notifications.listNotifications(rude.actor, { limit: 9, locale: 'zh-CN' });
  assert.deepEqual(
    told.items.map(({ text, link }) => [text, link]),
    [[`你发出的一条消息因违规被撤下：${words}`, '/chat']],
  );
  await assert.rejects(report(reader, id), refused('platform/not-found'));
});

chat.registerCard('thing', {
  resolve: () => Promise.resolve(new Map()),
  maySend: () => Promise.resolve(true),
});

test('past a block it can still be reported; a card alone is reported where it lives', async () => {
  const { id } = await say(rude, { text: '拉黑之前的话' });
  await ties.block(reader.call, { memberId: rude.id });
  await report(reader, id);
  assert.ok(await caseOf(id));
  await ties.unblock(reader.call, { memberId: rude.id });
  const card = { kind: 'thing', ref: '4096' };
  const sent = await chat.sendMessage(rude.call, { conversationId, clientId: 'card', card });
  await assert.rejects(report(reader, sent.id), refused('platform/not-found'));
});
