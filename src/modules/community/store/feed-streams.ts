import { sql } from '#platform/db/database.ts';
import { bucketOf, type Id } from '#platform/ids.ts';
import type { Mark } from '../domain/feed-cursor.ts';
import {
  notesPerSelling,
  notesPerTopical,
  sellingOfOneSeller,
  topicsOfReader,
} from '../domain/feed-rules.ts';
import { open, rows, there, type CandidateSelect } from './feed.ts';

/** The newest `count` after a mark. */
export type From = { after: Mark; count: number };

/** Notes `n` after a mark. */
export const after = ({ atMs, id }: Mark) =>
  sql`(n.published_at, n.id) < (${new Date(atMs)}::timestamptz, ${id}::bigint)`;
const latest = ({ count }: { count: number }) =>
  sql`order by n.published_at desc, n.id desc limit ${rows(count)}`;
const candidate = sql`n.bucket, n.id, n.author_id, n.published_at, 0 as stream, 0 as place, null as topics`;

/** What everybody may see of one topic: only such notes have rows there. */
export const ofTopic = (topic: string, from: From): CandidateSelect => sql`
  select t.bucket, t.note_id as id, t.author_id, t.published_at, 0 as stream, 0 as place,
    null as topics
  from community.note_topic t
  where t.topic = ${topic}
    and (t.published_at, t.note_id) < (${new Date(from.after.atMs)}::timestamptz, ${from.after.id}::bigint)
  order by t.published_at desc, t.note_id desc limit ${rows(from.count)}`;

/** Everything of one author, of one topic if asked. */
export const ofAuthor = (
  { authorId, topic }: { authorId: Id; topic: string | undefined },
  from: From,
): CandidateSelect => sql`
  select ${candidate} from community.note n
  where n.bucket = ${bucketOf(authorId)} and n.author_id = ${authorId} and ${after(from.after)}
    and ${there} and (${topic ?? null}::text is null or ${topic ?? null} = any(n.topics))
  ${latest(from)}`;

/** What everybody may see that sells something. */
export const ofMarket = (from: From): CandidateSelect => sql`
  select ${candidate} from community.note n
  where ${open} and n.sells_since is not null and ${after(from.after)}
  ${latest(from)}`;

/** What is for one circle. */
export const ofCircle = (circleId: Id, from: From): CandidateSelect => sql`
  select ${candidate} from community.note n
  where n.circle_id = ${circleId} and n.visibility = 'circle' and ${there} and ${after(from.after)}
  ${latest(from)}`;

/** What is for everybody and about a city, or about one of these campuses and buildings. */
export const ofPlaces = (
  { city, circleIds }: { city: string | undefined; circleIds: readonly Id[] },
  from: From,
): CandidateSelect => sql`
  select n.* from (
    select n.bucket, n.id, n.author_id, n.published_at, 0 as stream, 0 as place, null as topics from (
      select n.bucket, n.id, n.author_id, n.published_at from community.note n
      where n.city = ${city ?? null} and ${open} and ${after(from.after)} ${latest(from)}) n
    union all
    select n.bucket, n.id, n.author_id, n.published_at, 1 as stream, 0 as place, null as topics
    from unnest(${circleIds}::bigint[]) as place(id), lateral (
      select n.bucket, n.id, n.author_id, n.published_at from community.note n
      where n.place_circle_id = place.id and ${open} and ${after(from.after)} ${latest(from)}) n
  ) n ${latest(from)}`;

/** The three streams of Discover, and the fourth for when they have run dry; each note is in one. */
export const discoverStreams = { recent: 0, topical: 1, selling: 2, sellingMore: 3 } as const;

export type DiscoverFrom = {
  readerId: Id | undefined;
  /** Undefined on the first page: the reader's strongest topics as they are now. */
  topics: readonly string[] | undefined;
  marks: readonly Mark[];
  /** Notes that sell count for their sellers from here back. */
  since: Date;
  count: number;
  /** Whether what sells fills the page when nothing else is left. */
  fill: boolean;
};

/**
 * Newest notes, one in three of them of the reader's topics, and after each four at most one that
 * sells; of one seller the two newest. What sells is set apart, so the rest alone is blended.
 */
export function ofEverybody(from: DiscoverFrom): CandidateSelect {
  const { recent, topical, selling, sellingMore } = discoverStreams;
  const mark = (stream: number) => after(from.marks[stream]!);
  const some = (count: number) => latest({ count });
  const one = sql`n.bucket, n.id, n.author_id, n.published_at`;
  const few = Math.ceil(from.count / notesPerSelling) + 1;
  const ofReader = topicsSelect(from);
  const nth = (select: CandidateSelect) => sql`
    select n.*, row_number() over (order by n.published_at desc, n.id desc) - 1 as i from (${select}) n`;
  return sql`
    with reader as materialized (${ofReader}),
    recent as (${nth(sql`select ${one} from community.note n
      where ${open} and n.sells_since is null and ${mark(recent)}
        and not (n.topics && (select topics from reader)) ${some(from.count)}`)}),
    topical as (${nth(sql`select distinct ${one} from unnest((select topics from reader)) as mine(topic),
      lateral (select t.bucket, t.note_id as id, t.author_id, t.published_at
        from community.note_topic t where t.topic = mine.topic and t.sells_since is null
          and (t.published_at, t.note_id) < (${new Date(from.marks[topical]!.atMs)}::timestamptz,
            ${from.marks[topical]!.id}::bigint)
        order by t.published_at desc, t.note_id desc
        limit ${rows(from.fill ? from.count : Math.ceil(from.count / notesPerTopical) + 1)}) n`)}),
    selling as (${nth(sql`select ${one} from community.note n
      where ${open} and n.sells_since is not null and ${mark(selling)} and ${isOfFew(from)}
      ${some(from.fill ? from.count : few)}`)}),
    selling_more as (${
      from.fill
        ? nth(sql`select ${one} from community.note n
      where ${open} and n.sells_since is not null and ${mark(sellingMore)} and not ${isOfFew(from)}
      ${some(from.count)}`)
        : sql`select ${one}, 0 as i from community.note n where false`
    }),
    words as (
      select w.*, row_number() over (order by w.k) - 1 as j from (
        select r.*, ${recent}::int as stream, r.i::float8 as k from recent r
        union all
        select t.*, ${topical}::int, (t.i + 0.5) * ${notesPerTopical - 1} from topical t) w),
    shown as (
      select w.bucket, w.id, w.author_id, w.published_at, w.stream, w.j::float8 as place from words w
      union all
      select s.bucket, s.id, s.author_id, s.published_at, ${selling}::int,
        ${notesPerSelling - 1} * (s.i + 1) - 0.5 from selling s
      union all
      select m.bucket, m.id, m.author_id, m.published_at, ${sellingMore}::int, 1e9 + m.i from selling_more m)
    select s.*, ${from.topics ? sql`null` : sql`(select to_json(topics)::text from reader)`} as topics
    from shown s order by s.place limit ${rows(from.count)}`;
}

function topicsSelect({ readerId, topics }: DiscoverFrom) {
  if (topics || readerId === undefined) return sql`select ${topics ?? []}::text[] as topics`;
  return sql`select coalesce(array_agg(s.topic), '{}') as topics from (
    select topic from community.interest
    where bucket = ${bucketOf(readerId)} and member_id = ${readerId}
    order by weight desc, topic limit ${rows(topicsOfReader)}) s`;
}

/** Whether a note that sells is among the newest few of its seller in this session. */
const isOfFew = ({ since }: DiscoverFrom) => sql`(
  select count(*) from (
    select from community.note o
    where o.bucket = n.bucket and o.author_id = n.author_id and o.sells_since is not null
      and o.deleted_at is null and o.taken_down_at is null and o.visibility = 'public'
      and (o.published_at, o.id) > (n.published_at, n.id) and o.published_at <= ${since}
    limit ${rows(sellingOfOneSeller)}) newer) < ${sellingOfOneSeller}::int`;
