import { sql, type Sql, type Tx } from '#platform/db/database.ts';
import { bucketOf, type Id } from '#platform/ids.ts';

export type MembershipRow = {
  member_id: Id;
  circle_id: Id;
  joined_at: Date;
  keeper_at: Date | null;
};

/** The circles a member is in. Closed circles count: what was shown in them stays with them. */
export async function circleIdsOf(handle: Sql, memberId: Id): Promise<Set<Id>> {
  const rows = await membershipsOf(handle, memberId);
  return new Set(rows.map((row) => row.circle_id));
}

/** A member's memberships, the latest first. */
export async function membershipsOf(handle: Sql, memberId: Id): Promise<MembershipRow[]> {
  const { rows } = await sql<MembershipRow>`
    select member_id, circle_id, joined_at, keeper_at from circles.membership
    where bucket = ${bucketOf(memberId)} and member_id = ${memberId}
    order by joined_at desc, circle_id desc`.execute(handle);
  return rows;
}

export async function findMembership(
  handle: Sql,
  memberId: Id,
  circleId: Id,
): Promise<MembershipRow | undefined> {
  const { rows } = await sql<MembershipRow>`
    select member_id, circle_id, joined_at, keeper_at from circles.membership
    where bucket = ${bucketOf(memberId)} and member_id = ${memberId}
      and circle_id = ${circleId}`.execute(handle);
  return rows[0];
}

/** Takes a member in and counts them; the circle is locked by the caller. Answers whether new. */
export async function insertMembership(
  tx: Tx,
  { memberId, circleId, isKeeper = false }: { memberId: Id; circleId: Id; isKeeper?: boolean },
  now: Date,
): Promise<boolean> {
  const result = await sql`
    insert into circles.membership (bucket, member_id, circle_id, joined_at, keeper_at)
    values (${bucketOf(memberId)}, ${memberId}, ${circleId}, ${now}, ${isKeeper ? now : null})
    on conflict do nothing`.execute(tx);
  if (result.numAffectedRows !== 1n) return false;
  await countMember(tx, circleId, 1);
  return true;
}

/** Takes a member out and counts them; the circle is locked by the caller. */
export async function deleteMembership(tx: Tx, memberId: Id, circleId: Id): Promise<boolean> {
  const result = await sql`
    delete from circles.membership where bucket = ${bucketOf(memberId)}
      and member_id = ${memberId} and circle_id = ${circleId}`.execute(tx);
  if (result.numAffectedRows !== 1n) return false;
  await countMember(tx, circleId, -1);
  return true;
}

async function countMember(tx: Tx, circleId: Id, step: 1 | -1): Promise<void> {
  await sql`
    update circles.circle set member_count = member_count + ${step}::int
    where bucket = ${bucketOf(circleId)} and id = ${circleId}`.execute(tx);
}

export async function markKeeper(
  tx: Tx,
  { memberId, circleId }: { memberId: Id; circleId: Id },
  at: Date | null,
): Promise<void> {
  await sql`
    update circles.membership set keeper_at = ${at} where bucket = ${bucketOf(memberId)}
      and member_id = ${memberId} and circle_id = ${circleId}`.execute(tx);
}

export async function keeperIdsOf(handle: Sql, circleId: Id): Promise<Id[]> {
  const { rows } = await sql<{ member_id: Id }>`
    select member_id from circles.membership
    where circle_id = ${circleId} and keeper_at is not null`.execute(handle);
  return rows.map((row) => row.member_id);
}

export type MembersPage = { after: { at: string; id: Id } | undefined; limit: number };

/** A circle's members, who came last first. */
export async function membersOfCircle(
  handle: Sql,
  circleId: Id,
  { after, limit }: MembersPage,
): Promise<MembershipRow[]> {
  const { rows } = await sql<MembershipRow>`
    select member_id, circle_id, joined_at, keeper_at from circles.membership
    where circle_id = ${circleId} and (${after === undefined} or (joined_at, member_id)
      < (${after?.at ?? null}::timestamptz, ${after?.id ?? null}::bigint))
    order by joined_at desc, member_id desc limit ${limit}`.execute(handle);
  return rows;
}

/** Notes that a member was removed, and by whom. */
export async function insertRemoval(
  tx: Tx,
  { memberId, circleId, removedBy }: { memberId: Id; circleId: Id; removedBy: Id },
  now: Date,
): Promise<void> {
  await sql`
    insert into circles.removal (bucket, member_id, circle_id, removed_by, removed_at)
    values (${bucketOf(memberId)}, ${memberId}, ${circleId}, ${removedBy}, ${now})
    on conflict do nothing`.execute(tx);
}

export async function deleteRemoval(tx: Tx, memberId: Id, circleId: Id): Promise<void> {
  await sql`
    delete from circles.removal where bucket = ${bucketOf(memberId)}
      and member_id = ${memberId} and circle_id = ${circleId}`.execute(tx);
}

export async function isRemoved(handle: Sql, memberId: Id, circleId: Id): Promise<boolean> {
  const { rows } = await sql`
    select 1 from circles.removal where bucket = ${bucketOf(memberId)}
      and member_id = ${memberId} and circle_id = ${circleId}`.execute(handle);
  return rows.length > 0;
}
