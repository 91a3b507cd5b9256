import { sql, type Sql } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';

/** Conversations looked at: those of a busy seller's last days are enough to know their pace. */
const conversationsMax = 200;

export type AnswerTimes = { answers: number; medianMs: number };

/** How long a member took to answer first words of others since then: how often, and the median. */
export async function readAnswerTimes(
  handle: Sql,
  memberId: Id,
  since: Date,
): Promise<AnswerTimes> {
  const { rows } = await sql<AnswerTimes>`
    select count(*)::int as answers, coalesce(percentile_cont(0.5) within group (
      order by extract(epoch from a.sent_at - q.sent_at)) * 1000, 0)::float8 as "medianMs"
    from (select bucket, conversation_id from chat.participant
      where member_id = ${memberId} and active_at > ${since}
      order by active_at desc limit ${conversationsMax}) p
    cross join lateral (
      select seq, sent_at, sender_id from chat.message m
      where m.bucket = p.bucket and m.conversation_id = p.conversation_id
        and m.sent_at > ${since}
      order by seq limit 1) q
    cross join lateral (
      select sent_at from chat.message m
      where m.bucket = p.bucket and m.conversation_id = p.conversation_id
        and m.seq > q.seq and m.sender_id = ${memberId}
      order by seq limit 1) a
    where q.sender_id <> ${memberId}`.execute(handle);
  return rows[0]!;
}
