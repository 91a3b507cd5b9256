import type { MemberCard } from '#identity';
import type { Id } from '#platform/ids.ts';

/** What lies between a reader and one other member. */
export type TiesBetween = {
  follows: boolean;
  /** The other follows the reader. */
  isFollowed: boolean;
  blocks: boolean;
  /** The other has blocked the reader: never shown to the reader. */
  isBlockedBy: boolean;
  mutes: boolean;
};

export type FollowCounts = { followers: number; following: number };

/** A member's counts and what lies between them and the reader, as the reader may know it. */
export type TiesView = FollowCounts & { memberId: Id } & Omit<TiesBetween, 'isBlockedBy'>;

/** Whom a reader never sees (blocked, in either direction), and whom not in feeds and search. */
export type Hidden = { blocked: Set<Id>; muted: Set<Id> };

/** One line of a list of members. */
export type TieLine = {
  member: MemberCard;
  /** Since when. */
  at: Date;
  follows: boolean;
  isFollowed: boolean;
};
export type TiePage = { items: TieLine[]; nextCursor: string | null };
export type TieListInput = { cursor?: string | undefined; limit: number };
export type TieInput = { memberId: Id };
