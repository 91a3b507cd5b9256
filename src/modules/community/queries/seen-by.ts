import type { Id } from '#platform/ids.ts';
import { audienceOf, type AudienceColumns } from '../domain/audience.ts';
import type { Room } from '../room.ts';
import type { Reader } from './note-views.ts';

/** Those of these rows that are for this reader, by the one rule of audiences; the order stays. */
export async function rowsSeenBy<Row extends AudienceColumns & { author_id: Id }>(
  room: Room,
  { readerId, handle }: Reader,
  rows: readonly Row[],
): Promise<Row[]> {
  const ownerIds = [...new Set(rows.map((row) => row.author_id))];
  const reach = await room.rooms.circles.reach(handle, readerId, ownerIds);
  return rows.filter((row) => reach.sees({ ownerId: row.author_id, audience: audienceOf(row) }));
}
