import { sql, type Sql, type Tx } from '#platform/db/database.ts';
import { bucketOf, type Id } from '#platform/ids.ts';
import type { PickupPoint } from '../types.ts';

export async function pickupPointsOf(handle: Sql, circleId: Id): Promise<PickupPoint[]> {
  const { rows } = await sql<PickupPoint>`
    select id::text, name, description, hours from circles.pickup_point
    where bucket = ${bucketOf(circleId)} and circle_id = ${circleId} and removed_at is null
    order by id`.execute(handle);
  return rows;
}

type Words = Pick<PickupPoint, 'name' | 'description' | 'hours'>;

export async function insertPickupPoint(
  tx: Tx,
  circleId: Id,
  words: Words,
  now: Date,
): Promise<Id> {
  const bucket = bucketOf(circleId);
  const { rows } = await sql<{ id: Id }>`
    insert into circles.pickup_point (bucket, id, circle_id, name, description, hours, set_up_at)
    values (${bucket}, platform.new_id(${bucket}), ${circleId}, ${words.name},
      ${words.description}, ${words.hours}, ${now})
    returning id`.execute(tx);
  return rows[0]!.id;
}

/** Changes a pickup point of this circle; answers whether there is one. */
export async function editPickupPoint(
  tx: Tx,
  { circleId, id }: { circleId: Id; id: Id },
  words: Words,
): Promise<boolean> {
  const result = await sql`
    update circles.pickup_point
    set name = ${words.name}, description = ${words.description}, hours = ${words.hours}
    where bucket = ${bucketOf(circleId)} and id = ${id} and circle_id = ${circleId}
      and removed_at is null`.execute(tx);
  return result.numAffectedRows === 1n;
}

/** Takes a pickup point away; it stays in the table, since orders may come to name it. */
export async function removePickupPoint(
  tx: Tx,
  { circleId, id }: { circleId: Id; id: Id },
  now: Date,
): Promise<void> {
  await sql`
    update circles.pickup_point set removed_at = ${now}
    where bucket = ${bucketOf(circleId)} and id = ${id} and circle_id = ${circleId}
      and removed_at is null`.execute(tx);
}
