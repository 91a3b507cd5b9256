import type { Sql, Tx } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';
import {
  endFreeze,
  endStop,
  insertFreeze,
  insertStop,
  readFreeze,
  readOpenFreezes,
  readOpenStop,
  type FreezeRow,
  type NewFreeze,
} from '../store/freeze-store.ts';

/** What an operator holds back of a member, and until when it is looked at again. */
export type Freeze = {
  id: Id;
  memberId: Id;
  /** The sale whose money waits; null: all of the member's. */
  orderId: Id | null;
  reason: string;
  reviewAt: Date;
  frozenBy: Id;
  frozenAt: Date;
  releasedBy: Id | null;
  releasedAt: Date | null;
  releaseReason: string | null;
};

/** Holds a member's money, or one sale's, back from withdrawal. @throws ledger/already-frozen */
export async function freeze(tx: Tx, input: NewFreeze): Promise<Id> {
  return (await insertFreeze(tx, input)) ?? refuse('ledger/already-frozen');
}

/** Lets money go again. @throws platform/not-found, ledger/already-released */
export async function release(
  tx: Tx,
  input: { freezeId: Id; operatorId: Id; reason: string; at: Date },
): Promise<Freeze> {
  const ended = await endFreeze(tx, input);
  if (ended) return freezeOf(ended);
  if (!(await readFreeze(tx, input.freezeId))) refuse('platform/not-found');
  refuse('ledger/already-released');
}

/** Lets no payout leave any more; by the invariants where no operator is named. */
export async function stopPayouts(
  tx: Tx,
  input: { reason: string; operatorId: Id | null; at: Date },
): Promise<boolean> {
  return (await insertStop(tx, input)) !== undefined;
}

/**
 * Lets payouts leave again, if they stand still for the reason that was looked at.
 * @throws ledger/not-stopped, ledger/another-stop
 */
export async function liftStop(
  tx: Tx,
  input: { stopId: Id; reason: string; operatorId: Id; at: Date },
): Promise<void> {
  if (await endStop(tx, input)) return;
  refuse((await readOpenStop(tx)) ? 'ledger/another-stop' : 'ledger/not-stopped');
}

/** Says why nothing, or not this much, may leave a wallet. @throws where something is frozen */
export async function refuseFrozen(
  tx: Tx,
  memberId: Id,
  asked: { withdrawableFen: bigint },
): Promise<void> {
  if (await readOpenStop(tx)) refuse('ledger/payouts-stopped');
  const freezes = await readOpenFreezes(tx, memberId);
  const whole = freezes.find((one) => one.order_id === null);
  if (whole) refuse('ledger/frozen', { reviewAt: whole.review_at.toISOString() });
  if (freezes.length > 0) {
    refuse('ledger/frozen-in-part', { withdrawableFen: Number(asked.withdrawableFen) });
  }
}

/** What is frozen of a member, and whether all payouts stand still. */
export type Frozen = {
  freezes: { orderId: Id | null; amountFen: bigint; reason: string; at: Date; reviewAt: Date }[];
  isStopped: boolean;
};

export async function frozenOf(handle: Sql, memberId: Id): Promise<Frozen> {
  const [rows, stop] = await Promise.all([readOpenFreezes(handle, memberId), readOpenStop(handle)]);
  const freezes = rows.map((row) => ({
    orderId: row.order_id,
    amountFen: BigInt(row.fen),
    reason: row.reason,
    at: row.frozen_at,
    reviewAt: row.review_at,
  }));
  return { freezes, isStopped: stop !== undefined };
}

export function freezeOf(row: FreezeRow): Freeze {
  return {
    id: row.id,
    memberId: row.member_id,
    orderId: row.order_id,
    reason: row.reason,
    reviewAt: row.review_at,
    frozenBy: row.frozen_by,
    frozenAt: row.frozen_at,
    releasedBy: row.released_by,
    releasedAt: row.released_at,
    releaseReason: row.release_reason,
  };
}
