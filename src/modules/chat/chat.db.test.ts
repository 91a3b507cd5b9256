// Real: PostgreSQL and the rooms chat, identity, moderation, ties, community,
// catalog. Fake: the clock;
// wakes are caught, pictures have no pixels.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { secondMs } from '#platform/clock.ts';
import { sql } from '#platform/db/database.ts';
import { createPeople, type Person } from '../../../test/support/members.ts';
import { shelvePictures } from '../../../test/support/pictures.ts';
import { testPlatform } from '../../../test/support/platform.ts';
import { refused } from '../../../test/support/refused.ts';
import { lamp, openGoodsRooms, openSeller } from '../../../test/support/sellers.ts';
import { createPace } from './domain/pace.ts';

const { platform, database, clock, wakes } = await testPlatform();
const rooms = openGoodsRooms(platform);
const { chat, catalog } = rooms;
const people = createPeople(database, rooms.identity);

async function talk(): Promise<{ one: Person; other: Person; conversationId: string }> {
  const [one, other] = [await people.join(), await people.join()];
  const started = await chat.startConversation(one.call, { memberId: other.id });
  return { one, other, conversationId: started.conversationId };
}

let said = 0;
async function say(person: Person, conversationId: string, text = '你好') {
  said += 1;
  return chat.sendMessage(person.call, { conversationId, clientId: `c${said}`, text });
}

const wakesOf = (type: string) => wakes.filter(({ wake }) => wake.type === type);

describe('pictures', () => {
  it('are sent with or without words, and both of the two see them', async () => {
    const { one, other, conversationId } = await talk();
    const [pictureId] = await shelvePictures(database.sql, one.id, 1);
    const sent = { conversationId, clientId: 'p1', pictureId: pictureId!, text: '看这里' };
    const message = await chat.sendMessage(one.call, sent);
    assert.deepEqual([message.picture?.id, message.text], [pictureId, '看这里']);
    assert.equal((await chat.sendMessage(one.call, sent)).seq, message.seq, 'again is the same');
    const { items } = await chat.listMessages(other.actor, { conversationId, limit: 5 });
    assert.equal(items.at(-1)?.picture?.id, pictureId);
    const [line] = (await chat.listConversations(other.actor, { limit: 5 })).items;
    assert.equal(line?.lastMessage?.hasPicture, true);
  });

  it('are the sender’s own, so that nobody learns the address of another’s', async () => {
    const { one, other, conversationId } = await talk();
    const [pictureId] = await shelvePictures(database.sql, other.id, 1);
    const sending = chat.sendMessage(one.call, {
      conversationId,
      clientId: 'p',
      pictureId: pictureId!,
    });
    await assert.rejects(sending, refused('pictures/not-yours'));
  });

  it('under a name that was used for another message are refused', async () => {
    const { one, conversationId } = await talk();
    const [pictureId] = await shelvePictures(database.sql, one.id, 1);
    await chat.sendMessage(one.call, { conversationId, clientId: 'same', text: '字' });
    const again = chat.sendMessage(one.call, {
      conversationId,
      clientId: 'same',
      pictureId: pictureId!,
      text: '字',
    });
    await assert.rejects(again, refused('chat/client-id-reused'));
  });
});

describe('a message that was not read yet', () => {
  it('is one line a conversation to be rung for, listed nowhere, and gone when it is read', async () => {
    const { one, other, conversationId } = await talk();
    await say(one, conversationId);
    await say(other, conversationId);
    await say(one, conversationId);
    const first = await say(one, conversationId);
    const lines = async () => {
      const { rows } = await sql<{ link: string; raises: number; isRead: boolean }>`
        select link, raises, read_at is not null as "isRead" from notifications.notification
        where member_id = ${other.id} and type = 'chat/message'`.execute(database.sql);
      return rows;
    };
    const link = `/chat/${conversationId}`;
    assert.deepEqual(await lines(), [{ link, raises: 3, isRead: false }]);
    const { items, unread } = await rooms.notifications.listNotifications(other.actor, {
      locale: 'zh-CN',
    });
    assert.deepEqual([items, unread.all], [[], 0]);
    await chat.markConversationRead(other.call, { conversationId, seq: first.seq - 1 });
    assert.deepEqual(await lines(), [{ link, raises: 3, isRead: false }]);
    await chat.markConversationRead(other.call, { conversationId, seq: first.seq });
    assert.deepEqual(await lines(), [{ link, raises: 3, isRead: true }]);
  });
});

describe('strangers', () => {
  it('have one message until the other has answered', async () => {
    const { one, other, conversationId } = await talk();
    await say(one, conversationId);
    const writing = async () => (await chat.getConversation(one.actor, conversationId)).writing;
    assert.equal(await writing(), 'wait-for-answer');
    await assert.rejects(say(one, conversationId), refused('chat/wait-for-answer'));
    await say(other, conversationId);
    assert.equal(await writing(), 'open');
    await say(one, conversationId);
    await say(other, conversationId);
  });

  it('may ask about goods of the other at once, but not by naming goods of a third', async () => {
    const [seller, third] = [await openSeller(rooms), await openSeller(rooms)];
    const asking = await people.join();
    const { listingId } = await catalog.createListing(seller.call, lamp());
    const about = { kind: 'listing', ref: listingId };
    const wrong = chat.startConversation(asking.call, { memberId: third.id, about });
    await assert.rejects(wrong, refused('chat/card-not-available'));
    const { conversationId } = await chat.startConversation(asking.call, {
      memberId: seller.id,
      about,
    });
    for (let times = 0; times < 3; times += 1) await say(asking, conversationId);
  });
});

describe('a block, whoever of the two it is by,', () => {
  it('ends writing, cards and new conversations; what was said stays readable', async () => {
    const { one, other, conversationId } = await talk();
    await say(one, conversationId, '先前说过的');
    await say(other, conversationId);
    await rooms.ties.block(other.call, { memberId: one.id });
    for (const person of [one, other]) {
      await assert.rejects(say(person, conversationId), refused('ties/blocked'));
      const { items } = await chat.listMessages(person.actor, { conversationId, limit: 5 });
      assert.equal(items[0]?.text, '先前说过的');
      assert.equal((await chat.getConversation(person.actor, conversationId)).writing, 'blocked');
    }
    const before = wakesOf('chat/typing').length;
    await chat.sayTyping(one.actor, { conversationId });
    assert.equal(wakesOf('chat/typing').length, before);
    const anew = chat.startConversation(one.call, { memberId: other.id });
    await assert.rejects(anew, refused('ties/blocked'));
    const card = { kind: 'thing', ref: '1' };
    const input = { senderId: one.id, recipientId: other.id, card, clientId: 't' };
    const carded = database.transaction((tx) => chat.sendCard(tx, input));
    await assert.rejects(carded, refused('ties/blocked'));
    await rooms.ties.unblock(other.call, { memberId: one.id });
    await say(one, conversationId);
  });
});

describe('what the other’s page hears', () => {
  it('of reading: both hear of a mark that moved, nobody of one that did not', async () => {
    const { one, other, conversationId } = await talk();
    const { seq } = await say(one, conversationId);
    const before = wakesOf('chat/read').length;
    await chat.markConversationRead(other.call, { conversationId, seq });
    await chat.markConversationRead(other.call, { conversationId, seq });
    const heard = wakesOf('chat/read').slice(before);
    assert.equal(heard.length, 1);
    assert.deepEqual(new Set(heard[0]!.to), new Set([one.id, other.id]));
    assert.deepEqual(heard[0]!.wake, {
      type: 'chat/read',
      conversationId,
      memberId: other.id,
      seq,
    });
  });

  it('of typing: the other alone, once in two seconds, and never from outside', async () => {
    const { one, other, conversationId } = await talk();
    const before = wakesOf('chat/typing').length;
    for (let times = 0; times < 5; times += 1) await chat.sayTyping(one.actor, { conversationId });
    clock.move(3 * secondMs);
    await chat.sayTyping(one.actor, { conversationId });
    const heard = wakesOf('chat/typing').slice(before);
    assert.deepEqual(
      heard.map(({ to }) => to),
      [[other.id], [other.id]],
    );
    const outside = chat.sayTyping((await people.join()).actor, { conversationId });
    await assert.rejects(outside, refused('platform/not-found'));
  });

  it('nothing of typing by a stranger who has to wait', async () => {
    const { one, conversationId } = await talk();
    await say(one, conversationId);
    const before = wakesOf('chat/typing').length;
    await chat.sayTyping(one.actor, { conversationId });
    assert.equal(wakesOf('chat/typing').length, before);
  });
});

describe('cards of rooms above', () => {
  it('stand in the conversation of the two when their transaction is done, and once', async () => {
    const [one, other] = [await people.join(), await people.join()];
    const card = { kind: 'thing', ref: '1' };
    const input = { senderId: one.id, recipientId: other.id, card, clientId: 'thing:1' };
    const send = () => database.transaction((tx) => chat.sendCard(tx, input));
    const failing = database.transaction(async (tx) => {
      await chat.sendCard(tx, input);
      throw new Error('the thing did not come true');
    });
    await assert.rejects(failing, /did not come true/);
    assert.equal(await chat.conversationOf(database.sql, [one.id, other.id]), undefined);
    const [first, again] = [await send(), await send()];
    assert.deepEqual([again.conversationId, again.seq], [first.conversationId, 1]);
    const { items } = await chat.listConversations(other.actor, { limit: 5 });
    assert.deepEqual([items.length, items[0]!.unread], [1, 1]);
  });
});

it('a pace lets each key through once a while, and forgets', () => {
  const mayPass = createPace(1000, 2);
  const at = (ms: number) => new Date(ms);
  assert.deepEqual(
    [mayPass('a', at(0)), mayPass('a', at(999)), mayPass('b', at(1))],
    [true, false, true],
  );
  assert.ok(mayPass('a', at(1000)));
  assert.ok(mayPass('c', at(1000)), 'a full memory is emptied');
});
