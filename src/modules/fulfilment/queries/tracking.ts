import type { Sql } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';
import { nameOf } from '../domain/carriers.ts';
import { hideReceiver, maskTail } from '../domain/phones.ts';
import type { TrackingState } from '../courier.ts';
import { readShipment, readWaybills } from '../store/shipment-store.ts';
import type { ShipmentRow, TrackingEventRow, WaybillRow } from '../store/tables.ts';
import { readEvents, readStates } from '../store/tracking-store.ts';
import type { TrackingView } from '../types.ts';

/**
 * Where an order's parcel is. Who may ask is for the caller to decide.
 * @throws fulfilment/not-shipped
 */
export async function getTracking(handle: Sql, orderId: Id): Promise<TrackingView> {
  const shipment = await readShipment(handle, orderId);
  if (!shipment) refuse('fulfilment/not-shipped');
  const [events, waybills] = await Promise.all([
    readEvents(handle, shipment),
    readWaybills(handle, orderId),
  ]);
  return viewOf(shipment, events, waybills);
}

/** The state of some orders' parcels; orders without a parcel are absent. */
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
): TrackingView {
  return {
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

function correctedOf(waybill: WaybillRow): TrackingView['corrected'] {
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
