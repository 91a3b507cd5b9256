import type { Call } from '#platform/actor.ts';
import { refuse } from '#platform/refusal.ts';
import { newInviteCode } from '../domain/invite-code.ts';
import { keepersMax, pickupPointsMax } from '../domain/rules.ts';
import type { Room } from '../room.ts';
import { putInviteCode } from '../store/circle-rows.ts';
import { findMembership, keeperIdsOf, markKeeper } from '../store/memberships.ts';
import {
  editPickupPoint,
  insertPickupPoint,
  pickupPointsOf,
  removePickupPoint,
} from '../store/pickup-points.ts';
import type { InCircle, MemberInCircle, PickupPoint, PickupPointInput } from '../types.ts';
import { keptCircle, logAct } from './keepers.ts';

/**
 * Makes a member a keeper, or takes the keeping back; a circle with members has always one.
 * @throws platform/not-found, circles/keepers-only, circles/too-many-keepers, circles/last-keeper
 */
export async function setCircleKeeper(
  room: Room,
  call: Call,
  { circleId, memberId, isKeeper }: MemberInCircle & { isKeeper: boolean },
): Promise<void> {
  await room.platform.run(call, async (tx) => {
    const { circle, isByOperator } = await keptCircle(tx, call, circleId);
    const membership = await findMembership(tx, memberId, circleId);
    if (!membership) refuse('platform/not-found');
    if ((membership.keeper_at !== null) === isKeeper) return;
    const keepers = await keeperIdsOf(tx, circleId);
    if (isKeeper && keepers.length >= keepersMax) {
      refuse('circles/too-many-keepers', { max: keepersMax });
    }
    if (!isKeeper && keepers.length === 1) refuse('circles/last-keeper');
    const now = room.platform.clock.now();
    await markKeeper(tx, { memberId, circleId }, isKeeper ? now : null);
    if (isKeeper && memberId !== call.actor.memberId) {
      await room.rooms.notifications.notify(tx, {
        memberId,
        type: 'circles/keeper',
        params: { circle: circle.name },
        link: `/circles/${circleId}/keep`,
        dedupeKey: `circles/keeper:${circleId}:${now.toISOString()}`,
      });
    }
    if (isByOperator) {
      const action = isKeeper ? 'make-keeper' : 'end-keeper';
      await logAct(room, tx, call, { action, circleId, details: { memberId } });
    }
  });
  room.platform.outbox.nudge();
}

/** The circle's invite code, for who keeps it. @throws platform/not-found, circles/keepers-only */
export async function getInviteCode(
  room: Room,
  call: Call,
  { circleId }: InCircle,
): Promise<{ code: string }> {
  return room.platform.database.transaction(async (tx) => {
    const { circle } = await keptCircle(tx, call, circleId);
    return { code: room.platform.secrets.open(circle.invite_code_sealed) };
  });
}

/**
 * Makes a new invite code; the former is good for nothing then. The answer of a retry is kept for
 * no one to read, so the code itself is asked for by `getInviteCode`.
 * @throws platform/not-found, circles/keepers-only
 */
export async function renewInviteCode(
  room: Room,
  call: Call,
  { circleId }: InCircle,
): Promise<void> {
  await room.platform.run(call, async (tx) => {
    const { isByOperator } = await keptCircle(tx, call, circleId);
    await putInviteCode(tx, circleId, room.platform.secrets.seal(newInviteCode()));
    if (isByOperator) await logAct(room, tx, call, { action: 'renew-code', circleId });
  });
}

/**
 * Sets up a pickup point, or changes the one named by its id.
 * @throws platform/not-found, circles/keepers-only, circles/too-many-pickup-points
 */
export async function savePickupPoint(
  room: Room,
  call: Call,
  { circleId, pickupPointId, ...words }: PickupPointInput,
): Promise<PickupPoint> {
  return room.platform.run(call, async (tx) => {
    await keptCircle(tx, call, circleId);
    if (pickupPointId) {
      const isThere = await editPickupPoint(tx, { circleId, id: pickupPointId }, words);
      return isThere ? { id: pickupPointId, ...words } : refuse('platform/not-found');
    }
    if ((await pickupPointsOf(tx, circleId)).length >= pickupPointsMax) {
      refuse('circles/too-many-pickup-points', { max: pickupPointsMax });
    }
    const id = await insertPickupPoint(tx, circleId, words, room.platform.clock.now());
    return { id, ...words };
  });
}

/** Takes a pickup point away; again it changes nothing. @throws platform/not-found, circles/keepers-only */
export async function deletePickupPoint(
  room: Room,
  call: Call,
  { circleId, pickupPointId }: InCircle & { pickupPointId: string },
): Promise<void> {
  await room.platform.run(call, async (tx) => {
    await keptCircle(tx, call, circleId);
    await removePickupPoint(tx, { circleId, id: pickupPointId }, room.platform.clock.now());
  });
}
