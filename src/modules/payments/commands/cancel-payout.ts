import type { Tx } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import { yuanText } from '#platform/money.ts';
import { refuse } from '#platform/refusal.ts';
import type { PaymentsDeps } from '../deps.ts';
import { frozenQueryMs } from '../domain/rules.ts';
import * as payouts from '../store/payout-store.ts';

/**
 * The payout, marked as handed to the bank from now on; undefined while it must wait because its
 * member's money is frozen or held back by now, or when it is over.
 */
export async function beginHandingOver(
  deps: PaymentsDeps,
  tx: Tx,
  payout: { payoutId: Id; deadline: string },
): Promise<payouts.PayoutRow | undefined> {
  const { platform, rooms } = deps;
  const row = await payouts.lockPayout(tx, payout.payoutId);
  if (!row || row.state === 'PAID' || row.state === 'RETURNED') return undefined;
  if (row.handed_at) return row;
  const now = platform.clock.now();
  if (!(await rooms.ledger.mayLeave(tx, row.member_id, now))) {
    const runAt = new Date(now.getTime() + frozenQueryMs);
    await platform.deadlines.set(tx, { kind: payout.deadline, ref: row.id, runAt });
    return undefined;
  }
  await payouts.markHanded(tx, row.id, now);
  return row;
}

/**
 * Calls a payout back that the bank was never asked for: its money is in the wallet again.
 * @returns whose it was, how much, and the transfer's id
 * @throws platform/not-found, payments/payout-handed-over
 */
export async function cancelPayout(
  deps: PaymentsDeps,
  tx: Tx,
  input: { payoutId: Id; deadline: string },
): Promise<{ memberId: Id; amountFen: bigint; transferId: Id }> {
  const { platform, rooms } = deps;
  const row = (await payouts.lockPayout(tx, input.payoutId)) ?? refuse('platform/not-found');
  if (row.state !== 'REQUESTED' || row.handed_at) refuse('payments/payout-handed-over');
  const at = platform.clock.now();
  const amountFen = BigInt(row.amount_fen);
  const booking = { memberId: row.member_id, payoutId: row.id, amountFen, at };
  const transferId = await rooms.ledger.withdrawalReturned(tx, booking);
  const end = { state: 'RETURNED', providerRef: null, failure: 'CALLED_BACK' } as const;
  await payouts.markFinished(tx, row.id, { ...end, providerAt: null, recheckAt: null, at });
  await platform.deadlines.clear(tx, [input.deadline], row.id, at);
  await rooms.notifications.notify(tx, {
    memberId: row.member_id,
    type: 'payments/payout-called-back',
    params: { amount: `¥${yuanText(amountFen)}`, tail: row.account_tail },
    link: '/wallet',
    dedupeKey: `payout:${row.id}`,
  });
  return { memberId: row.member_id, amountFen, transferId };
}

/** A payout that can still be called back. @throws platform/not-found, payments/payout-handed-over */
export async function readWaitingPayout(
  tx: Tx,
  payoutId: Id,
): Promise<{ memberId: Id; amountFen: bigint }> {
  const row = (await payouts.readPayout(tx, payoutId)) ?? refuse('platform/not-found');
  if (row.state !== 'REQUESTED' || row.handed_at) refuse('payments/payout-handed-over');
  return { memberId: row.member_id, amountFen: BigInt(row.amount_fen) };
}

/** A withdrawal that no bank was asked for yet. */
export type WaitingPayout = { id: Id; memberId: Id; amountFen: bigint; at: Date };

/** Those that wait now, the oldest first: for their turn of seconds, or because they are frozen. */
export async function listWaitingPayouts({ platform }: PaymentsDeps): Promise<WaitingPayout[]> {
  const rows = await payouts.readWaiting(platform.database.sql, 50);
  return rows.map((row) => ({
    id: row.id,
    memberId: row.member_id,
    amountFen: BigInt(row.amount_fen),
    at: row.created_at,
  }));
}
