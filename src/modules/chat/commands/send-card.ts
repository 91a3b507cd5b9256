import type { Tx } from '#platform/db/database.ts';
import { pairOf } from '../domain/pair.ts';
import type { Room } from '../room.ts';
import { lockOwnConversation, openConversation, setAbout } from '../store/conversations.ts';
import { appendMessage, findByClientId } from '../store/messages.ts';
import type { CardFor, CardSent } from '../types.ts';
import { wakeBoth } from './send-message.ts';

/**
 * Puts a card of a room above into the conversation of two members, which is opened if there is
 * none, in the caller's transaction: the card is there exactly when what it shows is true. The room
 * above has judged whether it may be sent. Locks: the conversation.
 * @throws ties/blocked
 */
export async function sendCard(room: Room, tx: Tx, input: CardFor): Promise<CardSent> {
  const { senderId, recipientId, card, clientId, about } = input;
  await room.rooms.ties.assertNotBlocked(tx, senderId, recipientId);
  const now = room.platform.clock.now();
  const { id } = await openConversation(tx, pairOf(senderId, recipientId), senderId, now);
  const conversation = (await lockOwnConversation(tx, id, senderId))!;
  if (about) await setAbout(tx, id, about, now);
  const sent =
    (await findByClientId(tx, conversation, senderId, clientId)) ??
    (await appendMessage(tx, conversation, {
      sender_id: senderId,
      client_id: clientId,
      body: null,
      card_kind: card.kind,
      card_ref: card.ref,
      picture_id: null,
      sent_at: now,
      warned_at: null,
    }));
  return {
    conversationId: id,
    seq: sent.seq,
    wake: () => wakeBoth(room, [senderId, recipientId], { conversationId: id, seq: sent.seq }),
  };
}
