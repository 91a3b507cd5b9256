import type { Call } from '#platform/actor.ts';
import type { Tx } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';
import { approvalFault, standing, type MoneyMove } from '../domain/money-move.ts';
import type { Room } from '../room.ts';
import { lockMove, markCarriedOut, markWithdrawn } from '../store/move-store.ts';
import type { MoveReceipt } from '../types.ts';
import { subjectOf } from './move-subject.ts';
import { refuseUnverified } from './refuse-unverified.ts';

/**
 * Another operator approves a proposed move, which is carried out in the same transaction.
 * @throws platform/not-found, office/move-over, office/move-expired, office/takes-two,
 *   office/own-money, office/verify-first, ledger/insufficient-balance, ledger/owes-less, payments/payout-handed-over
 */
export async function approveMove(
  room: Room,
  call: Call,
  input: { moveId: Id },
): Promise<MoveReceipt> {
  const { platform, rooms } = room;
  const operatorId = call.actor.memberId;
  const receipt = await platform.run(call, async (tx): Promise<MoveReceipt> => {
    const move = (await lockMove(tx, input.moveId)) ?? refuse('platform/not-found');
    const now = platform.clock.now();
    const kin = {
      isProposer: await rooms.identity.isOneOf(tx, operatorId, [move.proposedBy]),
      isParty: await rooms.identity.isOneOf(tx, operatorId, [move.fromId, move.toId]),
    };
    const fault = approvalFault(move, operatorId, kin, now);
    if (fault) refuse(fault);
    await refuseUnverified(room, tx, operatorId);
    const transferId = await carryOut(room, tx, move, { operatorId, now });
    await markCarriedOut(tx, { id: move.id, approvedBy: operatorId, approvedAt: now, transferId });
    await rooms.admin.recordAudit(tx, {
      operatorId,
      action: 'office/move-approved',
      subject: subjectOf(move),
      reason: move.reason,
      details: { moveId: move.id, kind: move.kind, amountFen: move.amountFen.toString() },
    });
    return { moveId: move.id, state: 'CARRIED_OUT', expiresAt: move.expiresAt };
  });
  platform.outbox.nudge();
  return receipt;
}

function carryOut(
  { rooms }: Room,
  tx: Tx,
  move: MoneyMove,
  { operatorId, now }: { operatorId: Id; now: Date },
): Promise<Id> {
  const { ledger, payments } = rooms;
  const { id: moveId, orderId, amountFen, fromId, toId, kind } = move;
  const booking = { moveId, orderId, amountFen, actorId: operatorId, at: now };
  switch (kind) {
    case 'goodwill':
    case 'goodwill-back':
    case 'correction':
      return ledger.moveByHand(tx, { ...booking, kind, fromId, toId });
    case 'debt-forgiven':
      return ledger.forgiveDebt(tx, { ...booking, memberId: fromId! });
    case 'payout-cancelled':
      return payments.cancelPayout(tx, move.payoutId!).then(({ transferId }) => transferId);
  }
}

/**
 * Takes a proposed move back: whoever proposed it, or another operator who will not approve it.
 * Whose own money it is, like a debt to be collected from them, does not turn it down.
 * @throws platform/not-found, office/move-over, identity/own-matter
 */
export async function withdrawMove(
  room: Room,
  call: Call,
  input: { moveId: Id; reason: string },
): Promise<MoveReceipt> {
  const { platform, rooms } = room;
  const operatorId = call.actor.memberId;
  return platform.run(call, async (tx): Promise<MoveReceipt> => {
    const move = (await lockMove(tx, input.moveId)) ?? refuse('platform/not-found');
    const now = platform.clock.now();
    if (standing(move, now) !== 'PROPOSED') refuse('office/move-over');
    if (move.proposedBy !== operatorId) {
      await rooms.identity.refuseOwnMatter(tx, operatorId, [move.fromId, move.toId]);
    }
    const { reason } = input;
    await markWithdrawn(tx, { id: move.id, closedBy: operatorId, closedAt: now, reason });
    await rooms.admin.recordAudit(tx, {
      operatorId,
      action: 'office/move-withdrawn',
      subject: subjectOf(move),
      reason,
      details: { moveId: move.id, kind: move.kind, amountFen: move.amountFen.toString() },
    });
    return { moveId: move.id, state: 'WITHDRAWN', expiresAt: move.expiresAt };
  });
}
