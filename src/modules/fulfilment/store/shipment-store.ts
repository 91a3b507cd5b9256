import { sql, typed, type Sql, type Tx } from '#platform/db/database.ts';
import { bucketOf, bucketOfKey, type Id } from '#platform/ids.ts';
import type { FulfilmentTables, ShipmentRow, WaybillRow } from './tables.ts';

export type ShipmentRecord = Pick<
  ShipmentRow,
  | 'order_id'
  | 'parcel_no'
  | 'waybill_seq'
  | 'seller_id'
  | 'buyer_id'
  | 'carrier'
  | 'waybill_no'
  | 'to_phone_tail'
  | 'to_city'
  | 'shipped_at'
  | 'next_query_at'
>;

/** Writes a parcel of an order; false when there is one of this number already. */
export async function insertShipment(tx: Tx, shipment: ShipmentRecord): Promise<boolean> {
  const result = await typed<FulfilmentTables>(tx)
    .insertInto('fulfilment.shipment')
    .values({
      bucket: bucketOf(shipment.order_id),
      first_waybill_seq: shipment.waybill_seq,
      ...shipment,
    } as ShipmentRow)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

export type WaybillOfOrder = {
  orderId: Id;
  parcelNo: number;
  /** Counted through all parcels of the order. */
  seq: number;
  carrier: string;
  waybillNo: string;
};

/** Adds a waybill to an order's history. */
export async function insertWaybill(tx: Tx, waybill: WaybillOfOrder, now: Date): Promise<void> {
  await typed<FulfilmentTables>(tx)
    .insertInto('fulfilment.waybill')
    .values({
      bucket: bucketOf(waybill.orderId),
      order_id: waybill.orderId,
      parcel_no: waybill.parcelNo,
      seq: waybill.seq,
      carrier: waybill.carrier,
      waybill_no: waybill.waybillNo,
      given_at: now,
      replaced_at: null,
    })
    .execute();
}

/** Claims a waybill for an order; false when another order has it. */
export async function claimWaybill(tx: Tx, waybill: WaybillOfOrder, now: Date): Promise<boolean> {
  const { carrier, waybillNo, orderId } = waybill;
  const claimed = await sql`
    insert into fulfilment.waybill_claim (bucket, carrier, waybill_no, order_id, claimed_at)
    values (${bucketOfKey(keyOf(carrier, waybillNo))}, ${carrier}, ${waybillNo}, ${orderId}, ${now})
    on conflict do nothing`.execute(tx);
  return claimed.numAffectedRows === 1n;
}

/** Gives a mistyped waybill free again: it may be somebody else's real one. */
export async function releaseWaybill(
  tx: Tx,
  waybill: Pick<WaybillOfOrder, 'carrier' | 'waybillNo' | 'orderId'>,
): Promise<void> {
  const { carrier, waybillNo, orderId } = waybill;
  await sql`
    delete from fulfilment.waybill_claim
    where bucket = ${bucketOfKey(keyOf(carrier, waybillNo))} and carrier = ${carrier}
      and waybill_no = ${waybillNo} and order_id = ${orderId}`.execute(tx);
}

function keyOf(carrier: string, waybillNo: string): string {
  return `${carrier}:${waybillNo}`;
}

/** The parcel whose waybill this is now; undefined if it is nobody's. */
export async function readShipmentOf(
  handle: Sql,
  { carrier, waybillNo }: Pick<WaybillOfOrder, 'carrier' | 'waybillNo'>,
): Promise<ShipmentRow | undefined> {
  const { rows } = await sql<{ order_id: Id }>`
    select order_id from fulfilment.waybill_claim
    where bucket = ${bucketOfKey(keyOf(carrier, waybillNo))} and carrier = ${carrier}
      and waybill_no = ${waybillNo}`.execute(handle);
  const orderId = rows[0]?.order_id;
  if (!orderId) return undefined;
  return shipmentsOf(handle, orderId)
    .where('carrier', '=', carrier)
    .where('waybill_no', '=', waybillNo)
    .executeTakeFirst();
}

/** A parcel of an order, locked until the transaction ends; undefined if there is none. */
export function lockShipment(
  tx: Tx,
  orderId: Id,
  parcelNo: number,
): Promise<ShipmentRow | undefined> {
  return shipmentsOf(tx, orderId).where('parcel_no', '=', parcelNo).forUpdate().executeTakeFirst();
}

/** Every parcel of an order in their order, locked until the transaction ends. */
export function lockShipments(tx: Tx, orderId: Id): Promise<ShipmentRow[]> {
  return shipmentsOf(tx, orderId).orderBy('parcel_no').forUpdate().execute();
}

/** Every parcel of an order, the first given first. */
export function readShipments(handle: Sql, orderId: Id): Promise<ShipmentRow[]> {
  return shipmentsOf(handle, orderId).orderBy('parcel_no').execute();
}

function shipmentsOf(handle: Sql, orderId: Id) {
  return typed<FulfilmentTables>(handle)
    .selectFrom('fulfilment.shipment')
    .selectAll()
    .where('bucket', '=', bucketOf(orderId))
    .where('order_id', '=', orderId);
}

/** Makes another waybill the one that counts; what the carrier said of the old one is forgotten. */
export async function writeCorrection(
  tx: Tx,
  waybill: WaybillOfOrder & { nextQueryAt: Date | null },
  now: Date,
): Promise<void> {
  const bucket = bucketOf(waybill.orderId);
  await endWaybill(tx, waybill, now);
  await insertWaybill(tx, waybill, now);
  await typed<FulfilmentTables>(tx)
    .updateTable('fulfilment.shipment')
    .set({
      waybill_seq: waybill.seq,
      corrections: sql<number>`corrections + 1`,
      carrier: waybill.carrier,
      waybill_no: waybill.waybillNo,
      registered_at: null,
      state: 'NONE',
      first_scan_at: null,
      last_movement_at: null,
      arrived_elsewhere_at: null,
      heard_at: null,
      asked_at: null,
      standstill_told_at: null,
      next_query_at: waybill.nextQueryAt,
    })
    .where('bucket', '=', bucket)
    .where('order_id', '=', waybill.orderId)
    .where('parcel_no', '=', waybill.parcelNo)
    .execute();
}

type ParcelKey = Pick<WaybillOfOrder, 'orderId' | 'parcelNo'>;

/** The waybill that counted no longer does. */
async function endWaybill(tx: Tx, { orderId, parcelNo }: ParcelKey, now: Date): Promise<void> {
  await typed<FulfilmentTables>(tx)
    .updateTable('fulfilment.waybill')
    .set({ replaced_at: now })
    .where('bucket', '=', bucketOf(orderId))
    .where('order_id', '=', orderId)
    .where('parcel_no', '=', parcelNo)
    .where('replaced_at', 'is', null)
    .execute();
}

/** Forgets a parcel; its waybills stay in the history. */
export async function deleteShipment(tx: Tx, parcel: ParcelKey, now: Date): Promise<void> {
  await endWaybill(tx, parcel, now);
  await typed<FulfilmentTables>(tx)
    .deleteFrom('fulfilment.shipment')
    .where('bucket', '=', bucketOf(parcel.orderId))
    .where('order_id', '=', parcel.orderId)
    .where('parcel_no', '=', parcel.parcelNo)
    .execute();
}

/** Every waybill of an order, oldest first. */
export function readWaybills(handle: Sql, orderId: Id): Promise<WaybillRow[]> {
  return typed<FulfilmentTables>(handle)
    .selectFrom('fulfilment.waybill')
    .selectAll()
    .where('bucket', '=', bucketOf(orderId))
    .where('order_id', '=', orderId)
    .orderBy('seq')
    .execute();
}
