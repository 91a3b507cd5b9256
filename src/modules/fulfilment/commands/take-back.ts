import type { Tx } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import { deleteShipment, lockShipments, releaseWaybill } from '../store/shipment-store.ts';

/**
 * Takes the parcels of an order back that no carrier has ever seen, so that it can be shipped again.
 * Their waybills stay in the history and are free: they may be somebody else's real ones. The caller holds
 * the order's lock. Safe to run twice.
 */
export async function takeBack(tx: Tx, parcel: { orderId: Id; now: Date }): Promise<void> {
  const { orderId, now } = parcel;
  for (const shipment of await lockShipments(tx, orderId)) {
    await releaseWaybill(tx, {
      orderId,
      carrier: shipment.carrier,
      waybillNo: shipment.waybill_no,
    });
    await deleteShipment(tx, { orderId, parcelNo: shipment.parcel_no }, now);
  }
}
