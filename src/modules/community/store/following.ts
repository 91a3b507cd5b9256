import { sql } from '#platform/db/database.ts';
import { bucketOf, type Id } from '#platform/ids.ts';
import { after, type From } from './feed-streams.ts';
import { rows, there, type CandidateSelect } from './feed.ts';

export type FollowingFrom = From & {
  readerId: Id;
  /** Readers who were here since then have a timeline. */
  activeSince: Date;
  /** Follows since then are fetched as well: their notes may not be in the timeline yet. */
  youngSince: Date;
};

const followees = (readerId: Id) =>
  sql`ties.following_of(${bucketOf(readerId)}::int, ${readerId}::bigint)`;

/** The newest notes of one followee `f` after a mark. */
const notesOf = (from: From) => sql`
  select n.id, n.author_id, n.published_at from community.note n
  where n.bucket = platform.bucket_of(f.member_id) and n.author_id = f.member_id and ${there}
    and ${after(from.after)}
  order by n.published_at desc, n.id desc limit ${rows(from.count)}`;

/**
 * Following out of the reader's timeline, down to its floor: what was written there by authors who
 * are followed still, what authors with very many followers published, and what those published
 * who were followed just now. Nothing for a reader without a timeline.
 */
export function ofTimeline(from: FollowingFrom): CandidateSelect {
  const { readerId } = from;
  const bucket = bucketOf(readerId);
  const mark = sql`(${new Date(from.after.atMs)}::timestamptz, ${from.after.id}::bigint)`;
  const floor = sql`((select floor_at from reader), (select floor_id from reader))`;
  return sql`
    with reader as materialized (
      select floor_at, floor_id, fetched_ids from community.timeline_reader
      where bucket = ${bucket} and member_id = ${readerId} and active_at > ${from.activeSince})
    select platform.bucket_of(x.id) as bucket, x.id, x.author_id, x.published_at, 0 as stream, 0 as place,
      null as topics
    from (
      (select t.note_id as id, t.author_id, t.published_at from community.timeline t
       where t.bucket = ${bucket} and t.member_id = ${readerId}
         and (t.published_at, t.note_id) < ${mark} and (t.published_at, t.note_id) >= ${floor}
         and ties.follows(${readerId}::bigint, t.author_id)
       order by t.published_at desc, t.note_id desc limit ${rows(from.count)})
      union
      (select n.id, n.author_id, n.published_at
       from unnest((select fetched_ids from reader)) as fetched(id)
       join ${followees(readerId)} f on f.member_id = fetched.id,
       lateral (${notesOf(from)}) n where (n.published_at, n.id) >= ${floor})
      union
      (select n.id, n.author_id, n.published_at from ${followees(readerId)} f, lateral (${notesOf(from)}) n
       where f.followed_at > ${from.youngSince} and (n.published_at, n.id) >= ${floor})
    ) x order by x.published_at desc, x.id desc limit ${rows(from.count)}`;
}

/** Following without a timeline: the notes of each followee are asked for. */
export const ofFollowees = (from: From & { readerId: Id }): CandidateSelect => sql`
  select platform.bucket_of(n.id) as bucket, n.id, n.author_id, n.published_at, 0 as stream, 0 as place,
    null as topics
  from ${followees(from.readerId)} f, lateral (${notesOf(from)}) n
  order by n.published_at desc, n.id desc limit ${rows(from.count)}`;
