import type { Call } from '#platform/actor.ts';
import type { Id } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';
import { groupOf } from '../notices.ts';
import type { Room } from '../room.ts';
import {
  lockOwnConversation,
  moveReadMark,
  otherMember,
  ownReadSeq,
} from '../store/conversations.ts';
import type { ReadInput, ReadMark } from '../types.ts';

/**
 * Marks everything up to this message as read; a mark never moves back, nor past the last message.
 * Both sides' pages hear of a mark that has moved.
 * @throws platform/not-found for those who take no part
 */
export async function markConversationRead(
  room: Room,
  call: Call,
  input: ReadInput,
): Promise<ReadMark> {
  const { memberId } = call.actor;
  let told: Id[] = [];
  const mark = await room.platform.run(call, async (tx) => {
    const conversation = await lockOwnConversation(tx, input.conversationId, memberId);
    if (!conversation) refuse('platform/not-found');
    const before = await ownReadSeq(tx, conversation, memberId);
    const state = await moveReadMark(tx, conversation, memberId, input.seq);
    if (state.read_seq > before) told = [memberId, otherMember(conversation, memberId)];
    // What was read here rings nowhere any more.
    if (state.read_seq > before && state.unread === 0) {
      await room.rooms.notifications.settleGroup(tx, memberId, groupOf(conversation.id));
    }
    return { readSeq: state.read_seq, unread: state.unread };
  });
  const { conversationId } = input;
  if (told.length > 0) {
    const read = { type: 'chat/read', conversationId, memberId, seq: mark.readSeq } as const;
    room.platform.realtime.wake(told, read);
  }
  return mark;
}
