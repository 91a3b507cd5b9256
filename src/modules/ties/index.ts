import type { Actor, Call } from '#platform/actor.ts';
import type { Sql } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';
import type { Platform, RoomParts } from '#platform/room.ts';
import { followMember, unfollowMember } from './commands/follow-member.ts';
import { blockMember, muteMember, unblockMember, unmuteMember } from './commands/hide-member.ts';
import { recountSweep } from './commands/recount.ts';
import { tiesNotices } from './notices.ts';
import { listFollows, listHides, type FollowList } from './queries/list-ties.ts';
import { followCounts, getMemberTies, tiesOf } from './queries/read-ties.ts';
import { tiesRefusals } from './refusals.ts';
import type { Room, RoomsBelow } from './room.ts';
import { tiesRoutes } from './routes.ts';
import { followeesOf, pageOfFollowers } from './store/follows.ts';
import { isPairBlocked, readHidden, readTies, type HideList } from './store/hides.ts';
import type {
  FollowCounts,
  Hidden,
  TieInput,
  TieListInput,
  TiePage,
  TiesBetween,
  TiesView,
} from './types.ts';

export type * from './types.ts';
export type { FollowList } from './queries/list-ties.ts';
export type { HideList } from './store/hides.ts';
export { tiesTopics, type TiePayload } from './events.ts';

/** One page of the ids of a member's followers; the latest first. */
export type FollowerPage = { ids: Id[]; next: { at: string; id: Id } | undefined };

/** The room of who follows, blocks and mutes whom. */
export type Ties = {
  /**
   * Each answers how the two stand then, and changes nothing when it is so already.
   * @throws platform/not-found, ties/with-yourself, ties/too-fast; following also
   *   ties/unblock-first, ties/following-full; blocking and muting also ties/list-full
   */
  follow(call: Call, input: TieInput): Promise<TiesView>;
  unfollow(call: Call, input: TieInput): Promise<TiesView>;
  block(call: Call, input: TieInput): Promise<TiesView>;
  unblock(call: Call, input: TieInput): Promise<TiesView>;
  mute(call: Call, input: TieInput): Promise<TiesView>;
  unmute(call: Call, input: TieInput): Promise<TiesView>;
  /** A member's counts and how they stand with the reader. @throws platform/not-found */
  getMemberTies(actor: Actor | undefined, memberId: Id): Promise<TiesView>;
  /** Whom a member follows or who follows them. @throws platform/not-found */
  listFollows(
    actor: Actor | undefined,
    input: TieListInput & { memberId: Id; list: FollowList },
  ): Promise<TiePage>;
  /** The caller's own list of blocked or muted members. */
  listHides(actor: Actor | undefined, list: HideList, input: TieListInput): Promise<TiePage>;

  /** What lies between a reader and these members; every asked id is in the map. */
  tiesOf(handle: Sql, readerId: Id | undefined, ids: Id[]): Promise<Map<Id, TiesBetween>>;
  /** Everybody a reader does not see; a guest hides nobody. */
  hiddenFrom(handle: Sql, readerId: Id | undefined): Promise<Hidden>;
  /** Whether one of the two has blocked the other. */
  isBlocked(handle: Sql, one: Id, other: Id): Promise<boolean>;
  /** @throws ties/blocked where one of the two has blocked the other */
  assertNotBlocked(handle: Sql, one: Id, other: Id): Promise<void>;
  followCounts(handle: Sql, ids: Id[]): Promise<Map<Id, FollowCounts>>;
  /** A member's followers by pages, the latest first. */
  followerIds(
    handle: Sql,
    memberId: Id,
    page: { after?: { at: string; id: Id } | undefined; limit: number },
  ): Promise<FollowerPage>;
  /** Everybody a member follows, at most 5,000, in no order. */
  followeeIds(handle: Sql, memberId: Id): Promise<Id[]>;
};

/** Opens the room; a profile is not there for whom its member has blocked. */
export function createTies(platform: Platform, rooms: RoomsBelow): Ties & { parts: RoomParts } {
  const room: Room = { platform, rooms };
  rooms.notifications.registerTypes(tiesNotices);
  rooms.notifications.whoIsHidden(readHidden);
  rooms.identity.hideProfiles(
    async (handle, readerId, memberId) =>
      (await readTies(handle, readerId, [memberId])).get(memberId)!.isBlockedBy,
  );
  const door: Ties = { ...changes(room), ...lists(room), ...lookups };
  return {
    ...door,
    parts: { routes: tiesRoutes(door), refusals: tiesRefusals, sweeps: [recountSweep(room)] },
  };
}

function changes(room: Room) {
  return {
    follow: (call, input) => followMember(room, call, input),
    unfollow: (call, input) => unfollowMember(room, call, input),
    block: (call, input) => blockMember(room, call, input),
    unblock: (call, input) => unblockMember(room, call, input),
    mute: (call, input) => muteMember(room, call, input),
    unmute: (call, input) => unmuteMember(room, call, input),
  } satisfies Partial<Ties>;
}

function lists(room: Room) {
  return {
    getMemberTies: (actor, memberId) => getMemberTies(room, actor, memberId),
    listFollows: (actor, input) => listFollows(room, actor, input),
    listHides: (actor, list, input) => listHides(room, actor, list, input),
  } satisfies Partial<Ties>;
}

const lookups = {
  tiesOf,
  followCounts,
  isBlocked: isPairBlocked,
  followeeIds: followeesOf,
  async hiddenFrom(handle, readerId) {
    return readerId ? readHidden(handle, readerId) : { blocked: new Set(), muted: new Set() };
  },
  async assertNotBlocked(handle, one, other) {
    if (await isPairBlocked(handle, one, other)) refuse('ties/blocked');
  },
  async followerIds(handle, memberId, { after, limit }) {
    const rows = await pageOfFollowers(handle, memberId, { after, limit });
    const last = rows.length === limit ? rows.at(-1) : undefined;
    return {
      ids: rows.map((row) => row.id),
      next: last && { at: last.at.toISOString(), id: last.id },
    };
  },
} satisfies Partial<Ties>;
