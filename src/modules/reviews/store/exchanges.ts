import { sql, type Sql, type Tx } from '#platform/db/database.ts';
import { bucketOf, type Id } from '#platform/ids.ts';
import type { ExchangeRow } from './tables.ts';

const columns = sql`order_id, buyer_id, seller_id, opened_at, closes_at, revealed_at`;

/** Opens the exchange of an order. @returns whether it was not there before */
export async function insertExchange(
  tx: Tx,
  values: { orderId: Id; buyerId: Id; sellerId: Id; openedAt: Date; closesAt: Date },
): Promise<boolean> {
  const { orderId, buyerId, sellerId, openedAt, closesAt } = values;
  const { numAffectedRows } = await sql`
    insert into reviews.exchange (bucket, order_id, buyer_id, seller_id, opened_at, closes_at)
    values (${bucketOf(orderId)}, ${orderId}, ${buyerId}, ${sellerId}, ${openedAt}, ${closesAt})
    on conflict do nothing`.execute(tx);
  return numAffectedRows === 1n;
}

/** The exchange of an order. */
export async function findExchange(handle: Sql, orderId: Id): Promise<ExchangeRow | undefined> {
  const { rows } = await sql<ExchangeRow>`select ${columns} from reviews.exchange
    where bucket = ${bucketOf(orderId)} and order_id = ${orderId}`.execute(handle);
  return rows[0];
}

/** The same, held until the transaction ends: every change of an exchange begins here. */
export async function lockExchange(tx: Tx, orderId: Id): Promise<ExchangeRow | undefined> {
  const { rows } = await sql<ExchangeRow>`select ${columns} from reviews.exchange
    where bucket = ${bucketOf(orderId)} and order_id = ${orderId} for update`.execute(tx);
  return rows[0];
}

/** Lifts the blind of a locked exchange and of its reviews. */
export async function markRevealed(tx: Tx, exchange: ExchangeRow, now: Date): Promise<void> {
  const { order_id: orderId, buyer_id: buyerId, seller_id: sellerId } = exchange;
  await sql`update reviews.exchange set revealed_at = ${now}
    where bucket = ${bucketOf(orderId)} and order_id = ${orderId}`.execute(tx);
  await sql`update reviews.review set revealed_at = ${now}
    where bucket = any(${[bucketOf(sellerId), bucketOf(buyerId)]})
      and order_id = ${orderId}`.execute(tx);
}
