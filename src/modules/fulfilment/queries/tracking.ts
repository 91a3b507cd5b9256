import type { Sql } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';
import { carrierOf } from '../domain/carriers.ts';
import { hideReceiver, maskTail } from '../domain/phones.ts';
import type { TrackingStatus } from '../domain/tracking.ts';
import { readShipment, readWaybills } from '../store/shipment-store.ts';
import type { ShipmentRow, TrackingEventRow, WaybillRow } from '../store/tables.ts';
import { readEvents, readStatuses } from '../store/tracking-store.ts';
import type { CarrierName, TrackingView } from '../types.ts';

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

/** The newest status of some orders' parcels; orders without a parcel are absent. */
export async function trackingStates(
  handle: Sql,
  orderIds: readonly Id[],
): Promise<Map<Id, TrackingStatus>> {
  const statuses = await readStatuses(handle, orderIds);
  return statuses as Map<Id, TrackingStatus>;
}

function viewOf(
  shipment: ShipmentRow,
  events: TrackingEventRow[],
  waybills: WaybillRow[],
): TrackingView {
  return {
    carrier: nameOf(shipment.carrier),
    waybillNo: shipment.waybill_no,
    status: (events[0]?.status ?? 'waiting') as TrackingStatus,
    shippedAt: shipment.shipped_at,
    firstScanAt: shipment.first_scan_at,
    lastMovementAt: shipment.last_movement_at,
    deliveredAt: shipment.delivered_at,
    arrivedElsewhereAt: shipment.arrived_elsewhere_at,
    toPhoneMasked: maskTail(shipment.to_phone_tail),
    events: events.map((event) => ({
      at: event.at,
      status: event.status as TrackingStatus,
      text: hideReceiver(event.description, shipment.to_phone_tail),
      place: event.place,
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

function nameOf(code: string): CarrierName {
  // A carrier that was offered once and is no longer still has its code for a name.
  const carrier = carrierOf(code) ?? { 'zh-CN': code, en: code, isTracked: false };
  return { code, 'zh-CN': carrier['zh-CN'], en: carrier.en, isTracked: carrier.isTracked };
}
