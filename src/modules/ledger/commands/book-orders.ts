import { sql, type Tx } from '#platform/db/database.ts';
import { bucketOf, type Id } from '#platform/ids.ts';
import { book, postPair } from '../store/booking-store.ts';

/** The parties and the moment of a booking for an order; amounts in fen. */
export type OrderBooking = {
  orderId: Id;
  sellerId: Id;
  buyerId: Id;
  actorId: Id | null;
  at: Date;
};

/** A seller's first sales wait before they can be withdrawn: how many, and how long. */
export type FirstSales = { count: number; waitMs: number };

/**
 * Ends an order's hold in the seller's favour: the fee to the platform, the rest to the wallet. Where
 * it is one of the seller's first sales it cannot be withdrawn at once.
 */
export function settle(
  tx: Tx,
  booking: OrderBooking & { grossFen: bigint; feeFen: bigint; firstSales?: FirstSales },
): Promise<void> {
  const { orderId, sellerId, firstSales, at } = booking;
  const settled = sql`ledger.settle(${bucketOf(orderId)}, ${orderId}, ${sellerId},
    ${booking.grossFen}, ${booking.feeFen}, ${booking.actorId}, ${at})`;
  if (!firstSales) return book(tx, sql`select ${settled}`);
  const wait = `${firstSales.waitMs} milliseconds`;
  return book(
    tx,
    sql`select ledger.hold_back_first(${sellerId}, ${settled}, ${orderId}, ${firstSales.count},
      ${wait}::interval, ${at})`,
  );
}

/** Ends an order's hold in the buyer's favour: the money is due back until the provider pays it. */
export function releaseForRefund(
  tx: Tx,
  booking: OrderBooking & { amountFen: bigint },
): Promise<void> {
  return book(
    tx,
    sql`select ledger.release(${bucketOf(booking.orderId)}, ${booking.orderId},
      ${booking.amountFen}, ${booking.actorId}, ${booking.at})`,
  );
}

/** A booking of what an after-sale came to; `afterSaleId` books it once. */
export type AfterSaleBooking = OrderBooking & { afterSaleId: Id; amountFen: bigint };

/** Gives part of a held payment back: it is due back until the provider pays it; the rest waits on. */
export function releasePart(tx: Tx, booking: AfterSaleBooking): Promise<void> {
  return book(
    tx,
    sql`select ledger.release_part(${bucketOf(booking.orderId)}, ${booking.orderId},
      ${booking.afterSaleId}, ${booking.amountFen}, ${booking.actorId}, ${booking.at})`,
  );
}

/**
 * Takes settled money back for the buyer: `feeBackFen` from the platform's fee, the rest from the
 * seller's wallet. What the wallet does not hold the seller owes from then on.
 */
export function takeBack(
  tx: Tx,
  booking: AfterSaleBooking & { feeBackFen: bigint },
): Promise<void> {
  const { orderId, sellerId, amountFen, feeBackFen } = booking;
  return book(
    tx,
    sql`select ledger.take_back(${bucketOf(orderId)}, ${orderId}, ${booking.afterSaleId},
        ${sellerId}, ${amountFen}, ${feeBackFen}, ${booking.actorId}, ${booking.at}),
      ledger.shrink_maturing(${sellerId}, ${orderId}, ${amountFen - feeBackFen})`,
  );
}

/**
 * How much of an amount may be taken from a member's wallet for an order, in fen: what the wallet
 * holds besides what waits for other reasons, and what the protection fund lays out by itself, at
 * most `fundFenMax` for a member in all. The wallet stays locked.
 */
export async function coveredFor(
  tx: Tx,
  taking: { memberId: Id; orderId: Id; amountFen: bigint; fundFenMax: bigint; at: Date },
): Promise<bigint> {
  const { rows } = await sql<{ fen: string }>`
    select ledger.covered_for(${taking.memberId}, ${taking.orderId}, ${taking.amountFen},
      ${taking.fundFenMax}, ${taking.at})::text as fen`.execute(tx);
  return BigInt(rows[0]!.fen);
}

/** One member pays another for a way back, from wallet to wallet; what is missing becomes a debt. */
export function compensate(
  tx: Tx,
  booking: {
    orderId: Id;
    afterSaleId: Id;
    fromId: Id;
    toId: Id;
    amountFen: bigint;
    at: Date;
  },
): Promise<void> {
  return book(
    tx,
    sql`select ledger.compensate(${bucketOf(booking.orderId)}, ${booking.orderId},
      ${booking.afterSaleId}, ${booking.fromId}, ${booking.toId}, ${booking.amountFen},
      ${booking.at})`,
  );
}

export type ProviderBooking = {
  orderId: Id;
  provider: string;
  amountFen: bigint;
  at: Date;
};

/** A success that no order waits for: it is due back at once. `attemptId` books it once. */
export async function holdDueBack(
  tx: Tx,
  booking: ProviderBooking & { attemptId: Id; buyerId: Id },
): Promise<void> {
  const bucket = bucketOf(booking.orderId);
  await postPair(tx, {
    bucket,
    kind: 'hold-due-back',
    ref: booking.attemptId,
    orderId: booking.orderId,
    actorId: booking.buyerId,
    at: booking.at,
    from: `world:${booking.provider}`,
    to: `due-back:${bucket}`,
    amountFen: booking.amountFen,
  });
}

/**
 * The provider has paid a refund to the buyer. `putBackId` is the booking that put it back to due
 * before, where there is one.
 * @returns the transfer's id
 */
export function refundPaid(
  tx: Tx,
  booking: ProviderBooking & { refundId: Id; putBackId?: Id | null },
): Promise<Id> {
  const bucket = bucketOf(booking.orderId);
  return postPair(tx, {
    bucket,
    kind: 'refund-paid',
    ref: booking.putBackId ?? booking.refundId,
    orderId: booking.orderId,
    actorId: null,
    at: booking.at,
    from: `due-back:${bucket}`,
    to: `world:${booking.provider}`,
    amountFen: booking.amountFen,
  });
}

/** The provider has not paid a refund after all: it is due back again. @returns the transfer's id */
export function refundUnpaid(tx: Tx, booking: ProviderBooking & { paidId: Id }): Promise<Id> {
  const bucket = bucketOf(booking.orderId);
  return postPair(tx, {
    bucket,
    kind: 'refund-unpaid',
    ref: booking.paidId,
    orderId: booking.orderId,
    actorId: null,
    at: booking.at,
    from: `world:${booking.provider}`,
    to: `due-back:${bucket}`,
    amountFen: booking.amountFen,
  });
}
