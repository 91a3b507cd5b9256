import type { Actor } from '#platform/actor.ts';
import { refuse } from '#platform/refusal.ts';
import type { Room } from '../room.ts';
import { findOwnConversation } from '../store/conversations.ts';
import { listMessageRows } from '../store/messages.ts';
import type { MessageRow } from '../store/tables.ts';
import type { MessagesInput, MessagesPage } from '../types.ts';
import { showMessages } from './message-views.ts';

/**
 * Messages in ascending order. With `after`, what follows it, and the cursor is the next `after`;
 * else the newest ones (before `before`), and the cursor is the next `before`.
 * @throws platform/sign-in-required, platform/not-found for those who take no part
 */
export async function listMessages(
  room: Room,
  actor: Actor | undefined,
  input: MessagesInput,
): Promise<MessagesPage> {
  if (!actor) refuse('platform/sign-in-required');
  const { conversationId, limit } = input;
  const handle = room.platform.database.sql;
  const own = await findOwnConversation(handle, conversationId, actor.memberId);
  if (!own) refuse('platform/not-found');
  const found = await listMessageRows(handle, conversationId, input, limit + 1);
  const isForward = input.after !== undefined;
  const rows = isForward ? found.slice(0, limit) : found.slice(-limit);
  const isMore = found.length > rows.length;
  return {
    items: await showMessages(room, rows, actor.memberId),
    nextCursor: isMore ? edgeOf(rows, isForward) : null,
  };
}

const edgeOf = (rows: MessageRow[], isForward: boolean): string =>
  String(rows.at(isForward ? -1 : 0)!.seq);
