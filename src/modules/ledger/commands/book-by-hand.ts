import { sql, sqlStateOf, type Tx } from '#platform/db/database.ts';
import { bucketOf, type Id } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';

/** A move of money that operators agreed on; `moveId` books it once. */
export type HandBooking = {
  moveId: Id;
  orderId: Id | null;
  amountFen: bigint;
  /** The operator who carries it out. */
  actorId: Id;
  at: Date;
};

/**
 * Moves money by hand: from one wallet to another, or between a wallet and the goodwill fund, which
 * is the side that is null. What comes into a wallet repays its debt first.
 * @returns the transfer's id
 * @throws ledger/insufficient-balance
 */
export function moveByHand(
  tx: Tx,
  booking: HandBooking & {
    kind: 'goodwill' | 'goodwill-back' | 'correction';
    fromId: Id | null;
    toId: Id | null;
  },
): Promise<Id> {
  const { moveId, fromId, toId, amountFen } = booking;
  return booked(
    tx,
    sql<{ id: string }>`
      select ledger.move_by_hand(${bucketOf(moveId)}, ${moveId}, ${booking.kind},
        ${booking.orderId}, ${fromId}, ${toId}, ${amountFen}, ${booking.actorId},
        ${booking.at}) as id`,
  );
}

/**
 * The goodwill fund pays what a member owes; the member owes less from then on.
 * @returns the transfer's id
 * @throws ledger/owes-less
 */
export function forgiveDebt(tx: Tx, booking: HandBooking & { memberId: Id }): Promise<Id> {
  const { moveId, memberId, amountFen } = booking;
  return booked(
    tx,
    sql<{ id: string }>`
      select ledger.forgive_debt(${bucketOf(moveId)}, ${moveId}, ${booking.orderId},
        ${memberId}, ${amountFen}, ${booking.actorId}, ${booking.at}) as id`,
  );
}

async function booked(tx: Tx, call: ReturnType<typeof sql<{ id: string }>>): Promise<Id> {
  try {
    return (await call.execute(tx)).rows[0]!.id;
  } catch (error) {
    const state = sqlStateOf(error);
    if (state === 'TL001') refuse('ledger/insufficient-balance');
    if (state === 'TL003') refuse('ledger/owes-less');
    throw error;
  }
}
