import type { Call } from '#platform/actor.ts';
import { refuse } from '#platform/refusal.ts';
import { circlesTopics } from '../events.ts';
import { readView } from '../queries/get-circle.ts';
import type { Room } from '../room.ts';
import { freeMailbox } from '../store/mail-codes.ts';
import {
  deleteMembership,
  findMembership,
  insertRemoval,
  keeperIdsOf,
} from '../store/memberships.ts';
import { endRequest } from '../store/requests.ts';
import type { CircleView, InCircle, MemberInCircle } from '../types.ts';
import { keptCircle, logAct, openCircle, tell } from './keepers.ts';

/**
 * Leaves a circle, or takes an open request back; again it changes nothing. The last keeper of
 * others first makes one of them keeper; the last member of all leaves an empty circle.
 * @throws platform/not-found, circles/last-keeper
 */
export async function leaveCircle(
  room: Room,
  call: Call,
  { circleId }: InCircle,
): Promise<CircleView> {
  const { memberId } = call.actor;
  const view = await room.platform.run(call, async (tx) => {
    const circle = await openCircle(tx, circleId);
    const now = room.platform.clock.now();
    const own = { circleId, memberId };
    await endRequest(tx, own, { outcome: 'taken-back', decidedBy: null, now });
    const membership = await findMembership(tx, memberId, circleId);
    if (membership?.keeper_at && circle.member_count > 1) {
      if ((await keeperIdsOf(tx, circleId)).length === 1) refuse('circles/last-keeper');
    }
    if (membership) {
      await deleteMembership(tx, memberId, circleId);
      await freeMailbox(tx, own);
      await tell(room, tx, circlesTopics.left, own);
    }
    return readView(tx, call.actor, circleId);
  });
  room.platform.outbox.nudge();
  return view;
}

/**
 * Removes a member; keepers and operators. They are told, and come in again only by asking. The
 * mailbox that let them in stays theirs, so that it lets no second account in.
 * @throws platform/not-found, circles/keepers-only, circles/keeper-stays, circles/with-yourself
 */
export async function removeCircleMember(
  room: Room,
  call: Call,
  { circleId, memberId }: MemberInCircle,
): Promise<void> {
  const removedBy = call.actor.memberId;
  await room.platform.run(call, async (tx) => {
    const { circle, isByOperator } = await keptCircle(tx, call, circleId);
    if (memberId === removedBy) refuse('circles/with-yourself');
    const membership = await findMembership(tx, memberId, circleId);
    if (!membership) refuse('platform/not-found');
    if (membership.keeper_at && !isByOperator) refuse('circles/keeper-stays');
    const now = room.platform.clock.now();
    await deleteMembership(tx, memberId, circleId);
    await insertRemoval(tx, { memberId, circleId, removedBy }, now);
    await tell(room, tx, circlesTopics.left, { circleId, memberId });
    await room.rooms.notifications.notify(tx, {
      memberId,
      type: 'circles/removed',
      params: { circle: circle.name },
      link: `/circles/${circleId}`,
      dedupeKey: `circles/removed:${circleId}:${now.toISOString()}`,
    });
    if (isByOperator) {
      await logAct(room, tx, call, { action: 'remove', circleId, details: { memberId } });
    }
  });
  room.platform.outbox.nudge();
}
