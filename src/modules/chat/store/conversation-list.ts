import { sql, type Sql } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';

export type ListStart = { activeAt: Date; id: Id };

export type ListRow = {
  id: Id;
  low_id: Id;
  high_id: Id;
  about_kind: string | null;
  about_ref: string | null;
  unread: number;
  active_at: Date;
  seq: number | null;
  sender_id: Id | null;
  body: string | null;
  card_kind: string | null;
  card_ref: string | null;
  picture_id: string | null;
  sent_at: Date | null;
  taken_down_at: Date | null;
};

/** After everything: later than any clock here will show. */
const top: ListStart = {
  activeAt: new Date('9999-12-31T00:00:00Z'),
  id: '9223372036854775807',
};

/** A member's conversations with their last message, the latest first, in one read. */
export async function listOwnConversations(
  handle: Sql,
  memberId: Id,
  after: ListStart = top,
  count: number,
): Promise<ListRow[]> {
  const { rows } = await sql<ListRow>`
    select c.id, c.low_id, c.high_id, c.about_kind, c.about_ref, p.unread, p.active_at,
      m.seq, m.sender_id, m.body, m.card_kind, m.card_ref, m.picture_id, m.sent_at,
      m.taken_down_at
    from chat.participant p
    join chat.conversation c on c.bucket = p.bucket and c.id = p.conversation_id
    left join chat.message m
      on m.bucket = c.bucket and m.conversation_id = c.id and m.seq = c.last_seq
    where p.member_id = ${memberId} and p.active_at is not null
      and (p.active_at, p.conversation_id) < (${after.activeAt}, ${after.id})
    order by p.active_at desc, p.conversation_id desc limit ${count}`.execute(handle);
  return rows;
}

/** The others' messages this member has not read, over all conversations. */
export async function countUnread(handle: Sql, memberId: Id): Promise<number> {
  const { rows } = await sql<{ unread: number }>`
    select coalesce(sum(unread), 0)::int as unread from chat.participant
    where member_id = ${memberId} and unread > 0`.execute(handle);
  return rows[0]!.unread;
}
