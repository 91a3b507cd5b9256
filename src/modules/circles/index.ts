import type { Sql, Tx } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import type { Platform, RoomParts } from '#platform/room.ts';
import { admitMember, registerCircle } from './commands/register-circle.ts';
import { getMany } from './queries/cards.ts';
import { reach, type Reach } from './queries/reach.ts';
import { circlesRefusals } from './refusals.ts';
import type { Room, RoomsBelow } from './room.ts';
import { circleIdsOf, findMembership } from './store/memberships.ts';
import type { CircleCard, NewCircle } from './types.ts';

export type * from './types.ts';
export { audienceOf, type Audience, type Shown } from './domain/audience.ts';
export { circleKinds, joinRules, type CircleKind, type JoinRule } from './domain/rules.ts';
export type { Reach } from './queries/reach.ts';

/** The room of circles, and of who may see what. */
export type Circles = {
  /**
   * How far a reader sees (a guest: what is public). Give the owners of a page as `ownerIds`: it
   * then costs two small reads, and answers for these owners only.
   */
  reach(handle: Sql, readerId: Id | undefined, ownerIds?: readonly Id[]): Promise<Reach>;
  /** The circles a member is in. */
  circlesOf(handle: Sql, memberId: Id): Promise<Set<Id>>;
  isMember(handle: Sql, circleId: Id, memberId: Id): Promise<boolean>;
  /** What everybody may know of these circles; unknown and closed ones are missing. */
  getMany(ids: Id[], handle?: Sql): Promise<Map<Id, CircleCard>>;

  /** Founds a circle without asking who may (seed, tests). */
  registerCircle(tx: Tx, circle: NewCircle): Promise<Id>;
  /** Takes a member in without asking the rule (seed, tests). @throws platform/not-found */
  admitMember(tx: Tx, input: { circleId: Id; memberId: Id }): Promise<void>;
};

/** Opens the room. */
export function createCircles(
  platform: Platform,
  rooms: RoomsBelow,
): Circles & { parts: RoomParts } {
  const room: Room = { platform, rooms };
  const door: Circles = {
    reach: (handle, readerId, ownerIds) => reach(room, handle, readerId, ownerIds),
    circlesOf: circleIdsOf,
    isMember: async (handle, circleId, memberId) =>
      (await findMembership(handle, memberId, circleId)) !== undefined,
    getMany: (ids, handle) => getMany(room, ids, handle),
    registerCircle: (tx, circle) => registerCircle(room, tx, circle),
    admitMember: (tx, input) => admitMember(room, tx, input),
  };
  return { ...door, parts: { routes: [], refusals: circlesRefusals } };
}
