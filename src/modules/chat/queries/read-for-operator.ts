import type { Id } from '#platform/ids.ts';
import type { Tx } from '#platform/db/database.ts';
import type { Room } from '../room.ts';
import { findOfPair } from '../store/conversations.ts';
import { listMessageRows } from '../store/messages.ts';
import { pairOf } from '../domain/pair.ts';
import type { MessageView } from '../types.ts';
import { showMessages } from './message-views.ts';

/** What an operator was shown of a conversation; its messages in ascending order. */
export type ReadConversation = {
  conversationId: Id;
  messages: MessageView[];
  isMore: boolean;
};

/**
 * The newest messages of two members (before `before`), for an operator: whoever calls this has
 * written down who reads them and why. Cards are shown as the first of the two sees them.
 */
export async function readForOperator(
  room: Room,
  tx: Tx,
  input: { pair: [Id, Id]; before?: number | undefined; limit: number },
): Promise<ReadConversation | undefined> {
  const conversationId = await findOfPair(tx, pairOf(...input.pair));
  if (!conversationId) return undefined;
  const range = { before: input.before };
  const found = await listMessageRows(tx, conversationId, range, input.limit + 1);
  const rows = found.slice(-input.limit);
  return {
    conversationId,
    messages: await showMessages(room, rows, input.pair[0]),
    isMore: found.length > rows.length,
  };
}
