import { sql, type Sql, type Tx } from '#platform/db/database.ts';
import { bucketOf, type Id } from '#platform/ids.ts';

export type FollowKey = { followerId: Id; followeeId: Id };

/** Writes a follow; answers whether it is new. */
export async function insertFollow(tx: Tx, key: FollowKey, now: Date): Promise<boolean> {
  const result = await sql`
    insert into ties.follow (bucket, follower_id, followee_id, followed_at)
    values (${bucketOf(key.followerId)}, ${key.followerId}, ${key.followeeId}, ${now})
    on conflict do nothing`.execute(tx);
  return result.numAffectedRows === 1n;
}

/** Ends a follow; answers whether there was one. */
export async function deleteFollow(tx: Tx, key: FollowKey): Promise<boolean> {
  const result = await sql`
    delete from ties.follow where bucket = ${bucketOf(key.followerId)}
      and follower_id = ${key.followerId} and followee_id = ${key.followeeId}`.execute(tx);
  return result.numAffectedRows === 1n;
}

/** Whom a member follows: all of them, in no order. */
export async function followeesOf(handle: Sql, memberId: Id): Promise<Id[]> {
  const { rows } = await sql<{ followee_id: Id }>`
    select followee_id from ties.follow
    where bucket = ${bucketOf(memberId)} and follower_id = ${memberId}`.execute(handle);
  return rows.map((row) => row.followee_id);
}

export type TieRow = { id: Id; at: Date };
/** Where a page starts: after this row, the latest first. */
export type After = { at: string; id: Id } | undefined;
export type PageOf = { after: After; limit: number };

const isAfter = (after: After, atColumn: string, idColumn: string) =>
  after === undefined
    ? sql<boolean>`true`
    : sql<boolean>`(${sql.ref(atColumn)}, ${sql.ref(idColumn)})
        < (${after.at}::timestamptz, ${after.id}::bigint)`;

/** Whom a member follows, the latest first. */
export async function pageOfFollowing(
  handle: Sql,
  memberId: Id,
  { after, limit }: PageOf,
): Promise<TieRow[]> {
  const { rows } = await sql<TieRow>`
    select followee_id as id, followed_at as at from ties.follow
    where bucket = ${bucketOf(memberId)} and follower_id = ${memberId}
      and ${isAfter(after, 'followed_at', 'followee_id')}
    order by followed_at desc, followee_id desc limit ${limit}`.execute(handle);
  return rows;
}

/** Who follows a member, the latest first. */
export async function pageOfFollowers(
  handle: Sql,
  memberId: Id,
  { after, limit }: PageOf,
): Promise<TieRow[]> {
  const { rows } = await sql<TieRow>`
    select follower_id as id, followed_at as at from ties.follow
    where followee_id = ${memberId} and ${isAfter(after, 'followed_at', 'follower_id')}
    order by followed_at desc, follower_id desc limit ${limit}`.execute(handle);
  return rows;
}
