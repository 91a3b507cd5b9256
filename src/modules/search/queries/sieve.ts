import type { Id } from '#platform/ids.ts';
import type { Sieve } from '../store/finding.ts';
import type { Room } from '../types.ts';

/** What a reader's ties and circles let through; a guest sees what is public. */
export async function sieveOf(room: Room, readerId: Id | undefined): Promise<Sieve> {
  if (readerId === undefined) {
    return { readerId, hiddenIds: [], followeeIds: [], circleIds: [] };
  }
  const { ties, circles } = room.rooms;
  const handle = room.platform.database.sql;
  const [{ blocked, muted }, followeeIds, circleIds] = await Promise.all([
    ties.hiddenFrom(handle, readerId),
    ties.followeeIds(handle, readerId),
    circles.circlesOf(handle, readerId),
  ]);
  return { readerId, hiddenIds: [...blocked, ...muted], followeeIds, circleIds: [...circleIds] };
}
