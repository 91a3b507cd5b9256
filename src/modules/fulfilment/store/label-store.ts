import { sql, typed, type Sql, type Tx } from '#platform/db/database.ts';
import { bucketOf, type Id } from '#platform/ids.ts';
import type { BoughtLabel } from '../courier.ts';
import type { FulfilmentTables, LabelRow } from './tables.ts';

/** The labels of an order, the oldest first. */
export function readLabels(handle: Sql, orderId: Id): Promise<LabelRow[]> {
  return typed<FulfilmentTables>(handle)
    .selectFrom('fulfilment.label')
    .selectAll()
    .where('bucket', '=', bucketOf(orderId))
    .where('order_id', '=', orderId)
    .orderBy('label_no')
    .execute();
}

export type AskedLabel = {
  orderId: Id;
  labelNo: number;
  sellerId: Id;
  carrier: string;
  priceFen: bigint;
  sealedWay: Buffer;
  now: Date;
};

/** Notes that a label is about to be bought. */
export async function insertLabel(tx: Tx, label: AskedLabel): Promise<void> {
  const { orderId, labelNo, sellerId, carrier, priceFen, sealedWay, now } = label;
  await sql`
    insert into fulfilment.label
      (bucket, order_id, label_no, seller_id, carrier, price_fen, sealed_way, asked_at)
    values (${bucketOf(orderId)}, ${orderId}, ${labelNo}, ${sellerId}, ${carrier}, ${priceFen},
      ${sealedWay}, ${now})`.execute(tx);
}

type LabelKey = { orderId: Id; labelNo: number };

/** Writes what the courier sold; what it was told of the way is kept no longer. */
export async function writeBought(
  handle: Sql,
  { orderId, labelNo }: LabelKey,
  { waybillNo, collectionCode, now }: BoughtLabel & { now: Date },
): Promise<void> {
  await sql`
    update fulfilment.label set waybill_no = ${waybillNo}, collection_code = ${collectionCode},
      bought_at = ${now}, sealed_way = null
    where bucket = ${bucketOf(orderId)} and order_id = ${orderId} and label_no = ${labelNo}
      and bought_at is null and cancelled_at is null`.execute(handle);
}

/** Ends a label; again changes nothing. */
export async function writeCancelled(
  handle: Sql,
  { orderId, labelNo }: LabelKey,
  now: Date,
): Promise<void> {
  await sql`
    update fulfilment.label set cancelled_at = ${now}, sealed_way = null
    where bucket = ${bucketOf(orderId)} and order_id = ${orderId} and label_no = ${labelNo}
      and cancelled_at is null`.execute(handle);
}

/** Labels that were asked for and not heard of since, the oldest first. */
export function readUnfinished(
  handle: Sql,
  { before, max }: { before: Date; max: number },
): Promise<{ order_id: string; label_no: number }[]> {
  return typed<FulfilmentTables>(handle)
    .selectFrom('fulfilment.label')
    .select(['order_id', 'label_no'])
    .where('bought_at', 'is', null)
    .where('cancelled_at', 'is', null)
    .where('asked_at', '<=', before)
    .orderBy('asked_at')
    .limit(max)
    .execute();
}
