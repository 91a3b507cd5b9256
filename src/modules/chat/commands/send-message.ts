import type { Call } from '#platform/actor.ts';
import type { Tx } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import { countOnce } from '#platform/rate-limits.ts';
import { refuse } from '#platform/refusal.ts';
import { messagesPerMinute } from '../domain/rules.ts';
import { groupOf } from '../notices.ts';
import { showMessages } from '../queries/message-views.ts';
import { assertMayWrite } from '../queries/writing.ts';
import type { Room } from '../room.ts';
import { lockOwnConversation, otherMember } from '../store/conversations.ts';
import { appendMessage, findByClientId } from '../store/messages.ts';
import type { ConversationRow, MessageRow } from '../store/tables.ts';
import type { MessageView, SendInput } from '../types.ts';
import { assertMaySend } from './start-conversation.ts';

/**
 * Sends words, a picture or a card. Sent again under the same client id it is the same message. Both sides'
 * open pages are woken after the commit. Locks: the conversation, then the sender's rate.
 * @throws platform/not-found for those who take no part; chat/client-id-reused, chat/screened,
 *   chat/card-not-available, chat/wait-for-answer, ties/blocked, chat/too-many-messages, pictures/not-yours
 */
export async function sendMessage(room: Room, call: Call, input: SendInput): Promise<MessageView> {
  const senderId = call.actor.memberId;
  const { row, recipientId } = await room.platform.run(call, async (tx) => {
    const conversation = await lockOwnConversation(tx, input.conversationId, senderId);
    if (!conversation) refuse('platform/not-found');
    const recipient = otherMember(conversation, senderId);
    const sent = await findByClientId(tx, conversation, senderId, input.clientId);
    if (sent) return { row: sameMessage(sent, input), recipientId: recipient };
    return {
      row: await append(room, tx, { conversation, input, senderId, recipientId: recipient }),
      recipientId: recipient,
    };
  });
  const { conversationId } = input;
  wakeBoth(room, [senderId, recipientId], { conversationId, seq: row.seq });
  const [view] = await showMessages(room, [row], senderId);
  return view!;
}

/** Tells the open pages of the two that there is a new message. */
export function wakeBoth(
  room: Room,
  members: [Id, Id],
  message: { conversationId: Id; seq: number },
): void {
  room.platform.realtime.wake(members, { type: 'chat/message', ...message });
}

function sameMessage(sent: MessageRow, input: SendInput): MessageRow {
  const isSame =
    sent.body === (input.text ?? null) &&
    sent.picture_id === (input.pictureId ?? null) &&
    sent.card_kind === (input.card?.kind ?? null) &&
    sent.card_ref === (input.card?.ref ?? null);
  if (!isSame) refuse('chat/client-id-reused');
  return sent;
}

type Sending = {
  conversation: ConversationRow;
  input: SendInput;
  senderId: Id;
  recipientId: Id;
};

async function append(room: Room, tx: Tx, sending: Sending): Promise<MessageRow> {
  const { conversation, input, senderId, recipientId } = sending;
  const now = room.platform.clock.now();
  await assertMayWrite(room, tx, conversation, senderId);
  const isDoubtful = input.text !== undefined && isDoubtfulText(room, input.text);
  if (input.card) await assertMaySend(room, tx, input.card, [senderId, recipientId]);
  if (input.pictureId) await assertOwnPicture(room, tx, senderId, input.pictureId);
  const waitSeconds = await countOnce(tx, messagesPerMinute, senderId, now);
  if (waitSeconds > 0) refuse('chat/too-many-messages', { retryAfterSeconds: waitSeconds });
  const row = await appendMessage(tx, conversation, {
    sender_id: senderId,
    client_id: input.clientId,
    body: input.text ?? null,
    card_kind: input.card?.kind ?? null,
    card_ref: input.card?.ref ?? null,
    picture_id: input.pictureId ?? null,
    sent_at: now,
    warned_at: isDoubtful ? now : null,
  });
  await room.rooms.notifications.notify(tx, {
    memberId: recipientId,
    type: 'chat/message',
    link: `/chat/${conversation.id}`,
    dedupeKey: `chat/message:${row.id}`,
    actorId: senderId,
    group: groupOf(conversation.id),
  });
  return row;
}

/** A picture of somebody else's would show its address to those who were never shown it. */
async function assertOwnPicture(room: Room, tx: Tx, ownerId: Id, id: Id): Promise<void> {
  await room.platform.pictureShelf.assertOwn(tx, ownerId, [id]);
}

/** @throws chat/screened */
function isDoubtfulText(room: Room, text: string): boolean {
  const verdict = room.rooms.moderation.screen(text);
  if (verdict === 'block' || verdict === 'hold') refuse('chat/screened');
  return verdict === 'warn';
}
