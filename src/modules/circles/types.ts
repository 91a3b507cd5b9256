import type { MemberCard } from '#identity';
import type { Id } from '#platform/ids.ts';
import type { CircleKind, JoinRule } from './domain/rules.ts';
import type { Standing } from './domain/standing.ts';

/** What everybody may know of a circle. */
export type CircleCard = {
  id: Id;
  kind: CircleKind;
  name: string;
  description: string;
  city: string | null;
  joinRule: JoinRule;
  memberCount: number;
};

/** A circle made without asking who may: by the seed, by tests, by the command that asked. */
export type NewCircle = {
  founderId: Id;
  kind: CircleKind;
  name: string;
  description: string;
  city?: string | null | undefined;
  joinRule: JoinRule;
  mailDomains?: string[] | undefined;
  foundedAt?: Date;
};

export type PickupPoint = { id: Id; name: string; description: string; hours: string };

/** A circle's page. Pickup points are for members: nobody else is told there are any. */
export type CircleView = CircleCard & {
  mailDomains: string[];
  foundedAt: Date;
  standing: Standing;
  /** Since when the reader is in it. */
  joinedAt: Date | null;
  pickupPoints: PickupPoint[];
  /** Requests waiting, for keepers; 0 for everybody else. */
  waitingCount: number;
  /** The reader is an operator and may do what keepers do. */
  isOperated: boolean;
};

export type MyCircle = CircleCard & { isKeeper: boolean; joinedAt: Date; waitingCount: number };

export type CircleMember = { member: MemberCard; joinedAt: Date; isKeeper: boolean };
export type JoinRequest = { id: Id; member: MemberCard; words: string; askedAt: Date };
export type Page<T> = { items: T[]; nextCursor: string | null };
export type PageInput = { cursor?: string | undefined; limit: number };

export type CircleInput = {
  kind: CircleKind;
  name: string;
  description: string;
  city?: string | null | undefined;
  joinRule: JoinRule;
  mailDomains?: string[] | undefined;
};
/** What is not said stays as it is. */
export type CircleChange = {
  circleId: Id;
  name?: string | undefined;
  description?: string | undefined;
  city?: string | null | undefined;
  joinRule?: JoinRule | undefined;
  mailDomains?: string[] | undefined;
};
export type FindInput = PageInput & {
  kind?: CircleKind | undefined;
  city?: string | undefined;
  /** A piece of the name. */
  q?: string | undefined;
};
export type InCircle = { circleId: Id };
export type MemberInCircle = { circleId: Id; memberId: Id };
export type JoinInput = InCircle & { code?: string | undefined };
export type AskInput = InCircle & { words: string };
export type RequestDecision = InCircle & { requestId: Id; decision: 'accept' | 'decline' };
export type MailSent = { mailMasked: string; expiresAt: Date; resendAt: Date };
export type PickupPointInput = InCircle & {
  pickupPointId?: Id | undefined;
  name: string;
  description: string;
  hours: string;
};
