import { sql, typed, type Database, type Sql, type Tx } from '#platform/db/database.ts';
import { bucketOf, type Id } from '#platform/ids.ts';
import type { TrackingEvent } from '../courier.ts';
import type { ParcelFacts } from '../domain/parcel.ts';
import type { ParcelNews } from '../types.ts';
import type { FulfilmentTables, ShipmentRow, TrackingEventRow } from './tables.ts';

/** What carriers said of the waybills that count now, by waybill, newest first. */
export async function readEvents(
  handle: Sql,
  orderId: Id,
  seqs: number[],
): Promise<Map<number, TrackingEventRow[]>> {
  const rows = await typed<FulfilmentTables>(handle)
    .selectFrom('fulfilment.tracking_event')
    .selectAll()
    .where('bucket', '=', bucketOf(orderId))
    .where('order_id', '=', orderId)
    .where('waybill_seq', 'in', seqs)
    .orderBy('at', 'desc')
    .orderBy('stored_at', 'desc')
    .execute();
  return Map.groupBy(rows, (row) => row.waybill_seq);
}

/** The states of some orders' parcels, of several the one that lags; orders without are absent. */
export async function readStates(handle: Sql, orderIds: readonly Id[]): Promise<Map<Id, string>> {
  if (orderIds.length === 0) return new Map();
  const { rows } = await sql<{ order_id: string; state: string }>`
    select distinct on (s.order_id) s.order_id, s.state
    from unnest(${orderIds.map(bucketOf)}::smallint[], ${orderIds}::bigint[])
      as asked (bucket, order_id)
    join fulfilment.shipment s using (bucket, order_id)
    order by s.order_id, array_position(${slowestFirst}::text[], s.state)`.execute(handle);
  return new Map(rows.map((row) => [row.order_id, row.state]));
}

const slowestFirst = [
  'LOST',
  'RETURNED',
  'NONE',
  'PICKED_UP',
  'IN_TRANSIT',
  'OUT_FOR_DELIVERY',
  'DELIVERED',
];

/** Takes parcels that are due to be asked after, the longest waiting first, and sets their next turn. */
export async function takeDue(
  database: Database,
  turn: { now: Date; nextQueryAt: Date; max: number },
): Promise<ShipmentRow[]> {
  const { rows } = await sql<ShipmentRow>`
    update fulfilment.shipment s set next_query_at = ${turn.nextQueryAt}, asked_at = ${turn.now}
    from (select bucket, order_id, parcel_no from fulfilment.shipment
          where next_query_at <= ${turn.now}
          order by next_query_at limit ${turn.max} for update skip locked) due
    where s.bucket = due.bucket and s.order_id = due.order_id and s.parcel_no = due.parcel_no
    returning s.*`.execute(database.sql);
  return rows;
}

/** Takes one parcel's turn to be asked after; false when another just had it. */
export async function takeTurn(
  handle: Sql,
  shipment: ShipmentRow,
  turn: { now: Date; nextQueryAt: Date; askedBefore: Date },
): Promise<boolean> {
  const taken = await sql`
    update fulfilment.shipment set next_query_at = ${turn.nextQueryAt}, asked_at = ${turn.now}
    where bucket = ${shipment.bucket} and order_id = ${shipment.order_id}
      and parcel_no = ${shipment.parcel_no} and waybill_seq = ${shipment.waybill_seq}
      and (asked_at is null or asked_at <= ${turn.askedBefore})`.execute(handle);
  return taken.numAffectedRows === 1n;
}

/** Notes that the courier has answered for the waybill that counts now. */
export async function writeHeard(handle: Sql, shipment: ShipmentRow, now: Date): Promise<void> {
  await sql`
    update fulfilment.shipment set heard_at = ${now}
    where bucket = ${shipment.bucket} and order_id = ${shipment.order_id}
      and parcel_no = ${shipment.parcel_no} and waybill_seq = ${shipment.waybill_seq}`.execute(
    handle,
  );
}

/** Stops asking after a parcel. */
export async function stopAsking(handle: Sql, shipment: ShipmentRow): Promise<void> {
  await sql`
    update fulfilment.shipment set next_query_at = null
    where bucket = ${shipment.bucket} and order_id = ${shipment.order_id}
      and parcel_no = ${shipment.parcel_no} and waybill_seq = ${shipment.waybill_seq}`.execute(
    handle,
  );
}

/** Notes that the courier looks after the waybill that counts now. */
export async function writeRegistered(handle: Sql, shipment: ShipmentRow, now: Date) {
  await sql`
    update fulfilment.shipment set registered_at = ${now}
    where bucket = ${shipment.bucket} and order_id = ${shipment.order_id}
      and parcel_no = ${shipment.parcel_no} and waybill_seq = ${shipment.waybill_seq}`.execute(
    handle,
  );
}

/** Keeps what the courier said; what was said before is kept already. */
export async function insertEvents(
  tx: Tx,
  shipment: ShipmentRow,
  told: { events: (TrackingEvent & { key: string })[]; now: Date },
): Promise<void> {
  const rows = told.events.map((event) => ({
    bucket: shipment.bucket,
    order_id: shipment.order_id,
    waybill_seq: shipment.waybill_seq,
    event_key: event.key,
    at: event.at,
    code: event.code.slice(0, 60),
    text_zh: event.zh.slice(0, 500),
    text_en: event.en.slice(0, 500),
    city: event.city.slice(0, 60),
    stored_at: told.now,
  }));
  if (rows.length === 0) return;
  await typed<FulfilmentTables>(tx)
    .insertInto('fulfilment.tracking_event')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/**
 * Writes what is known of a parcel now, unless its waybill was corrected or a rival wrote
 * meanwhile; answers whether it did.
 */
export async function writeFacts(
  tx: Tx,
  before: ShipmentRow,
  facts: ParcelFacts,
): Promise<boolean> {
  const result = await typed<FulfilmentTables>(tx)
    .updateTable('fulfilment.shipment')
    .set({
      state: facts.state,
      first_scan_at: facts.firstScanAt,
      last_movement_at: facts.lastMovementAt,
      delivered_at: facts.deliveredAt,
      arrived_elsewhere_at: facts.arrivedElsewhereAt,
      ...(facts.hasEnded ? { next_query_at: null } : {}),
    })
    .where('bucket', '=', before.bucket)
    .where('order_id', '=', before.order_id)
    .where('parcel_no', '=', before.parcel_no)
    .where('waybill_seq', '=', before.waybill_seq)
    .where('state', '=', before.state)
    .where(sql<boolean>`last_movement_at is not distinct from ${before.last_movement_at}`)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** Whether every parcel of an order but this one has arrived; true if there is no other. */
export async function haveOthersArrived(tx: Tx, orderId: Id, parcelNo: number): Promise<boolean> {
  const { rows } = await sql`
    select 1 from fulfilment.shipment
    where bucket = ${bucketOf(orderId)} and order_id = ${orderId} and parcel_no <> ${parcelNo}
      and delivered_at is null limit 1`.execute(tx);
  return rows.length === 0;
}

/** Whether a carrier has ever scanned another parcel of the order than this one. */
export async function haveOthersMoved(tx: Tx, orderId: Id, parcelNo: number): Promise<boolean> {
  const { rows } = await sql`
    select 1 from fulfilment.shipment
    where bucket = ${bucketOf(orderId)} and order_id = ${orderId} and parcel_no <> ${parcelNo}
      and first_scan_at is not null limit 1`.execute(tx);
  return rows.length > 0;
}

/** The parcels of an order that were signed for in another city than the receiver's. */
export async function arrivedElsewhere(tx: Tx, orderId: Id): Promise<ParcelNews[]> {
  const { rows } = await sql<{ parcel_no: number; at: Date }>`
    select parcel_no, arrived_elsewhere_at as at from fulfilment.shipment
    where bucket = ${bucketOf(orderId)} and order_id = ${orderId}
      and arrived_elsewhere_at is not null order by parcel_no`.execute(tx);
  return rows.map((row) => ({ orderId, parcelNo: row.parcel_no, at: row.at }));
}

/** Notes that a parcel's standstill is told of; false when it was, or the parcel has moved on. */
export async function claimStandstill(tx: Tx, shipment: ShipmentRow): Promise<boolean> {
  const claimed = await sql`
    update fulfilment.shipment set standstill_told_at = last_movement_at
    where bucket = ${shipment.bucket} and order_id = ${shipment.order_id}
      and parcel_no = ${shipment.parcel_no} and waybill_seq = ${shipment.waybill_seq}
      and state = ${shipment.state} and last_movement_at = ${shipment.last_movement_at}
      and standstill_told_at is distinct from last_movement_at`.execute(tx);
  return claimed.numAffectedRows === 1n;
}

/** The orders, replacements and returns sent under a waybill, or to a phone with this end. */
export async function findByWaybillOrTail(
  handle: Sql,
  wanted: { waybillNo: string; phoneTail: string | null },
): Promise<Id[]> {
  const { rows } = await sql<{ order_id: Id }>`
    select order_id from fulfilment.waybill where waybill_no = ${wanted.waybillNo}
    union
    select order_id from (select order_id from fulfilment.shipment
      where to_phone_tail = ${wanted.phoneTail} order by shipped_at desc limit 100) tail
    limit 100`.execute(handle);
  return rows.map((row) => row.order_id);
}
