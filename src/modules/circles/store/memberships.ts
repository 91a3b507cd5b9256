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
  const { rows } = await sql<{ circle_id: Id }>`
    select circle_id from circles.membership
    where bucket = ${bucketOf(memberId)} and member_id = ${memberId}`.execute(handle);
  return new Set(rows.map((row) => row.circle_id));
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
  await sql`
    update circles.circle set member_count = member_count + 1
    where bucket = ${bucketOf(circleId)} and id = ${circleId}`.execute(tx);
  return true;
}
