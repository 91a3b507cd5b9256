import type { Tx } from '#platform/db/database.ts';
import { refuse } from '#platform/refusal.ts';
import { waybillsMax } from '../domain/rules.ts';
import { namedCarrier, normalWaybill } from '../domain/waybill.ts';
import {
  claimWaybill,
  lockShipment,
  readShipments,
  readWaybills,
  releaseWaybill,
  writeCorrection,
} from '../store/shipment-store.ts';
import type { NewWaybill } from '../types.ts';
import { refuseMixed } from './ship.ts';

/**
 * Puts another waybill in the place of a mistyped one, which stays in the history and is free
 * for the order it belongs to. The caller holds the order's lock.
 * @returns false, having changed nothing, for the waybill the order has already
 * @throws fulfilment/not-shipped, fulfilment/no-such-parcel, fulfilment/parcels-mixed, fulfilment/already-delivered, fulfilment/too-many-corrections,
 *   fulfilment/carrier-unknown, fulfilment/waybill-malformed, fulfilment/waybill-taken
 */
export async function correctWaybill(tx: Tx, correction: NewWaybill): Promise<boolean> {
  const { orderId, parcelNo, now } = correction;
  const carrier = namedCarrier(correction.carrier);
  const waybillNo = normalWaybill(correction.waybillNo);
  const before = await lockShipment(tx, orderId, parcelNo);
  if (!before) refuse(parcelNo === 1 ? 'fulfilment/not-shipped' : 'fulfilment/no-such-parcel');
  if (before.carrier === carrier.code && before.waybill_no === waybillNo) return false;
  if (before.delivered_at) refuse('fulfilment/already-delivered');
  if (before.corrections >= waybillsMax - 1) {
    refuse('fulfilment/too-many-corrections', { max: waybillsMax - 1 });
  }
  const others = await readShipments(tx, orderId);
  refuseMixed(
    carrier,
    others.filter((one) => one.parcel_no !== parcelNo),
  );
  const seq = (await readWaybills(tx, orderId)).length + 1;
  const waybill = { orderId, parcelNo, seq, carrier: carrier.code, waybillNo };
  // The new one is claimed before the old one is let go, so that two who swap cannot deadlock.
  if (!(await claimWaybill(tx, waybill, now))) refuse('fulfilment/waybill-taken');
  await releaseWaybill(tx, { orderId, carrier: before.carrier, waybillNo: before.waybill_no });
  const nextQueryAt = carrier.isTracked ? now : null;
  await writeCorrection(tx, { ...waybill, nextQueryAt }, now);
  return true;
}
