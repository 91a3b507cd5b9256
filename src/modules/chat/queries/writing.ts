import type { Sql } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';
import type { Room } from '../room.ts';
import { otherMember } from '../store/conversations.ts';
import { hasSpoken } from '../store/messages.ts';
import type { ConversationRow } from '../store/tables.ts';
import type { Writing } from '../types.ts';

/**
 * Whether a member may write in a conversation now. Nobody writes past a block, whoever of the two
 * it is by; what was said stays readable.
 */
export async function writingOf(
  room: Room,
  handle: Sql,
  conversation: ConversationRow,
  memberId: Id,
): Promise<Writing> {
  const otherId = otherMember(conversation, memberId);
  if (await room.rooms.ties.isBlocked(handle, memberId, otherId)) return 'blocked';
  return (await mustWait(handle, conversation, memberId)) ? 'wait-for-answer' : 'open';
}

/** @throws chat/wait-for-answer, ties/blocked */
export async function assertMayWrite(
  room: Room,
  handle: Sql,
  conversation: ConversationRow,
  memberId: Id,
): Promise<void> {
  const otherId = otherMember(conversation, memberId);
  await room.rooms.ties.assertNotBlocked(handle, memberId, otherId);
  if (await mustWait(handle, conversation, memberId)) refuse('chat/wait-for-answer');
}

/**
 * About goods of one of the two anybody may write at once; else a stranger has one message until
 * the other has answered.
 * @source rules.json chat.strangerAboutListing, chat.strangerOtherwise
 */
async function mustWait(
  handle: Sql,
  conversation: ConversationRow,
  memberId: Id,
): Promise<boolean> {
  if (conversation.about_kind !== null || conversation.last_seq === 0) return false;
  if (!(await hasSpoken(handle, conversation, memberId))) return false;
  return !(await hasSpoken(handle, conversation, otherMember(conversation, memberId)));
}
