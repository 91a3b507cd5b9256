import type { Call } from '#platform/actor.ts';
import { dayMs } from '#platform/clock.ts';
import type { Tx } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';
import { reviewWithinMs } from '../domain/rules.ts';
import type { Room } from '../room.ts';
import type { FreezeInput } from '../types.ts';

/**
 * Holds a member's money back from withdrawal, or what one sale brought; the member is told why and
 * until when it is looked at again.
 * @throws platform/not-found, ledger/already-frozen, office/review-date
 */
export async function freezeMoney(
  room: Room,
  call: Call,
  input: FreezeInput,
): Promise<{ freezeId: Id }> {
  const { platform, rooms } = room;
  const operatorId = call.actor.memberId;
  const at = platform.clock.now();
  const ahead = input.reviewAt.getTime() - at.getTime();
  if (ahead <= 0 || ahead > reviewWithinMs) {
    refuse('office/review-date', { days: reviewWithinMs / dayMs });
  }
  const answer = await platform.run(call, async (tx) => {
    const { reason, reviewAt } = input;
    const orderId = 'orderId' in input ? input.orderId : null;
    const memberId = 'orderId' in input ? await sellerOf(room, tx, input.orderId) : input.memberId;
    if (!(await rooms.identity.getMembers([memberId], tx)).has(memberId)) {
      refuse('platform/not-found');
    }
    const freeze = { memberId, orderId, reason, reviewAt, operatorId, at };
    const freezeId = await rooms.ledger.freeze(tx, freeze);
    await rooms.admin.recordAudit(tx, {
      operatorId,
      action: 'office/frozen',
      subject: subjectOf({ memberId, orderId }),
      reason,
      details: { freezeId, reviewAt: reviewAt.toISOString() },
    });
    const told = { memberId, type: 'office/frozen', link: '/wallet' };
    const params = { reason, day: dayOf(reviewAt) };
    await rooms.notifications.notify(tx, { ...told, params, dedupeKey: `freeze:${freezeId}` });
    return { freezeId };
  });
  platform.outbox.nudge();
  return answer;
}

/**
 * Lets frozen money go, and tells the member; not one's own.
 * @throws platform/not-found, ledger/already-released, identity/own-matter
 */
export async function releaseMoney(
  room: Room,
  call: Call,
  input: { freezeId: Id; reason: string },
): Promise<{ ok: true }> {
  const { platform, rooms } = room;
  const operatorId = call.actor.memberId;
  const answer = await platform.run(call, async (tx): Promise<{ ok: true }> => {
    const ended = { ...input, operatorId, at: platform.clock.now() };
    const { memberId, orderId, id } = await rooms.ledger.release(tx, ended);
    await rooms.identity.refuseOwnMatter(tx, operatorId, [memberId]);
    await rooms.admin.recordAudit(tx, {
      operatorId,
      action: 'office/released',
      subject: subjectOf({ memberId, orderId }),
      reason: input.reason,
      details: { freezeId: id },
    });
    const told = { memberId, type: 'office/released', link: '/wallet', params: {} };
    await rooms.notifications.notify(tx, { ...told, dedupeKey: `release:${id}` });
    return { ok: true };
  });
  platform.outbox.nudge();
  return answer;
}

async function sellerOf({ rooms }: Room, tx: Tx, orderId: Id): Promise<Id> {
  const found = await rooms.orders.readOrders(tx, [orderId]);
  return found.get(orderId)?.order.sellerId ?? refuse('platform/not-found');
}

const subjectOf = (of: { memberId: Id; orderId: Id | null }) =>
  of.orderId ? `order:${of.orderId}` : `member:${of.memberId}`;

/** The day in Shanghai as a notice writes it. */
const dayOf = (at: Date) =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short' }).format(at);
