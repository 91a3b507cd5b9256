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

/** Notes that a label is about to be given back; again changes nothing. */
export async function writeBackAsked(
  tx: Tx,
  { orderId, labelNo }: LabelKey,
  now: Date,
): Promise<void> {
  await sql`
    update fulfilment.label set back_asked_at = ${now}, sealed_way = null
    where bucket = ${bucketOf(orderId)} and order_id = ${orderId} and label_no = ${labelNo}
      and cancelled_at is null and back_asked_at is null`.execute(tx);
}

/** The same for the label of an order that no parcel of it was shipped with. */
export async function writeUnusedBackAsked(tx: Tx, orderId: Id, now: Date): Promise<void> {
  await sql`
    update fulfilment.label l set back_asked_at = ${now}, sealed_way = null
    where bucket = ${bucketOf(orderId)} and order_id = ${orderId}
      and cancelled_at is null and back_asked_at is null
      and not exists (select from fulfilment.shipment s where s.bucket = l.bucket
        and s.order_id = l.order_id and s.waybill_no = l.waybill_no)`.execute(tx);
}

/** The courier does not take a bought label back: it stands as before. */
export async function writeKept(handle: Sql, { orderId, labelNo }: LabelKey): Promise<void> {
  await sql`
    update fulfilment.label set back_asked_at = null
    where bucket = ${bucketOf(orderId)} and order_id = ${orderId} and label_no = ${labelNo}
      and cancelled_at is null and bought_at is not null`.execute(handle);
}

/** Labels that were asked for, or asked back, and not heard of since; the oldest first. */
export async function readUnfinished(
  handle: Sql,
  { before, max }: { before: Date; max: number },
): Promise<{ orderId: Id; labelNo: number; isGoingBack: boolean }[]> {
  const { rows } = await sql<{ orderId: Id; labelNo: number; isGoingBack: boolean }>`
    select order_id as "orderId", label_no as "labelNo",
      back_asked_at is not null as "isGoingBack"
    from fulfilment.label
    where cancelled_at is null and (bought_at is null or back_asked_at is not null)
      and coalesce(back_asked_at, asked_at) <= ${before}
    order by coalesce(back_asked_at, asked_at) limit ${max}`.execute(handle);
  return rows;
}
