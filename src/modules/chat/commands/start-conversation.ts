import type { Call } from '#platform/actor.ts';
import type { Tx } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import { countOnce } from '#platform/rate-limits.ts';
import { refuse } from '#platform/refusal.ts';
import { pairOf } from '../domain/pair.ts';
import { conversationsPerDay } from '../domain/rules.ts';
import type { Room } from '../room.ts';
import { listFor, openConversation, setAbout } from '../store/conversations.ts';
import type { CardRef, StartInput, Started } from '../types.ts';

/**
 * Opens the conversation with another member, or finds the one there is. `about` names what it is
 * about from now on. Only new ones count towards the day's limit.
 * @throws chat/with-yourself, platform/not-found, chat/card-not-available,
 *   chat/too-many-conversations, ties/blocked
 */
export async function startConversation(
  room: Room,
  call: Call,
  input: StartInput,
): Promise<Started> {
  const ownId = call.actor.memberId;
  if (input.memberId === ownId) refuse('chat/with-yourself');
  return room.platform.run(call, async (tx) => {
    const now = room.platform.clock.now();
    const known = await room.rooms.identity.getMembers([input.memberId], tx);
    if (!known.has(input.memberId)) refuse('platform/not-found');
    await room.rooms.ties.assertNotBlocked(tx, ownId, input.memberId);
    if (input.about) await assertConcerns(room, tx, input.about, [ownId, input.memberId]);
    const opened = await openConversation(tx, pairOf(ownId, input.memberId), ownId, now);
    if (opened.isNew) await countNew(tx, ownId, now);
    if (input.about) await setAbout(tx, opened.id, input.about, now);
    await listFor(tx, opened.id, ownId, now);
    return { conversationId: opened.id, isNew: opened.isNew };
  });
}

/** Asks the thing's own room whether it may be shown here. @throws chat/card-not-available */
export async function assertMaySend(
  room: Room,
  tx: Tx,
  card: CardRef,
  [senderId, recipientId]: [Id, Id],
): Promise<void> {
  const kind = room.cards.get(card.kind);
  if (!(await kind?.maySend(tx, card.ref, senderId, recipientId))) {
    refuse('chat/card-not-available');
  }
}

/**
 * What a conversation is about lets a stranger write at once, so it must be a thing between these
 * two. @throws chat/card-not-available
 */
async function assertConcerns(room: Room, tx: Tx, about: CardRef, pair: [Id, Id]): Promise<void> {
  await assertMaySend(room, tx, about, pair);
  const concerns = room.cards.get(about.kind)?.concerns;
  if (concerns && !(await concerns(tx, about.ref, pair))) refuse('chat/card-not-available');
}

async function countNew(tx: Tx, memberId: Id, now: Date): Promise<void> {
  const waitSeconds = await countOnce(tx, conversationsPerDay, memberId, now);
  if (waitSeconds > 0) {
    const { max } = conversationsPerDay;
    refuse('chat/too-many-conversations', { max, retryAfterSeconds: waitSeconds });
  }
}
