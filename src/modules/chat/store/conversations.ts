import { newId, sql, typed, type Sql, type Tx } from '#platform/db/database.ts';
import { bucketOf, type Id } from '#platform/ids.ts';
import { bucketOfPair, otherOf, type Pair } from '../domain/pair.ts';
import type { CardRef } from '../types.ts';
import type { ChatTables, ConversationRow } from './tables.ts';

export type Opened = { id: Id; isNew: boolean };

/** The pair's conversation, opened if there is none; a rival opening is waited for. */
export async function openConversation(
  tx: Tx,
  pair: Pair,
  startedBy: Id,
  now: Date,
): Promise<Opened> {
  const bucket = bucketOfPair(pair);
  const id = await newId(tx, bucket);
  const inserted = await sql`
    insert into chat.conversation (bucket, id, low_id, high_id, started_by, started_at)
    values (${bucket}, ${id}, ${pair.lowId}, ${pair.highId}, ${startedBy}, ${now})
    on conflict (bucket, low_id, high_id) do nothing`.execute(tx);
  if (inserted.numAffectedRows === 0n) {
    return { id: (await findOfPair(tx, pair))!, isNew: false };
  }
  await sql`
    insert into chat.participant (bucket, conversation_id, member_id)
    values (${bucket}, ${id}, ${pair.lowId}), (${bucket}, ${id}, ${pair.highId})`.execute(tx);
  return { id, isNew: true };
}

/** The conversation of two members, if they have one. */
export async function findOfPair(handle: Sql, pair: Pair): Promise<Id | undefined> {
  const row = await typed<ChatTables>(handle)
    .selectFrom('chat.conversation')
    .select('id')
    .where('bucket', '=', bucketOfPair(pair))
    .where('low_id', '=', pair.lowId)
    .where('high_id', '=', pair.highId)
    .executeTakeFirst();
  return row?.id;
}

/** Shows the conversation in this member's list even while nothing has been said. */
export async function listFor(tx: Tx, conversationId: Id, memberId: Id, now: Date): Promise<void> {
  await sql`
    update chat.participant set active_at = ${now}
    where bucket = ${bucketOf(conversationId)} and conversation_id = ${conversationId}
      and member_id = ${memberId} and active_at is null`.execute(tx);
}

export async function setAbout(tx: Tx, id: Id, about: CardRef, now: Date): Promise<void> {
  await sql`
    update chat.conversation
    set about_kind = ${about.kind}, about_ref = ${about.ref}, about_at = ${now}
    where bucket = ${bucketOf(id)} and id = ${id}`.execute(tx);
}

/** A conversation this member takes part in, locked: messages in it get their numbers in turn. */
export async function lockOwnConversation(
  tx: Tx,
  id: Id,
  memberId: Id,
): Promise<ConversationRow | undefined> {
  return ownConversation(tx, id, memberId).forUpdate().executeTakeFirst();
}

export async function findOwnConversation(
  handle: Sql,
  id: Id,
  memberId: Id,
): Promise<ConversationRow | undefined> {
  return ownConversation(handle, id, memberId).executeTakeFirst();
}

function ownConversation(handle: Sql, id: Id, memberId: Id) {
  return typed<ChatTables>(handle)
    .selectFrom('chat.conversation')
    .selectAll()
    .where('bucket', '=', bucketOf(id))
    .where('id', '=', id)
    .where((where) => where.or([where('low_id', '=', memberId), where('high_id', '=', memberId)]));
}

export const otherMember = (row: ConversationRow, memberId: Id): Id =>
  otherOf({ lowId: row.low_id, highId: row.high_id }, memberId);

export type ReadState = { member_id: Id; read_seq: number; unread: number };

export async function readStates(handle: Sql, id: Id): Promise<ReadState[]> {
  return typed<ChatTables>(handle)
    .selectFrom('chat.participant')
    .select(['member_id', 'read_seq', 'unread'])
    .where('bucket', '=', bucketOf(id))
    .where('conversation_id', '=', id)
    .execute();
}

/** How far this member has read in a locked conversation. */
export async function ownReadSeq(
  tx: Tx,
  conversation: ConversationRow,
  memberId: Id,
): Promise<number> {
  const states = await readStates(tx, conversation.id);
  return states.find((state) => state.member_id === memberId)!.read_seq;
}

/** Moves a read mark forward, never back; the conversation is locked, so the count is exact. */
export async function moveReadMark(
  tx: Tx,
  conversation: ConversationRow,
  memberId: Id,
  seq: number,
): Promise<ReadState> {
  const { bucket, id } = conversation;
  const { rows } = await sql<ReadState>`
    with mark as (
      select greatest(read_seq, ${Math.min(seq, conversation.last_seq)}::int) as read_seq
      from chat.participant
      where bucket = ${bucket} and conversation_id = ${id} and member_id = ${memberId})
    update chat.participant p
    set read_seq = mark.read_seq,
      unread = (select count(*) from chat.message m
                where m.bucket = ${bucket} and m.conversation_id = ${id}
                  and m.seq > mark.read_seq and m.sender_id <> ${memberId})
    from mark
    where p.bucket = ${bucket} and p.conversation_id = ${id} and p.member_id = ${memberId}
    returning p.member_id, p.read_seq, p.unread`.execute(tx);
  return rows[0]!;
}
