import { sql, type Sql } from '#platform/db/database.ts';
import { bucketOf, type Id } from '#platform/ids.ts';

/** Adds to what a member cares about: each topic of these notes weighs more by so much. */
export async function addInterest(
  handle: Sql,
  memberId: Id,
  doing: { noteIds: readonly Id[]; weight: number; now: Date },
): Promise<void> {
  const bucket = bucketOf(memberId);
  await sql`
    insert into community.interest as i (bucket, member_id, topic, weight, touched_at)
    select ${bucket}, ${memberId}, topic, count(*) * ${doing.weight}::float8, ${doing.now}
    from community.note n, unnest(n.topics) topic
    where n.bucket = any(${doing.noteIds.map(bucketOf)}::smallint[])
      and n.id = any(${doing.noteIds}::bigint[])
    group by topic order by topic
    on conflict (bucket, member_id, topic) do update
    set weight = i.weight + excluded.weight,
      touched_at = greatest(i.touched_at, excluded.touched_at)`.execute(handle);
}

/** Keeps the strongest interests of a member. */
export async function cutInterests(handle: Sql, memberId: Id, kept: number): Promise<void> {
  const bucket = bucketOf(memberId);
  await sql`
    delete from community.interest where bucket = ${bucket} and member_id = ${memberId} and topic in (
      select topic from community.interest where bucket = ${bucket} and member_id = ${memberId}
      order by weight desc, topic offset ${kept})`.execute(handle);
}
