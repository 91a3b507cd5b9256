import type { Sql } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';
import { otherMember } from '../store/conversations.ts';
import { hasSpoken } from '../store/messages.ts';
import type { ConversationRow } from '../store/tables.ts';
import type { Writing } from '../types.ts';

/**
 * Whether a member may write in a conversation now. About goods of one of the two anybody may write
 * at once; else a stranger has one message until the other has answered.
 * @source rules.json chat.strangerAboutListing
 */
export async function writingOf(
  handle: Sql,
  conversation: ConversationRow,
  memberId: Id,
): Promise<Writing> {
  if (conversation.about_kind !== null || conversation.last_seq === 0) return 'open';
  if (await hasSpoken(handle, conversation, otherMember(conversation, memberId))) return 'open';
  return 'wait-for-answer';
}

/** @throws chat/wait-for-answer */
export async function assertMayWrite(
  handle: Sql,
  conversation: ConversationRow,
  memberId: Id,
): Promise<void> {
  const writing = await writingOf(handle, conversation, memberId);
  if (writing !== 'open') refuse('chat/wait-for-answer');
}
