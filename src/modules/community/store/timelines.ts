import { sql, type Sql, type Tx } from '#platform/db/database.ts';
import { bucketOf, type Id } from '#platform/ids.ts';
import { there } from './feed.ts';

export type NoteRef = { noteId: Id; authorId: Id; publishedAt: Date };

/** A note that is there, as timelines name it. */
export async function findRef(
  handle: Sql,
  noteId: Id,
): Promise<(NoteRef & { isOpen: boolean; isForCircle: boolean }) | undefined> {
  const { rows } = await sql<{
    author_id: Id;
    published_at: Date;
    visibility: string;
  }>`select n.author_id, n.published_at, n.visibility from community.note n
    where n.bucket = ${bucketOf(noteId)} and n.id = ${noteId} and ${there}`.execute(handle);
  const row = rows[0];
  if (!row) return undefined;
  const isForCircle = row.visibility === 'circle';
  const isOpen = row.visibility === 'public';
  return { noteId, authorId: row.author_id, publishedAt: row.published_at, isOpen, isForCircle };
}

/**
 * Writes a note into the timelines of those of these members who have one.
 * @returns who of them has not muted its author; again after a second telling
 */
export async function writeToTimelines(
  tx: Tx,
  note: NoteRef,
  to: { memberIds: readonly Id[]; activeSince: Date },
): Promise<Id[]> {
  const { rows } = await sql<{ member_id: Id }>`
    with reader as (
      select r.bucket, r.member_id
      from unnest(${to.memberIds.map(bucketOf)}::smallint[], ${to.memberIds}::bigint[]) as m(bucket, id)
      join community.timeline_reader r on r.bucket = m.bucket and r.member_id = m.id
      where r.active_at > ${to.activeSince}),
    written as (
      insert into community.timeline (bucket, member_id, note_id, author_id, published_at)
      select bucket, member_id, ${note.noteId}, ${note.authorId}, ${note.publishedAt} from reader
      on conflict do nothing)
    select r.member_id from reader r where ${hasNotMuted(note.authorId)}`.execute(tx);
  return rows.map((row) => row.member_id);
}

/** Whether a reader `r` has not muted an author. */
const hasNotMuted = (authorId: Id) => sql`not exists (
  select from ties.hidden_from(r.bucket::int, r.member_id) h where h.member_id = ${authorId})`;

/** Those of these members who read lately and have not muted the author. */
export async function activeReaders(
  tx: Tx,
  authorId: Id,
  among: { memberIds: readonly Id[]; activeSince: Date },
): Promise<Id[]> {
  const { rows } = await sql<{ member_id: Id }>`
    select r.member_id
    from unnest(${among.memberIds.map(bucketOf)}::smallint[], ${among.memberIds}::bigint[]) as m(bucket, id)
    join community.timeline_reader r on r.bucket = m.bucket and r.member_id = m.id
    where r.active_at > ${among.activeSince} and ${hasNotMuted(authorId)}`.execute(tx);
  return rows.map((row) => row.member_id);
}

/** Marks an author as one whose notes readers fetch; answers whether that is new. */
export async function markFetched(tx: Tx, authorId: Id, now: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into community.fetched_author (bucket, member_id, since)
    values (${bucketOf(authorId)}, ${authorId}, ${now}) on conflict do nothing`.execute(tx);
  return numAffectedRows === 1n;
}

export async function isFetched(handle: Sql, authorId: Id): Promise<boolean> {
  const { rows } = await sql`select 1 from community.fetched_author
    where bucket = ${bucketOf(authorId)} and member_id = ${authorId}`.execute(handle);
  return rows.length === 1;
}

/** Lets these readers fetch the notes of an author. */
export async function addFetched(tx: Tx, authorId: Id, memberIds: readonly Id[]): Promise<void> {
  await sql`
    update community.timeline_reader r set fetched_ids = r.fetched_ids || ${authorId}::bigint
    from unnest(${memberIds.map(bucketOf)}::smallint[], ${memberIds}::bigint[]) as m(bucket, id)
    where r.bucket = m.bucket and r.member_id = m.id
      and not ${authorId}::bigint = any(r.fetched_ids)`.execute(tx);
}

/** Begins to write to a reader; what was there before it went idle is let go. */
export async function beginTimeline(tx: Tx, readerId: Id, now: Date): Promise<void> {
  await sql`delete from community.timeline
    where bucket = ${bucketOf(readerId)} and member_id = ${readerId}`.execute(tx);
  await sql`
    insert into community.timeline_reader (bucket, member_id, active_at)
    values (${bucketOf(readerId)}, ${readerId}, ${now})
    on conflict (bucket, member_id) do update
    set active_at = excluded.active_at, floor_at = null, floor_id = null, fetched_ids = '{}'
  `.execute(tx);
}

/** Locks a reader's timeline: it is gathered, added to and cleared by one at a time. */
export async function lockReader(
  tx: Tx,
  readerId: Id,
): Promise<{ active_at: Date; floor_at: Date | null; floor_id: Id | null } | undefined> {
  const { rows } = await sql<{ active_at: Date; floor_at: Date | null; floor_id: Id | null }>`
    select active_at, floor_at, floor_id from community.timeline_reader
    where bucket = ${bucketOf(readerId)} and member_id = ${readerId} for update`.execute(tx);
  return rows[0];
}

/** Gathers the newest notes of everybody a reader follows; the oldest of them is the floor. */
export async function gatherTimeline(tx: Tx, readerId: Id, count: number): Promise<void> {
  const bucket = bucketOf(readerId);
  await sql`
    insert into community.timeline (bucket, member_id, note_id, author_id, published_at)
    select ${bucket}, ${readerId}, n.id, f.member_id, n.published_at
    from ties.following_of(${bucket}::int, ${readerId}::bigint) f, lateral (
      select n.id, n.published_at from community.note n
      where n.bucket = platform.bucket_of(f.member_id) and n.author_id = f.member_id and ${there}
      order by n.published_at desc, n.id desc limit ${count}) n
    order by n.published_at desc, n.id desc limit ${count}
    on conflict do nothing`.execute(tx);
  await sql`
    with kept as (
      select published_at, note_id from community.timeline
      where bucket = ${bucket} and member_id = ${readerId}
      order by published_at desc, note_id desc limit ${count})
    update community.timeline_reader r set
      (floor_at, floor_id) = (
        select coalesce(k.published_at, '-infinity'), coalesce(k.note_id, 0) from (select) one
        left join (select * from kept where (select count(*) from kept) = ${count}::int
          order by published_at, note_id limit 1) k on true),
      fetched_ids = coalesce((
        select array_agg(a.member_id) from community.fetched_author a
        join ties.following_of(${bucket}::int, ${readerId}::bigint) f on f.member_id = a.member_id), '{}')
    where r.bucket = ${bucket} and r.member_id = ${readerId}`.execute(tx);
}

/** Adds the notes of an author down to the reader's floor. */
export async function addAuthor(tx: Tx, readerId: Id, authorId: Id): Promise<void> {
  const bucket = bucketOf(readerId);
  await sql`
    insert into community.timeline (bucket, member_id, note_id, author_id, published_at)
    select ${bucket}, ${readerId}, n.id, n.author_id, n.published_at
    from community.timeline_reader r, community.note n
    where r.bucket = ${bucket} and r.member_id = ${readerId}
      and n.bucket = ${bucketOf(authorId)} and n.author_id = ${authorId} and ${there}
      and (n.published_at, n.id) >= (r.floor_at, r.floor_id)
    on conflict do nothing`.execute(tx);
}

export async function removeAuthor(tx: Tx, readerId: Id, authorId: Id): Promise<void> {
  const at = { bucket: bucketOf(readerId), readerId };
  await sql`delete from community.timeline where bucket = ${at.bucket}
    and member_id = ${at.readerId} and author_id = ${authorId}`.execute(tx);
  await sql`update community.timeline_reader
    set fetched_ids = array_remove(fetched_ids, ${authorId}::bigint)
    where bucket = ${at.bucket} and member_id = ${at.readerId}
      and ${authorId}::bigint = any(fetched_ids)`.execute(tx);
}

/** Writes down that a reader was here. */
export async function touchReader(handle: Sql, readerId: Id, now: Date): Promise<void> {
  await sql`update community.timeline_reader set active_at = greatest(active_at, ${now}::timestamptz)
    where bucket = ${bucketOf(readerId)} and member_id = ${readerId}`.execute(handle);
}

/** Readers who have not been here since then, some of them. */
export async function findIdle(handle: Sql, before: Date, count: number): Promise<Id[]> {
  const { rows } = await sql<{ member_id: Id }>`
    select member_id from community.timeline_reader where active_at <= ${before}
    order by active_at limit ${count}`.execute(handle);
  return rows.map((row) => row.member_id);
}

export async function dropTimeline(tx: Tx, readerId: Id): Promise<void> {
  const bucket = bucketOf(readerId);
  await sql`delete from community.timeline
    where bucket = ${bucket} and member_id = ${readerId}`.execute(tx);
  await sql`delete from community.timeline_reader
    where bucket = ${bucket} and member_id = ${readerId}`.execute(tx);
}

/** Readers whose timeline has grown beyond so many rows, some of them. */
export async function findLong(handle: Sql, max: number, count: number): Promise<Id[]> {
  const { rows } = await sql<{ member_id: Id }>`
    select member_id from community.timeline group by bucket, member_id
    having count(*) > ${max}::int limit ${count}`.execute(handle);
  return rows.map((row) => row.member_id);
}

/** Cuts a timeline to its newest rows, whose oldest becomes the floor. */
export async function cutTimeline(tx: Tx, readerId: Id, kept: number): Promise<void> {
  const bucket = bucketOf(readerId);
  const { rows } = await sql<{ published_at: Date; note_id: Id }>`
    select published_at, note_id from community.timeline
    where bucket = ${bucket} and member_id = ${readerId}
    order by published_at desc, note_id desc offset ${kept - 1} limit 1`.execute(tx);
  const [floor] = rows;
  if (!floor) return;
  const mark = sql`(${floor.published_at}::timestamptz, ${floor.note_id}::bigint)`;
  await sql`update community.timeline_reader
    set floor_at = ${floor.published_at}, floor_id = ${floor.note_id}
    where bucket = ${bucket} and member_id = ${readerId} and floor_at is not null
      and (floor_at, floor_id) < ${mark}`.execute(tx);
  await sql`delete from community.timeline where bucket = ${bucket} and member_id = ${readerId}
    and (published_at, note_id) < ${mark}`.execute(tx);
}
