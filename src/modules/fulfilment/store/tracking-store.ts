import { sql, typed, type Sql } from '#platform/db/database.ts';
import { bucketOf, type Id } from '#platform/ids.ts';
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

/** The newest status of some orders' parcels; orders without a parcel are absent. */
export async function readStatuses(handle: Sql, orderIds: readonly Id[]): Promise<Map<Id, string>> {
  if (orderIds.length === 0) return new Map();
  const { rows } = await sql<{ order_id: string; status: string }>`
    select s.order_id, coalesce(newest.status, 'waiting') as status
    from unnest(${orderIds.map(bucketOf)}::smallint[], ${orderIds}::bigint[])
      as asked (bucket, order_id)
    join fulfilment.shipment s using (bucket, order_id)
    left join lateral (
      select e.status from fulfilment.tracking_event e
      where e.bucket = s.bucket and e.order_id = s.order_id and e.waybill_seq = s.waybill_seq
      order by e.at desc, e.stored_at desc limit 1) newest on true`.execute(handle);
  return new Map(rows.map((row) => [row.order_id, row.status]));
}
