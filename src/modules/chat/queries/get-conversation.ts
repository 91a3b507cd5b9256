import type { Actor } from '#platform/actor.ts';
import type { Id } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';
import type { Room } from '../room.ts';
import { findOwnConversation, otherMember, readStates } from '../store/conversations.ts';
import type { ConversationView } from '../types.ts';
import { showCards } from './card-views.ts';
import { writingOf } from './writing.ts';

/**
 * A conversation's head: with whom, about what, and how far each has read.
 * @throws platform/sign-in-required, platform/not-found for those who take no part
 */
export async function getConversation(
  room: Room,
  actor: Actor | undefined,
  conversationId: Id,
): Promise<ConversationView> {
  if (!actor) refuse('platform/sign-in-required');
  const { memberId } = actor;
  const handle = room.platform.database.sql;
  const row = await findOwnConversation(handle, conversationId, memberId);
  if (!row) refuse('platform/not-found');
  const otherId = otherMember(row, memberId);
  const about = row.about_kind && row.about_ref && { kind: row.about_kind, ref: row.about_ref };
  const [members, states, shown, writing] = await Promise.all([
    room.rooms.identity.getMembers([otherId]),
    readStates(handle, conversationId),
    showCards(room, about ? [about] : [], memberId),
    writingOf(room, handle, row, memberId),
  ]);
  const own = states.find((state) => state.member_id === memberId)!;
  return {
    id: row.id,
    with: members.get(otherId)!,
    about: shown[0] ?? null,
    lastSeq: row.last_seq,
    readSeq: own.read_seq,
    otherReadSeq: states.find((state) => state.member_id === otherId)!.read_seq,
    unread: own.unread,
    writing,
  };
}
