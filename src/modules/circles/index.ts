import type { Actor, Call } from '#platform/actor.ts';
import type { Sql, Tx } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import type { Platform, RoomParts } from '#platform/room.ts';
import { decideJoinRequest, requestToJoin } from './commands/ask-to-join.ts';
import { forgetCodesSweep } from './commands/forget-old.ts';
import { closeCircle, createCircle, updateCircle } from './commands/found-circle.ts';
import { joinCircleByMail, requestCircleMailCode } from './commands/join-by-mail.ts';
import { joinCircle } from './commands/join-circle.ts';
import {
  deletePickupPoint,
  getInviteCode,
  renewInviteCode,
  savePickupPoint,
  setCircleKeeper,
} from './commands/keep-circle.ts';
import { leaveCircle, removeCircleMember } from './commands/leave-circle.ts';
import { admitMember, registerCircle } from './commands/register-circle.ts';
import { circlesNotices } from './notices.ts';
import { getMany } from './queries/cards.ts';
import { readView } from './queries/get-circle.ts';
import {
  listCircleMembers,
  listCircles,
  listJoinRequests,
  listMyCircles,
} from './queries/list-circles.ts';
import { reach, type Reach } from './queries/reach.ts';
import { circlesRefusals } from './refusals.ts';
import type { Room, RoomsBelow } from './room.ts';
import { circlesRoutes } from './routes.ts';
import { circleIdsOf, findMembership } from './store/memberships.ts';
import type * as t from './types.ts';

export type * from './types.ts';
export { audienceOf, type Audience, type Shown } from './domain/audience.ts';
export { circleKinds, joinRules, type CircleKind, type JoinRule } from './domain/rules.ts';
export type { Standing } from './domain/standing.ts';
export { circlesTopics, type CirclePayload } from './events.ts';
export type { Reach } from './queries/reach.ts';

/** The room of circles, and of who may see what. */
export type Circles = Sight & Finding & Joining & Keeping;

/** What the rooms above ask. */
type Sight = {
  /**
   * How far a reader sees (a guest: what is public). Give the owners of a page as `ownerIds`: it
   * then costs two small reads, and answers for these owners only.
   */
  reach(handle: Sql, readerId: Id | undefined, ownerIds?: readonly Id[]): Promise<Reach>;
  /** The circles a member is in. */
  circlesOf(handle: Sql, memberId: Id): Promise<Set<Id>>;
  isMember(handle: Sql, circleId: Id, memberId: Id): Promise<boolean>;
  /** What everybody may know of these circles; unknown and closed ones are missing. */
  getMany(ids: Id[], handle?: Sql): Promise<Map<Id, t.CircleCard>>;
  /** Founds a circle without asking who may (seed, tests). */
  registerCircle(tx: Tx, circle: t.NewCircle): Promise<Id>;
  /** Takes a member in without asking the rule (seed, tests). @throws platform/not-found */
  admitMember(tx: Tx, input: t.MemberInCircle): Promise<void>;
};

type Finding = {
  /** Circles to find, the newest first. */
  listCircles(input: t.FindInput): Promise<t.Page<t.CircleCard>>;
  listMyCircles(actor: Actor | undefined): Promise<{ items: t.MyCircle[] }>;
  /** A circle's page for this reader. @throws platform/not-found */
  getCircle(actor: Actor | undefined, circleId: Id): Promise<t.CircleView>;
  /** For members and operators. @throws platform/not-found */
  listCircleMembers(
    actor: Actor | undefined,
    input: t.InCircle & t.PageInput,
  ): Promise<t.Page<t.CircleMember>>;
  /** For keepers and operators. @throws platform/not-found, circles/keepers-only */
  listJoinRequests(
    actor: Actor | undefined,
    input: t.InCircle & t.PageInput,
  ): Promise<t.Page<t.JoinRequest>>;
};

/** What each refuses stands at its command; all refuse an unknown circle as not found. */
type Joining = {
  joinCircle(call: Call, input: t.JoinInput): Promise<t.CircleView>;
  requestToJoin(call: Call, input: t.AskInput): Promise<t.CircleView>;
  requestCircleMailCode(call: Call, input: t.InCircle & { mail: string }): Promise<t.MailSent>;
  joinCircleByMail(call: Call, input: t.InCircle & { code: string }): Promise<t.CircleView>;
  leaveCircle(call: Call, input: t.InCircle): Promise<t.CircleView>;
};

/** For keepers and operators; to whoever is not in the circle there is nothing to keep. */
type Keeping = {
  createCircle(call: Call, input: t.CircleInput): Promise<t.CircleView>;
  updateCircle(call: Call, change: t.CircleChange): Promise<t.CircleView>;
  closeCircle(call: Call, input: t.InCircle & { reason: string }): Promise<void>;
  decideJoinRequest(call: Call, input: t.RequestDecision): Promise<void>;
  removeCircleMember(call: Call, input: t.MemberInCircle): Promise<void>;
  setCircleKeeper(call: Call, input: t.MemberInCircle & { isKeeper: boolean }): Promise<void>;
  getInviteCode(call: Call, input: t.InCircle): Promise<{ code: string }>;
  renewInviteCode(call: Call, input: t.InCircle): Promise<void>;
  savePickupPoint(call: Call, input: t.PickupPointInput): Promise<t.PickupPoint>;
  deletePickupPoint(call: Call, input: t.InCircle & { pickupPointId: Id }): Promise<void>;
};

/** Opens the room. */
export function createCircles(
  platform: Platform,
  rooms: RoomsBelow,
): Circles & { parts: RoomParts } {
  const room: Room = { platform, rooms };
  rooms.notifications.registerTypes(circlesNotices);
  const door: Circles = { ...sight(room), ...finding(room), ...joining(room), ...keeping(room) };
  return {
    ...door,
    parts: {
      routes: circlesRoutes(door),
      refusals: circlesRefusals,
      sweeps: [forgetCodesSweep(room)],
    },
  };
}

const sight = (room: Room): Sight => ({
  reach: (handle, readerId, ownerIds) => reach(room, handle, readerId, ownerIds),
  circlesOf: circleIdsOf,
  isMember: async (handle, circleId, memberId) =>
    (await findMembership(handle, memberId, circleId)) !== undefined,
  getMany: (ids, handle) => getMany(room, ids, handle),
  registerCircle: (tx, circle) => registerCircle(room, tx, circle),
  admitMember: (tx, input) => admitMember(room, tx, input),
});

const finding = (room: Room): Finding => ({
  listCircles: (input) => listCircles(room, input),
  listMyCircles: (actor) => listMyCircles(room, actor),
  getCircle: (actor, circleId) => readView(room.platform.database.sql, actor, circleId),
  listCircleMembers: (actor, input) => listCircleMembers(room, actor, input),
  listJoinRequests: (actor, input) => listJoinRequests(room, actor, input),
});

const joining = (room: Room): Joining => ({
  joinCircle: (call, input) => joinCircle(room, call, input),
  requestToJoin: (call, input) => requestToJoin(room, call, input),
  requestCircleMailCode: (call, input) => requestCircleMailCode(room, call, input),
  joinCircleByMail: (call, input) => joinCircleByMail(room, call, input),
  leaveCircle: (call, input) => leaveCircle(room, call, input),
});

const keeping = (room: Room): Keeping => ({
  createCircle: (call, input) => createCircle(room, call, input),
  updateCircle: (call, change) => updateCircle(room, call, change),
  closeCircle: (call, input) => closeCircle(room, call, input),
  decideJoinRequest: (call, input) => decideJoinRequest(room, call, input),
  removeCircleMember: (call, input) => removeCircleMember(room, call, input),
  setCircleKeeper: (call, input) => setCircleKeeper(room, call, input),
  getInviteCode: (call, input) => getInviteCode(room, call, input),
  renewInviteCode: (call, input) => renewInviteCode(room, call, input),
  savePickupPoint: (call, input) => savePickupPoint(room, call, input),
  deletePickupPoint: (call, input) => deletePickupPoint(room, call, input),
});
