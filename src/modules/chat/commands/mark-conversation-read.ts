import type { Call } from '#platform/actor.ts';
import { refuse } from '#platform/refusal.ts';
import type { Room } from '../room.ts';
import { lockOwnConversation, moveReadMark } from '../store/conversations.ts';
import type { ReadInput, ReadMark } from '../types.ts';

/**
 * Marks everything up to this message as read; a mark never moves back, nor past the last message.
 * @throws platform/not-found for those who take no part
 */
export async function markConversationRead(
  room: Room,
  call: Call,
  input: ReadInput,
): Promise<ReadMark> {
  const { memberId } = call.actor;
  return room.platform.run(call, async (tx) => {
    const conversation = await lockOwnConversation(tx, input.conversationId, memberId);
    if (!conversation) refuse('platform/not-found');
    const state = await moveReadMark(tx, conversation, memberId, input.seq);
    return { readSeq: state.read_seq, unread: state.unread };
  });
}
