import { sql, type Sql, type Tx } from '#platform/db/database.ts';
import { bucketOf, type Id } from '#platform/ids.ts';
import type { Hidden, TiesBetween } from '../types.ts';
import type { PageOf, TieRow } from './follows.ts';

/** The two lists by which a member hides others, and how their tables are named. */
const lists = {
  block: { table: 'ties.block', owner: 'blocker_id', other: 'blocked_id', at: 'blocked_at' },
  mute: { table: 'ties.mute', owner: 'muter_id', other: 'muted_id', at: 'muted_at' },
} as const;
export type HideList = keyof typeof lists;
export type HideKey = { ownerId: Id; otherId: Id };

/** Puts a member on a list; answers whether they are new there. */
export async function insertHide(
  tx: Tx,
  list: HideList,
  { ownerId, otherId }: HideKey,
  now: Date,
): Promise<boolean> {
  const { table, owner, other, at } = lists[list];
  const result = await sql`
    insert into ${sql.table(table)} (bucket, ${sql.ref(owner)}, ${sql.ref(other)}, ${sql.ref(at)})
    values (${bucketOf(ownerId)}, ${ownerId}, ${otherId}, ${now})
    on conflict do nothing`.execute(tx);
  return result.numAffectedRows === 1n;
}

/** Takes a member off a list; answers whether they were on it. */
export async function deleteHide(
  tx: Tx,
  list: HideList,
  { ownerId, otherId }: HideKey,
): Promise<boolean> {
  const { table, owner, other } = lists[list];
  const result = await sql`
    delete from ${sql.table(table)} where bucket = ${bucketOf(ownerId)}
      and ${sql.ref(owner)} = ${ownerId} and ${sql.ref(other)} = ${otherId}`.execute(tx);
  return result.numAffectedRows === 1n;
}

export async function countHides(handle: Sql, list: HideList, ownerId: Id): Promise<number> {
  const { table, owner } = lists[list];
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from ${sql.table(table)}
    where bucket = ${bucketOf(ownerId)} and ${sql.ref(owner)} = ${ownerId}`.execute(handle);
  return rows[0]!.count;
}

/** A member's own list, the latest first. */
export async function pageOfHides(
  handle: Sql,
  list: HideList,
  ownerId: Id,
  { after, limit }: PageOf,
): Promise<TieRow[]> {
  const { table, owner, other, at } = lists[list];
  const start = after
    ? sql`and (${sql.ref(at)}, ${sql.ref(other)}) < (${after.at}::timestamptz, ${after.id}::bigint)`
    : sql``;
  const { rows } = await sql<TieRow>`
    select ${sql.ref(other)} as id, ${sql.ref(at)} as at from ${sql.table(table)}
    where bucket = ${bucketOf(ownerId)} and ${sql.ref(owner)} = ${ownerId} ${start}
    order by ${sql.ref(at)} desc, ${sql.ref(other)} desc limit ${limit}`.execute(handle);
  return rows;
}

/** Everybody a reader does not see, in one query. */
export async function readHidden(handle: Sql, readerId: Id): Promise<Hidden> {
  const bucket = bucketOf(readerId);
  const { rows } = await sql<{ id: Id; is_mute: boolean }>`
    select blocked_id as id, false as is_mute from ties.block
    where bucket = ${bucket} and blocker_id = ${readerId}
    union all select blocker_id, false from ties.block where blocked_id = ${readerId}
    union all select muted_id, true from ties.mute
    where bucket = ${bucket} and muter_id = ${readerId}`.execute(handle);
  const idsWhere = (isMute: boolean) =>
    new Set(rows.filter((row) => row.is_mute === isMute).map((row) => row.id));
  return { blocked: idsWhere(false), muted: idsWhere(true) };
}

export async function isPairBlocked(handle: Sql, one: Id, other: Id): Promise<boolean> {
  const { rows } = await sql<{ is_blocked: boolean }>`
    select ties.is_blocked(${one}, ${other}) as is_blocked`.execute(handle);
  return rows[0]!.is_blocked;
}

type TiesRow = TiesBetween & { id: Id };

/** What lies between a reader and each of these members, in one query. */
export async function readTies(
  handle: Sql,
  readerId: Id,
  ids: Id[],
): Promise<Map<Id, TiesBetween>> {
  if (ids.length === 0) return new Map();
  const bucket = bucketOf(readerId);
  const { rows } = await sql<TiesRow>`
    select id::text,
      exists (select from ties.follow where bucket = ${bucket} and follower_id = ${readerId}
        and followee_id = id) as follows,
      exists (select from ties.follow where bucket = at and follower_id = id
        and followee_id = ${readerId}) as "isFollowed",
      exists (select from ties.block where bucket = ${bucket} and blocker_id = ${readerId}
        and blocked_id = id) as blocks,
      exists (select from ties.block where bucket = at and blocker_id = id
        and blocked_id = ${readerId}) as "isBlockedBy",
      exists (select from ties.mute where bucket = ${bucket} and muter_id = ${readerId}
        and muted_id = id) as mutes
    from unnest(${ids.map(bucketOf)}::smallint[], ${ids}::bigint[]) as asked(at, id)
  `.execute(handle);
  return new Map(rows.map(({ id, ...ties }) => [id, ties]));
}
