import { sql, type Sql } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';

/** Conversations counted at most; the latest. */
const enquiriesMax = 5_000;

/** A conversation that is about a listing, by the day in Shanghai on which it came to be so. */
export type Enquiry = { listingId: Id; day: string };

/** A member's conversations that came to be about a listing since then, and in which was spoken. */
export async function readEnquiries(handle: Sql, memberId: Id, since: Date): Promise<Enquiry[]> {
  const { rows } = await sql<Enquiry>`
    select c.about_ref as "listingId",
      (c.about_at at time zone 'Asia/Shanghai')::date::text as day
    from chat.participant p
    join chat.conversation c on c.bucket = p.bucket and c.id = p.conversation_id
    where p.member_id = ${memberId} and p.active_at >= ${since}
      and c.about_kind = 'listing' and c.about_at >= ${since}
    order by p.active_at desc limit ${enquiriesMax}`.execute(handle);
  return rows;
}
