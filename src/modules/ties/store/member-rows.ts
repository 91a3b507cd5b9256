import { sql, type Sql, type Tx } from '#platform/db/database.ts';
import { bucketOf, type Id } from '#platform/ids.ts';

export type CountRow = { member_id: Id; followers: number; following: number };

/** Locks what is between two members: both rows, made where missing, the smaller id first. */
export async function lockPair(tx: Tx, one: Id, other: Id, now: Date): Promise<Map<Id, CountRow>> {
  const ids = [one, other].toSorted((a, b) => (BigInt(a) < BigInt(b) ? -1 : 1));
  const { rows } = await sql<CountRow>`
    insert into ties.member as m (bucket, member_id, counted_at)
    select platform.bucket_of(id), id, ${now}::timestamptz
    from unnest(${ids}::bigint[]) with ordinality as pair(id, place) order by place
    on conflict (bucket, member_id) do update set followers = m.followers
    returning member_id, followers, following`.execute(tx);
  return new Map(rows.map((row) => [row.member_id, row]));
}

/** Moves the counts of a pair whose rows are locked: somebody follows (1) or has left (-1). */
export async function countFollow(
  tx: Tx,
  { followerId, followeeId }: { followerId: Id; followeeId: Id },
  step: 1 | -1,
): Promise<void> {
  await sql`
    update ties.member set following = following + ${step}::int
    where bucket = ${bucketOf(followerId)} and member_id = ${followerId}`.execute(tx);
  await sql`
    update ties.member set followers = followers + ${step}::int
    where bucket = ${bucketOf(followeeId)} and member_id = ${followeeId}`.execute(tx);
}

export async function readCounts(handle: Sql, ids: Id[]): Promise<CountRow[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<CountRow>`
    select m.member_id, m.followers, m.following
    from unnest(${ids.map(bucketOf)}::smallint[], ${ids}::bigint[]) as asked(bucket, id)
    join ties.member m on m.bucket = asked.bucket and m.member_id = asked.id`.execute(handle);
  return rows;
}

/**
 * Counts the members whose counts are oldest anew. Each row is locked before it is counted, and a
 * follow is only written under both locks, so the count is exact; rows in use wait for the next
 * turn. Answers how many counts were wrong.
 */
export async function recountOldest(
  tx: Tx,
  { before, batch, now }: { before: Date; batch: number; now: Date },
): Promise<number> {
  const { rows: due } = await sql<{ member_id: Id }>`
    select member_id from ties.member where counted_at < ${before}
    order by counted_at limit ${batch} for update skip locked`.execute(tx);
  if (due.length === 0) return 0;
  const { rows } = await sql<{ was_wrong: boolean }>`
    update ties.member m
    set followers = n.followers, following = n.following, counted_at = ${now}
    from (
      select id,
        (select count(*)::int from ties.follow where followee_id = id) as followers,
        (select count(*)::int from ties.follow
         where bucket = platform.bucket_of(id) and follower_id = id) as following,
        old.followers as old_followers, old.following as old_following
      from unnest(${due.map((row) => row.member_id)}::bigint[]) as due(id)
      join ties.member old on old.bucket = platform.bucket_of(id) and old.member_id = id) n
    where m.bucket = platform.bucket_of(n.id) and m.member_id = n.id
    returning (n.old_followers, n.old_following) <> (m.followers, m.following) as was_wrong
  `.execute(tx);
  return rows.filter((row) => row.was_wrong).length;
}
