import type { Actor } from '#platform/actor.ts';
import type { Sql } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';
import type { Room } from '../room.ts';
import { findOwnConversation } from '../store/conversations.ts';
import { findMessage } from '../store/messages.ts';
import type { MessageRow } from '../store/tables.ts';
import type { MessageView } from '../types.ts';
import { showMessages } from './message-views.ts';

/**
 * One message, by its id.
 * @throws platform/sign-in-required, platform/not-found for those who take no part
 */
export async function getMessage(
  room: Room,
  actor: Actor | undefined,
  messageId: Id,
): Promise<MessageView> {
  if (!actor) refuse('platform/sign-in-required');
  const { sql } = room.platform.database;
  const row = (await seenMessage(sql, messageId, actor.memberId)) ?? refuse('platform/not-found');
  const [view] = await showMessages(room, [row], actor.memberId);
  return view!;
}

/** A message that its two may still read, for one of them. */
export async function seenMessage(
  handle: Sql,
  messageId: Id,
  readerId: Id,
): Promise<MessageRow | undefined> {
  const row = await findMessage(handle, messageId);
  if (!row || row.taken_down_at) return undefined;
  const own = await findOwnConversation(handle, row.conversation_id, readerId);
  return own && row;
}
