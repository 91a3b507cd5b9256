import type { Call } from '#platform/actor.ts';
import type { Tx } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';
import { approveWithinMs, moveFenMax } from '../domain/rules.ts';
import type { Room } from '../room.ts';
import { insertMove, type NewMove } from '../store/move-store.ts';
import type { MoveReceipt, ProposeMoveInput } from '../types.ts';
import { subjectOf } from './move-subject.ts';
import { refuseUnverified } from './refuse-unverified.ts';

type Sides = Pick<NewMove, 'fromId' | 'toId' | 'orderId' | 'payoutId' | 'amountFen'>;

/**
 * An operator proposes to move money by hand. Nothing moves until another approves it in time.
 * @throws platform/not-found, office/move-too-large, office/same-wallet, office/not-of-order,
 *   office/own-money, office/verify-first, payments/payout-handed-over
 */
export async function proposeMove(
  room: Room,
  call: Call,
  input: ProposeMoveInput,
): Promise<MoveReceipt> {
  const { platform, rooms } = room;
  const operatorId = call.actor.memberId;
  return platform.run(call, async (tx) => {
    const sides = await sidesOf(room, tx, input);
    await check(room, tx, operatorId, sides);
    const proposedAt = platform.clock.now();
    const expiresAt = new Date(proposedAt.getTime() + approveWithinMs);
    const { kind, reason } = input;
    const move = { ...sides, kind, reason, proposedBy: operatorId, proposedAt, expiresAt };
    const moveId = await insertMove(tx, move);
    await rooms.admin.recordAudit(tx, {
      operatorId,
      action: 'office/move-proposed',
      subject: subjectOf({ ...move, id: moveId }),
      reason,
      details: { moveId, kind, amountFen: sides.amountFen.toString() },
    });
    return { moveId, state: 'PROPOSED', expiresAt };
  });
}

/** Whose money goes where, and how much; of a withdrawal that is called back, all of it. */
async function sidesOf(room: Room, tx: Tx, input: ProposeMoveInput): Promise<Sides> {
  if (input.kind === 'payout-cancelled') {
    const payout = await room.rooms.payments.readWaitingPayout(tx, input.payoutId);
    const { memberId: fromId, amountFen } = payout;
    return { fromId, toId: null, orderId: null, payoutId: input.payoutId, amountFen };
  }
  if (input.amountFen > moveFenMax) {
    refuse('office/move-too-large', { mostFen: Number(moveFenMax) });
  }
  return {
    fromId: 'fromId' in input ? input.fromId : null,
    toId: 'toId' in input ? input.toId : null,
    orderId: input.orderId ?? null,
    payoutId: null,
    amountFen: input.amountFen,
  };
}

async function check(room: Room, tx: Tx, operatorId: Id, sides: Sides): Promise<void> {
  const { identity, orders } = room.rooms;
  const members = [sides.fromId, sides.toId].filter((one) => one !== null);
  if (new Set(members).size < members.length) refuse('office/same-wallet');
  const cards = await identity.getMembers(members, tx);
  if (members.some((one) => !cards.has(one))) refuse('platform/not-found');
  if (sides.orderId) {
    const found = await orders.readOrders(tx, [sides.orderId]);
    const order = found.get(sides.orderId)?.order ?? refuse('platform/not-found');
    const isOf = (one: Id) => one === order.buyerId || one === order.sellerId;
    if (!members.every(isOf)) refuse('office/not-of-order');
  }
  if (await identity.isOneOf(tx, operatorId, members)) refuse('office/own-money');
  await refuseUnverified(room, tx, operatorId);
}
