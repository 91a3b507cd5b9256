import { sql, typed, type Database, type Sql, type Tx } from '#platform/db/database.ts';
import { bucketOf, type Id } from '#platform/ids.ts';
import type { TrackingEvent } from '../courier.ts';
import type { ParcelFacts } from '../domain/parcel.ts';
import type { FulfilmentTables, ShipmentRow, TrackingEventRow } from './tables.ts';

/** What the carrier said of the waybill that counts now, newest first. */
export function readEvents(handle: Sql, shipment: ShipmentRow): Promise<TrackingEventRow[]> {
  return typed<FulfilmentTables>(handle)
    .selectFrom('fulfilment.tracking_event')
    .selectAll()
    .where('bucket', '=', shipment.bucket)
    .where('order_id', '=', shipment.order_id)
    .where('waybill_seq', '=', shipment.waybill_seq)
    .orderBy('at', 'desc')
    .orderBy('stored_at', 'desc')
    .execute();
}

/** The states of some orders' parcels; orders without a parcel are absent. */
export async function readStates(handle: Sql, orderIds: readonly Id[]): Promise<Map<Id, string>> {
  if (orderIds.length === 0) return new Map();
  const { rows } = await sql<{ order_id: string; state: string }>`
    select s.order_id, s.state
    from unnest(${orderIds.map(bucketOf)}::smallint[], ${orderIds}::bigint[])
      as asked (bucket, order_id)
    join fulfilment.shipment s using (bucket, order_id)`.execute(handle);
  return new Map(rows.map((row) => [row.order_id, row.state]));
}

/** Takes parcels that are due to be asked after, the longest waiting first, and sets their next turn. */
export async function takeDue(
  database: Database,
  turn: { now: Date; nextQueryAt: Date; max: number },
): Promise<ShipmentRow[]> {
  const { rows } = await sql<ShipmentRow>`
    update fulfilment.shipment s set next_query_at = ${turn.nextQueryAt}, asked_at = ${turn.now}
    from (select bucket, order_id from fulfilment.shipment
          where next_query_at <= ${turn.now}
          order by next_query_at limit ${turn.max} for update skip locked) due
    where s.bucket = due.bucket and s.order_id = due.order_id
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
      and waybill_seq = ${shipment.waybill_seq}
      and (asked_at is null or asked_at <= ${turn.askedBefore})`.execute(handle);
  return taken.numAffectedRows === 1n;
}

/** Notes that the courier has answered for the waybill that counts now. */
export async function writeHeard(handle: Sql, shipment: ShipmentRow, now: Date): Promise<void> {
  await sql`
    update fulfilment.shipment set heard_at = ${now}
    where bucket = ${shipment.bucket} and order_id = ${shipment.order_id}
      and waybill_seq = ${shipment.waybill_seq}`.execute(handle);
}

/** Stops asking after a parcel. */
export async function stopAsking(handle: Sql, shipment: ShipmentRow): Promise<void> {
  await sql`
    update fulfilment.shipment set next_query_at = null
    where bucket = ${shipment.bucket} and order_id = ${shipment.order_id}
      and waybill_seq = ${shipment.waybill_seq}`.execute(handle);
}

/** Notes that the courier looks after the waybill that counts now. */
export async function writeRegistered(handle: Sql, shipment: ShipmentRow, now: Date) {
  await sql`
    update fulfilment.shipment set registered_at = ${now}
    where bucket = ${shipment.bucket} and order_id = ${shipment.order_id}
      and waybill_seq = ${shipment.waybill_seq}`.execute(handle);
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
    .where('waybill_seq', '=', before.waybill_seq)
    .where('state', '=', before.state)
    .where(sql<boolean>`last_movement_at is not distinct from ${before.last_movement_at}`)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}
