import { sql, sqlStateOf, type Tx } from '#platform/db/database.ts';
import { bucketOf, type Id } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';
import { bookOne } from '../store/booking-store.ts';

/** A payment that its payer disputes at the provider; `caseId` books it once. */
export type DisputeBooking = { orderId: Id; caseId: Id; amountFen: bigint; at: Date };

/** Why money of a sale is held back: a dispute at the provider, or an open after-sale; `ref` is its id. */
export type DisputeCause = { cause: 'provider' | 'after-sale'; ref: Id };

/** Keeps disputed money from being withdrawn until the dispute has ended; twice is once. */
export async function freezeDisputed(
  tx: Tx,
  booking: DisputeCause & { orderId: Id; amountFen: bigint; at: Date },
): Promise<void> {
  await sql`
    insert into ledger.disputed (bucket, ref, cause, order_id, amount_fen, since)
    values (${bucketOf(booking.orderId)}, ${booking.ref}, ${booking.cause}, ${booking.orderId},
      ${booking.amountFen}, ${booking.at})
    on conflict do nothing`.execute(tx);
}

/** Ends what `freezeDisputed` began; twice is once. */
export async function thawDisputed(
  tx: Tx,
  booking: { orderId: Id; ref: Id; at: Date },
): Promise<void> {
  await sql`
    update ledger.disputed set ended_at = ${booking.at}
    where bucket = ${bucketOf(booking.orderId)} and ref = ${booking.ref}
      and ended_at is null`.execute(tx);
}

/**
 * A lost dispute is its seller's to bear, once the sale is settled.
 * @returns the transfer's id
 * @throws ledger/sale-not-settled
 */
export async function chargeBack(
  tx: Tx,
  booking: DisputeBooking & { provider: string },
): Promise<Id> {
  try {
    return await bookOne(
      tx,
      sql`ledger.charge_back(${bucketOf(booking.orderId)}, ${booking.orderId}, ${booking.caseId},
        ${booking.amountFen}, ${booking.provider}, ${booking.at})`,
    );
  } catch (error) {
    if (sqlStateOf(error) === 'TL002') refuse('ledger/sale-not-settled');
    throw error;
  }
}
