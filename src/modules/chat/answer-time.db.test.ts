// Real: PostgreSQL, the rooms chat, ties and identity. Fake: the clock, screening.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayMs, minuteMs } from '#platform/clock.ts';
import { createChat } from '#chat';
import { createIdentity } from '#identity';
import { createPeople, type Person } from '../../../test/support/members.ts';
import { testPlatform } from '../../../test/support/platform.ts';
import { openTies } from '../../../test/support/ties.ts';

const { platform, database, clock } = await testPlatform();
const identity = createIdentity(platform);
const { notifications, ties } = openTies(platform, identity);
const chat = createChat(platform, {
  identity,
  ties,
  notifications,
  moderation: { screen: () => 'pass' as const, registerSubject: () => undefined },
});
const people = createPeople(database, identity);
let sent = 0;

const say = (who: Person, conversationId: string) =>
  chat.sendMessage(who.call, { conversationId, clientId: `m${(sent += 1)}`, text: '在吗' });

/** Somebody writes to the seller, who answers after so long; or never. */
async function ask(seller: Person, answerAfterMs?: number): Promise<void> {
  const buyer = await people.join();
  const { conversationId } = await chat.startConversation(buyer.call, { memberId: seller.id });
  await say(buyer, conversationId);
  if (answerAfterMs === undefined) return;
  clock.move(answerAfterMs);
  await say(seller, conversationId);
  clock.move(minuteMs);
  await say(buyer, conversationId);
  clock.move(dayMs / 2);
  await say(seller, conversationId);
}

test('the median of first answers in 30 days, and nothing while they are few', async () => {
  const seller = await people.join('卖家');
  const now = () => chat.answerTime(seller.id);
  await ask(seller, 5 * minuteMs);
  await ask(seller, 40 * minuteMs);
  await ask(seller);
  assert.equal(await now(), undefined);
  await ask(seller, 60 * minuteMs);
  assert.equal(await now(), 40 * minuteMs);

  // What the seller began does not count, nor what is long ago.
  const friend = await people.join();
  const { conversationId } = await chat.startConversation(seller.call, { memberId: friend.id });
  await say(seller, conversationId);
  await say(friend, conversationId);
  await say(seller, conversationId);
  assert.equal(await now(), 40 * minuteMs);
  clock.move(31 * dayMs);
  assert.equal(await now(), undefined);
});
