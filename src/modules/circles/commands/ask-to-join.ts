import type { Call } from '#platform/actor.ts';
import type { Tx } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';
import { asksPerDay } from '../domain/rules.ts';
import { readView } from '../queries/get-circle.ts';
import type { Room } from '../room.ts';
import type { CircleRow } from '../store/circle-rows.ts';
import { findMembership, isRemoved } from '../store/memberships.ts';
import { endRequest, insertRequest, lockRequest } from '../store/requests.ts';
import type { AskInput, CircleView, RequestDecision } from '../types.ts';
import { admit } from './join-circle.ts';
import { countDoing, keptCircle, logAct, openCircle, tellKeepers } from './keepers.ts';

/**
 * Asks to be let in: where that is the circle's rule, and for who was removed from any circle.
 * Again it changes nothing. Its keepers are told.
 * @throws platform/not-found, circles/rule-differs, circles/too-fast
 */
export async function requestToJoin(room: Room, call: Call, input: AskInput): Promise<CircleView> {
  const { circleId, words } = input;
  const { memberId } = call.actor;
  const view = await room.platform.run(call, async (tx) => {
    const circle = await openCircle(tx, circleId);
    if (!(await findMembership(tx, memberId, circleId))) {
      const mayAsk = circle.join_rule === 'request' || (await isRemoved(tx, memberId, circleId));
      if (!mayAsk) refuse('circles/rule-differs');
      await ask(room, tx, { circle, memberId, words });
    }
    return readView(tx, call.actor, circleId);
  });
  room.platform.outbox.nudge();
  return view;
}

type Asking = { circle: CircleRow; memberId: Id; words: string };

async function ask(room: Room, tx: Tx, { circle, memberId, words }: Asking): Promise<void> {
  const now = room.platform.clock.now();
  const requestId = await insertRequest(tx, { circleId: circle.id, memberId, words }, now);
  if (!requestId) return;
  await countDoing(tx, asksPerDay, memberId, now);
  const cards = await room.rooms.identity.getMembers([memberId], tx);
  await tellKeepers(room, tx, circle.id, {
    type: 'circles/asked',
    params: { nickname: cards.get(memberId)?.nickname ?? '', circle: circle.name },
    key: `circles/asked:${requestId}`,
  });
}

/**
 * Lets in who asked, or does not; keepers and operators. Of several at once one decides.
 * @throws platform/not-found, circles/keepers-only, circles/request-decided,
 *   circles/too-many-circles (of who asked)
 */
export async function decideJoinRequest(
  room: Room,
  call: Call,
  { circleId, requestId, decision }: RequestDecision,
): Promise<void> {
  await room.platform.run(call, async (tx) => {
    const { circle, isByOperator } = await keptCircle(tx, call, circleId);
    const request = (await lockRequest(tx, circleId, requestId)) ?? refuse('platform/not-found');
    if (request.decided_at) refuse('circles/request-decided');
    const [memberId, decidedBy] = [request.member_id, call.actor.memberId];
    // An operator's own request is for somebody else to decide.
    if (memberId === decidedBy) refuse('circles/keepers-only');
    if (decision === 'accept') await admit(room, tx, { circleId, memberId, decidedBy });
    else {
      const now = room.platform.clock.now();
      await endRequest(tx, { circleId, memberId }, { outcome: 'declined', decidedBy, now });
    }
    await room.rooms.notifications.notify(tx, {
      memberId,
      type: decision === 'accept' ? 'circles/accepted' : 'circles/declined',
      params: { circle: circle.name },
      link: `/circles/${circleId}`,
      dedupeKey: `circles/decided:${requestId}`,
    });
    if (isByOperator) {
      await logAct(room, tx, call, { action: decision, circleId, details: { memberId } });
    }
  });
  room.platform.outbox.nudge();
}
