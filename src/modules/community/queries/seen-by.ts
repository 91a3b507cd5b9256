import type { AudienceColumns } from '../domain/audience.ts';
import type { Id } from '#platform/ids.ts';
import type { Room } from '../room.ts';
import type { Reader } from './note-views.ts';

/** Those of these rows that are for this reader; the order stays. */
export async function rowsSeenBy<Row extends AudienceColumns & { author_id: Id }>(
  _room: Room,
  { readerId }: Reader,
  rows: readonly Row[],
): Promise<Row[]> {
  return rows.filter((row) => row.visibility === 'public' || row.author_id === readerId);
}
