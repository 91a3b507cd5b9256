import { sql, sqlStateOf, type Tx } from '#platform/db/database.ts';
import { bucketOf, type Id } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';
import { bookOne } from '../store/booking-store.ts';

/** A payment that its payer took back at the provider; `caseId` books it once. */
export type LossBooking = {
  orderId: Id;
  caseId: Id;
  provider: string;
  /** What its seller bears, `feeBackFen` of it out of the platform's fee; nobody where it is null. */
  charged: { sellerId: Id; amountFen: bigint; feeBackFen: bigint } | null;
  /** What the house bears. */
  houseFen: bigint;
  actorId: Id | null;
  at: Date;
};

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
 * Books a lost dispute: out of its settled sale what the seller is to bear, what the wallet does not
 * hold as a debt; out of the goodwill fund what the house is to.
 * @returns the transfer's id
 * @throws ledger/sale-not-settled
 */
export async function chargeBack(tx: Tx, booking: LossBooking): Promise<Id> {
  const { orderId, caseId, charged, houseFen, provider, actorId, at } = booking;
  try {
    return await bookOne(
      tx,
      sql`ledger.charge_back(${bucketOf(orderId)}, ${orderId}, ${caseId},
        ${charged?.sellerId ?? null}, ${charged?.amountFen ?? 0n}, ${charged?.feeBackFen ?? 0n},
        ${houseFen}, ${provider}, ${actorId}, ${at})`,
    );
  } catch (error) {
    if (sqlStateOf(error) === 'TL002') refuse('ledger/sale-not-settled');
    throw error;
  }
}
