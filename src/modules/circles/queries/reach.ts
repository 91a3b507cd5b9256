import type { Sql } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import { sees, type Shown, type Sight } from '../domain/audience.ts';
import type { Room } from '../room.ts';
import { circleIdsOf } from '../store/memberships.ts';

/** What a reader may see; made anew for each request. */
export type Reach = {
  readerId: Id | undefined;
  /** The reader's circles. */
  circleIds: ReadonlySet<Id>;
  /** Whether the reader sees a thing of one of the asked owners. */
  sees(shown: Shown): boolean;
};

/**
 * How far a reader sees. With `ownerIds` (a page's owners) it costs two small reads whatever the
 * reader's ties are, and answers for these owners only; without, all the reader's ties are read.
 */
export async function reach(
  room: Room,
  handle: Sql,
  readerId: Id | undefined,
  ownerIds?: readonly Id[],
): Promise<Reach> {
  if (!readerId) return withSees({ readerId, ...blind }, new Set());
  const [circleIds, ties] = await Promise.all([
    circleIdsOf(handle, readerId),
    ownerIds ? tiesWith(room, handle, readerId, ownerIds) : allTies(room, handle, readerId),
  ]);
  return withSees({ readerId, ...ties, isIn: (id) => circleIds.has(id) }, circleIds);
}

type TieSight = Pick<Sight, 'isBlocked' | 'follows'>;

const blind = { isBlocked: () => false, follows: () => false, isIn: () => false };

const withSees = (sight: Sight, circleIds: ReadonlySet<Id>): Reach => ({
  readerId: sight.readerId,
  circleIds,
  sees: (shown) => sees(sight, shown),
});

async function tiesWith(
  room: Room,
  handle: Sql,
  readerId: Id,
  ownerIds: readonly Id[],
): Promise<TieSight> {
  const ties = await room.rooms.ties.tiesOf(handle, readerId, [...ownerIds]);
  const between = (ownerId: Id) => {
    const found = ties.get(ownerId);
    if (!found) throw new Error(`reach was not asked about the owner ${ownerId}`);
    return found;
  };
  return {
    isBlocked: (ownerId) => between(ownerId).blocks || between(ownerId).isBlockedBy,
    follows: (ownerId) => between(ownerId).follows,
  };
}

async function allTies(room: Room, handle: Sql, readerId: Id): Promise<TieSight> {
  const [{ blocked }, followees] = await Promise.all([
    room.rooms.ties.hiddenFrom(handle, readerId),
    room.rooms.ties.followeeIds(handle, readerId),
  ]);
  const followed = new Set(followees);
  return { isBlocked: (id) => blocked.has(id), follows: (id) => followed.has(id) };
}
