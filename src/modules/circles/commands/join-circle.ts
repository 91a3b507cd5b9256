import { timingSafeEqual } from 'node:crypto';
import type { Call } from '#platform/actor.ts';
import type { Tx } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';
import { normalizeInviteCode } from '../domain/invite-code.ts';
import { circlesOfMemberMax, codeTriesPerHour, joinsPerDay } from '../domain/rules.ts';
import { circlesTopics } from '../events.ts';
import { readView } from '../queries/get-circle.ts';
import type { Room } from '../room.ts';
import type { CircleRow } from '../store/circle-rows.ts';
import {
  circleIdsOf,
  deleteRemoval,
  findMembership,
  insertMembership,
  isRemoved,
} from '../store/memberships.ts';
import { endRequest } from '../store/requests.ts';
import type { CircleView, JoinInput } from '../types.ts';
import { countDoing, openCircle, tell } from './keepers.ts';

/**
 * Joins an open circle, or one by its invite code. Who is in it already stays in it. A tried code
 * is counted before it is looked at, in a transaction of its own: a refusal gives it not back.
 * @throws platform/not-found, circles/rule-differs, circles/code-wrong, circles/removed-before,
 *   circles/too-many-circles, circles/too-fast
 */
export async function joinCircle(room: Room, call: Call, input: JoinInput): Promise<CircleView> {
  const { circleId, code } = input;
  const { memberId } = call.actor;
  if (code !== undefined) {
    await room.platform.database.transaction((tx) =>
      countDoing(tx, codeTriesPerHour, memberId, room.platform.clock.now()),
    );
  }
  const view = await room.platform.run(call, async (tx) => {
    const circle = await openCircle(tx, circleId);
    if (!(await findMembership(tx, memberId, circleId))) {
      assertRuleMet(room, circle, code);
      await takeIn(room, tx, { circle, memberId });
    }
    return readView(tx, call.actor, circleId);
  });
  room.platform.outbox.nudge();
  return view;
}

function assertRuleMet(room: Room, circle: CircleRow, code: string | undefined): void {
  if (circle.join_rule === 'open') return;
  if (circle.join_rule !== 'code' || code === undefined) refuse('circles/rule-differs');
  const wanted = Buffer.from(room.platform.secrets.open(circle.invite_code_sealed));
  const typed = Buffer.from(normalizeInviteCode(code));
  if (typed.length !== wanted.length || !timingSafeEqual(typed, wanted)) {
    refuse('circles/code-wrong');
  }
}

/**
 * Takes a member in who meets the circle's rule; the circle is locked.
 * @throws circles/removed-before, circles/too-many-circles, circles/too-fast
 */
export async function takeIn(
  room: Room,
  tx: Tx,
  { circle, memberId }: { circle: CircleRow; memberId: Id },
): Promise<void> {
  if (await isRemoved(tx, memberId, circle.id)) refuse('circles/removed-before');
  // Counting locks the member's row of this limit, so that the number of circles is exact.
  await countDoing(tx, joinsPerDay, memberId, room.platform.clock.now());
  await admit(room, tx, { circleId: circle.id, memberId, decidedBy: null });
}

/** The entry itself: the membership, the end of an open request, the event. */
export async function admit(
  room: Room,
  tx: Tx,
  { circleId, memberId, decidedBy }: { circleId: Id; memberId: Id; decidedBy: Id | null },
): Promise<void> {
  const now = room.platform.clock.now();
  if ((await circleIdsOf(tx, memberId)).size >= circlesOfMemberMax) {
    refuse('circles/too-many-circles', { max: circlesOfMemberMax });
  }
  const outcome = decidedBy ? 'accepted' : 'taken-back';
  await endRequest(tx, { circleId, memberId }, { outcome, decidedBy, now });
  await deleteRemoval(tx, memberId, circleId);
  if (await insertMembership(tx, { memberId, circleId }, now)) {
    await tell(room, tx, circlesTopics.joined, { circleId, memberId });
  }
}
