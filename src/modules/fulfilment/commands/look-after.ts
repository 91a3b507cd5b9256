import type { FulfilmentDeps } from '../deps.ts';
import { standsStill, wasNeverSeen } from '../domain/parcel.ts';
import {
  deleteShipment,
  lockShipment,
  readWaybills,
  releaseWaybill,
} from '../store/shipment-store.ts';
import type { ShipmentRow } from '../store/tables.ts';
import { claimStandstill, haveOthersMoved } from '../store/tracking-store.ts';

/**
 * Looks after a parcel of which its courier has just said nothing new: one that stands still is
 * told of, and a further one that no carrier has ever seen counts no more.
 */
export async function lookAfter(
  deps: FulfilmentDeps,
  shipment: ShipmentRow,
  now: Date,
): Promise<void> {
  if (standsStill(factsIn(shipment), now)) await tellStandstill(deps, shipment);
  if (wasNeverSeen(factsIn(shipment), shipment.shipped_at, now)) {
    await dropUnseen(deps, shipment, now);
  }
}

const factsIn = (shipment: ShipmentRow) => ({
  state: shipment.state,
  lastMovementAt: shipment.last_movement_at,
});

/** Once a standstill: when the parcel moves and stops again, that is another one. */
async function tellStandstill(deps: FulfilmentDeps, shipment: ShipmentRow): Promise<void> {
  if (shipment.standstill_told_at?.getTime() === shipment.last_movement_at?.getTime()) return;
  const { database, outbox } = deps.platform;
  await database.transaction(async (tx) => {
    if (!(await claimStandstill(tx, shipment))) return;
    const at = shipment.last_movement_at!;
    const news = { orderId: shipment.order_id, parcelNo: shipment.parcel_no, at };
    for (const hear of deps.listeners.stoodStill) await hear(tx, news);
  });
  outbox.nudge();
}

/** The parcel was corrected or scanned in the same moment: nothing of this has happened. */
class SeenAfterAll extends Error {}

/** Whoever is told locks the order, which comes before its parcels. */
async function dropUnseen(deps: FulfilmentDeps, shipment: ShipmentRow, now: Date): Promise<void> {
  const { order_id: orderId, parcel_no: parcelNo } = shipment;
  const { database, outbox, realtime } = deps.platform;
  try {
    const isDropped = await database.transaction(async (tx) => {
      const waybill = (await readWaybills(tx, orderId)).find(
        ({ seq }) => seq === shipment.waybill_seq,
      );
      const isLate = waybill && wasNeverSeen(factsIn(shipment), waybill.given_at, now);
      if (!isLate || !(await haveOthersMoved(tx, orderId, parcelNo))) return false;
      for (const hear of deps.listeners.dropped) await hear(tx, { orderId, parcelNo, at: now });
      const locked = await lockShipment(tx, orderId, parcelNo);
      const isSame = locked?.waybill_seq === shipment.waybill_seq && locked.state === 'NONE';
      if (!isSame) throw new SeenAfterAll();
      await releaseWaybill(tx, { orderId, carrier: locked.carrier, waybillNo: locked.waybill_no });
      await deleteShipment(tx, { orderId, parcelNo }, now);
      return true;
    });
    if (!isDropped) return;
  } catch (error) {
    if (error instanceof SeenAfterAll) return;
    throw error;
  }
  outbox.nudge();
  const wake = { type: 'fulfilment/parcel-moved', orderId } as const;
  realtime.wake([shipment.seller_id, shipment.buyer_id], wake);
}
