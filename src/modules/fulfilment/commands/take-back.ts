import type { Tx } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import { deleteShipment, lockShipment, releaseWaybill } from '../store/shipment-store.ts';

/**
 * Takes a parcel back that no carrier has ever seen, so that its order can be shipped again. The
 * waybill stays in the history and is free: it may be somebody else's real one. The caller holds
 * the order's lock. Safe to run twice.
 */
export async function takeBack(tx: Tx, parcel: { orderId: Id; now: Date }): Promise<void> {
  const { orderId, now } = parcel;
  const shipment = await lockShipment(tx, orderId);
  if (!shipment) return;
  await releaseWaybill(tx, {
    orderId,
    carrier: shipment.carrier,
    waybillNo: shipment.waybill_no,
  });
  await deleteShipment(tx, orderId, now);
}
