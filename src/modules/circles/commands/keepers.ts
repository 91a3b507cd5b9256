import type { Actor, Call } from '#platform/actor.ts';
import type { Tx } from '#platform/db/database.ts';
import { bucketOf, type Id } from '#platform/ids.ts';
import { countOnce, type RateLimit } from '#platform/rate-limits.ts';
import { refuse } from '#platform/refusal.ts';
import type { circlesTopics } from '../events.ts';
import type { Room } from '../room.ts';
import { lockCircle, type CircleRow } from '../store/circle-rows.ts';
import { findMembership, keeperIdsOf } from '../store/memberships.ts';

/** An operator whose session has passed the second factor may do what a circle's keepers do. */
export const isOperator = (actor: Actor | undefined): boolean =>
  actor !== undefined && actor.isOperator && actor.secondFactorAt !== null;

/** An open circle, locked. @throws platform/not-found */
export async function openCircle(tx: Tx, circleId: Id): Promise<CircleRow> {
  return (await lockCircle(tx, circleId)) ?? refuse('platform/not-found');
}

export type KeptCircle = { circle: CircleRow; isByOperator: boolean };

/**
 * An open circle, locked, for who may keep it: its keepers and operators. To whoever is not in it
 * there is nothing to keep.
 * @throws platform/not-found, circles/keepers-only
 */
export async function keptCircle(tx: Tx, { actor }: Call, circleId: Id): Promise<KeptCircle> {
  const circle = await openCircle(tx, circleId);
  const membership = await findMembership(tx, actor.memberId, circleId);
  if (membership?.keeper_at) return { circle, isByOperator: false };
  if (isOperator(actor)) return { circle, isByOperator: true };
  return refuse(membership ? 'circles/keepers-only' : 'platform/not-found');
}

type Act = {
  action: string;
  circleId: Id;
  reason?: string;
  details?: Record<string, string | number | null>;
};

/** What an operator does in a circle that is not theirs is logged in the same transaction. */
export async function logAct(room: Room, tx: Tx, { actor }: Call, act: Act): Promise<void> {
  await room.rooms.admin.recordAudit(tx, {
    operatorId: actor.memberId,
    action: `circles/${act.action}`,
    subject: { kind: 'circle', id: act.circleId },
    reason: act.reason ?? null,
    details: act.details ?? {},
    at: room.platform.clock.now(),
  });
}

/** Counts a doing against its limit. @throws circles/too-fast */
export async function countDoing(tx: Tx, limit: RateLimit, memberId: Id, now: Date): Promise<void> {
  const waitSeconds = await countOnce(tx, limit, memberId, now);
  if (waitSeconds > 0) refuse('circles/too-fast', { retryAfterSeconds: waitSeconds });
}

type Topic = (typeof circlesTopics)[keyof typeof circlesTopics];

/** Tells the rooms above. */
export async function tell(
  room: Room,
  tx: Tx,
  topic: Topic,
  payload: { circleId: Id; memberId?: Id },
): Promise<void> {
  const event = { topic, ref: payload.circleId, payload };
  const now = room.platform.clock.now();
  await room.platform.outbox.emit(tx, bucketOf(payload.circleId), [event], now);
}

/** Tells every keeper of a circle. */
export async function tellKeepers(
  room: Room,
  tx: Tx,
  circleId: Id,
  notice: { type: string; params: Record<string, string>; key: string },
): Promise<void> {
  for (const memberId of await keeperIdsOf(tx, circleId)) {
    await room.rooms.notifications.notify(tx, {
      memberId,
      type: notice.type,
      params: notice.params,
      link: `/circles/${circleId}/keep`,
      dedupeKey: notice.key,
    });
  }
}
