import type { Actor } from '#platform/actor.ts';
import type { Id } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';
import { writingOf } from '../queries/writing.ts';
import type { Room } from '../room.ts';
import { findOwnConversation, otherMember } from '../store/conversations.ts';

/**
 * Tells the other that this member is writing. Nothing is stored; said too often, it is passed on
 * once in a while only, and where this member may not write it is not passed on at all.
 * @throws platform/not-found for those who take no part
 */
export async function sayTyping(
  room: Room,
  actor: Actor,
  { conversationId }: { conversationId: Id },
): Promise<void> {
  const { memberId } = actor;
  const { clock, database, realtime } = room.platform;
  const conversation = await findOwnConversation(database.sql, conversationId, memberId);
  if (!conversation) refuse('platform/not-found');
  if (!room.mayTellTyping(`${conversationId}:${memberId}`, clock.now())) return;
  if ((await writingOf(room, database.sql, conversation, memberId)) !== 'open') return;
  realtime.wake([otherMember(conversation, memberId)], {
    type: 'chat/typing',
    conversationId,
    memberId,
  });
}
