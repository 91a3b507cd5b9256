import type { Sql } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import type { Room } from '../room.ts';
import { findCircles, type CircleRow } from '../store/circle-rows.ts';
import type { CircleCard } from '../types.ts';

/** What everybody may know of these circles; unknown and closed ones are missing from the map. */
export async function getMany(
  room: Room,
  ids: Id[],
  handle: Sql = room.platform.database.sql,
): Promise<Map<Id, CircleCard>> {
  const rows = await findCircles(handle, [...new Set(ids)]);
  return new Map(
    [...rows].filter(([, row]) => row.closed_at === null).map(([id, row]) => [id, cardOf(row)]),
  );
}

/** What everybody may know of a circle. */
export function cardOf(row: CircleRow): CircleCard {
  return {
    id: row.id,
    kind: row.kind,
    name: row.name,
    description: row.description,
    city: row.city,
    joinRule: row.join_rule,
    memberCount: row.member_count,
  };
}
