import type { Sql } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';
import { nameOf } from '../domain/carriers.ts';
import { hideReceiver, maskTail } from '../domain/phones.ts';
import type { TrackingState } from '../courier.ts';
import { readShipments, readWaybills } from '../store/shipment-store.ts';
import type { ShipmentRow, TrackingEventRow, WaybillRow } from '../store/tables.ts';
import { readEvents, readStates } from '../store/tracking-store.ts';
import type { ParcelView, TrackingView } from '../types.ts';

/**
 * Where an order's parcels are. Who may ask is for the caller to decide.
 * @throws fulfilment/not-shipped
 */
export async function getTracking(handle: Sql, orderId: Id): Promise<TrackingView> {
  const shipments = await readShipments(handle, orderId);
  if (shipments.length === 0) refuse('fulfilment/not-shipped');
  const seqs = shipments.map((shipment) => shipment.waybill_seq);
  const [events, waybills] = await Promise.all([
    readEvents(handle, orderId, seqs),
    readWaybills(handle, orderId),
  ]);
  const parcels = shipments.map((shipment) => {
    const own = waybills.filter((waybill) => waybill.parcel_no === shipment.parcel_no);
    return viewOf(shipment, events.get(shipment.waybill_seq) ?? [], own);
  });
  const { parcelNo: _, ...first } = parcels[0]!;
  return { ...first, parcels };
}

/** The state of some orders' parcels, of several the one that lags; orders without are absent. */
export async function trackingStates(
  handle: Sql,
  orderIds: readonly Id[],
): Promise<Map<Id, TrackingState>> {
  return (await readStates(handle, orderIds)) as Map<Id, TrackingState>;
}

function viewOf(
  shipment: ShipmentRow,
  events: TrackingEventRow[],
  waybills: WaybillRow[],
): ParcelView {
  return {
    parcelNo: shipment.parcel_no,
    carrier: nameOf(shipment.carrier),
    waybillNo: shipment.waybill_no,
    state: shipment.state as TrackingState,
    shippedAt: shipment.shipped_at,
    firstScanAt: shipment.first_scan_at,
    lastMovementAt: shipment.last_movement_at,
    deliveredAt: shipment.delivered_at,
    arrivedElsewhereAt: shipment.arrived_elsewhere_at,
    toPhoneMasked: maskTail(shipment.to_phone_tail),
    events: events.map((event) => ({
      at: event.at,
      code: event.code,
      'zh-CN': hideReceiver(event.text_zh, shipment.to_phone_tail),
      en: hideReceiver(event.text_en, shipment.to_phone_tail),
      city: event.city,
    })),
    corrected: waybills.flatMap((waybill) => correctedOf(waybill)),
  };
}

function correctedOf(waybill: WaybillRow): ParcelView['corrected'] {
  if (!waybill.replaced_at) return [];
  return [
    {
      carrier: nameOf(waybill.carrier),
      waybillNo: waybill.waybill_no,
      givenAt: waybill.given_at,
      replacedAt: waybill.replaced_at,
    },
  ];
}
