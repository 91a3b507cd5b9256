import { sql, typed, type Sql, type Tx } from '#platform/db/database.ts';
import { bucketOf, type Id } from '#platform/ids.ts';
import type { ChatTables, ConversationRow, MessageRow } from './tables.ts';

export type NewMessage = Pick<
  MessageRow,
  | 'sender_id'
  | 'client_id'
  | 'body'
  | 'card_kind'
  | 'card_ref'
  | 'picture_id'
  | 'sent_at'
  | 'warned_at'
>;

/** The message this sender has sent under this name already, if so. */
export async function findByClientId(
  tx: Tx,
  conversation: ConversationRow,
  senderId: Id,
  clientId: string,
): Promise<MessageRow | undefined> {
  return typed<ChatTables>(tx)
    .selectFrom('chat.message')
    .selectAll()
    .where('bucket', '=', conversation.bucket)
    .where('conversation_id', '=', conversation.id)
    .where('sender_id', '=', senderId)
    .where('client_id', '=', clientId)
    .executeTakeFirst();
}

/** Writes the next message of a locked conversation, and both sides' place in their lists. */
export async function appendMessage(
  tx: Tx,
  conversation: ConversationRow,
  message: NewMessage,
): Promise<MessageRow> {
  const { bucket, id } = conversation;
  const { rows } = await sql<MessageRow>`
    with counted as (
      update chat.conversation set last_seq = last_seq + 1
      where bucket = ${bucket} and id = ${id} returning last_seq),
    listed as (
      update chat.participant
      set active_at = ${message.sent_at},
        unread = unread + (member_id <> ${message.sender_id})::int
      where bucket = ${bucket} and conversation_id = ${id})
    insert into chat.message (bucket, id, conversation_id, seq, sender_id, client_id, body,
      card_kind, card_ref, picture_id, sent_at, warned_at)
    select ${bucket}, platform.new_id(${bucket}), ${id}, last_seq, ${message.sender_id},
      ${message.client_id}, ${message.body}, ${message.card_kind}, ${message.card_ref},
      ${message.picture_id}, ${message.sent_at}, ${message.warned_at}
    from counted
    returning *`.execute(tx);
  return rows[0]!;
}

/** A message by its id, for whoever may ask for it. */
export async function findMessage(handle: Sql, id: Id): Promise<MessageRow | undefined> {
  return typed<ChatTables>(handle)
    .selectFrom('chat.message')
    .selectAll()
    .where('bucket', '=', bucketOf(id))
    .where('id', '=', id)
    .executeTakeFirst();
}

/** Hides a message from the two; again it stays as it is. */
export async function takeDownMessage(tx: Tx, id: Id, now: Date): Promise<void> {
  await sql`
    update chat.message set taken_down_at = ${now}
    where bucket = ${bucketOf(id)} and id = ${id} and taken_down_at is null`.execute(tx);
}

/** Whether this member has ever said something here. */
export async function hasSpoken(
  handle: Sql,
  conversation: ConversationRow,
  memberId: Id,
): Promise<boolean> {
  const { rows } = await sql`
    select 1 from chat.message
    where bucket = ${conversation.bucket} and conversation_id = ${conversation.id}
      and sender_id = ${memberId} limit 1`.execute(handle);
  return rows.length > 0;
}

export type MessageRange = { after?: number | undefined; before?: number | undefined };

/** Messages in ascending order: after a number the next ones, else the last ones before a number. */
export async function listMessageRows(
  handle: Sql,
  conversationId: Id,
  { after, before }: MessageRange,
  count: number,
): Promise<MessageRow[]> {
  let query = typed<ChatTables>(handle)
    .selectFrom('chat.message')
    .selectAll()
    .where('bucket', '=', bucketOf(conversationId))
    .where('conversation_id', '=', conversationId)
    .limit(count);
  if (after !== undefined) return query.where('seq', '>', after).orderBy('seq').execute();
  if (before !== undefined) query = query.where('seq', '<', before);
  return (await query.orderBy('seq', 'desc').execute()).toReversed();
}
