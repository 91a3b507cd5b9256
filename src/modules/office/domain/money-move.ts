import type { Id } from '#platform/ids.ts';

/** What two operators can move by hand; see ADR 0028. */
export const moveKinds = [
  'goodwill',
  'goodwill-back',
  'correction',
  'debt-forgiven',
  'payout-cancelled',
] as const;
export type MoveKind = (typeof moveKinds)[number];
export type MoveState = 'PROPOSED' | 'CARRIED_OUT' | 'WITHDRAWN';

export type MoneyMove = {
  id: Id;
  kind: MoveKind;
  /** Whose wallet, debt or withdrawal it takes from; null: the goodwill fund. */
  fromId: Id | null;
  toId: Id | null;
  orderId: Id | null;
  payoutId: Id | null;
  amountFen: bigint;
  reason: string;
  state: MoveState;
  proposedBy: Id;
  proposedAt: Date;
  expiresAt: Date;
  approvedBy: Id | null;
  approvedAt: Date | null;
  closedBy: Id | null;
  closedAt: Date | null;
  closeReason: string | null;
};

/** How a move stands now: a proposal nobody approved in time can only be read. */
export function standing(move: MoneyMove, now: Date): MoveState | 'EXPIRED' {
  return move.state === 'PROPOSED' && now >= move.expiresAt ? 'EXPIRED' : move.state;
}

/**
 * Why an operator may not carry a move out, as a refusal's code.
 * @param kin whether the operator is one person with the proposer, or with one whose money it is
 */
export function approvalFault(
  move: MoneyMove,
  operatorId: Id,
  kin: { isProposer: boolean; isParty: boolean },
  now: Date,
): string | undefined {
  const state = standing(move, now);
  if (state === 'EXPIRED') return 'office/move-expired';
  if (state !== 'PROPOSED') return 'office/move-over';
  if (operatorId === move.proposedBy || kin.isProposer) return 'office/takes-two';
  if (isParty(move, operatorId) || kin.isParty) return 'office/own-money';
  return undefined;
}

/** Whether it is this member's own money. */
export function isParty(move: Pick<MoneyMove, 'fromId' | 'toId'>, memberId: Id): boolean {
  return move.fromId === memberId || move.toId === memberId;
}
