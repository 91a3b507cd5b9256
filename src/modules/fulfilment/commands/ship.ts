import type { Tx } from '#platform/db/database.ts';
import { refuse } from '#platform/refusal.ts';
import { parcelsMax } from '../domain/rules.ts';
import { carrierOf, type Carrier } from '../domain/carriers.ts';
import { namedCarrier, normalWaybill } from '../domain/waybill.ts';
import {
  claimWaybill,
  insertShipment,
  insertWaybill,
  readShipments,
  readWaybills,
} from '../store/shipment-store.ts';
import type { ShipmentRow } from '../store/tables.ts';
import type { NewShipment } from '../types.ts';

/**
 * Notes that an order's first parcel is with a carrier, and begins to ask after it. The caller
 * holds the order's lock.
 * @throws fulfilment/carrier-unknown, fulfilment/waybill-malformed, fulfilment/waybill-taken,
 *   fulfilment/already-shipped
 */
export async function ship(tx: Tx, shipment: NewShipment): Promise<void> {
  await giveParcel(tx, shipment, 1);
}

/**
 * A further parcel of an order that is on its way; its goods have arrived when all of them have.
 * The caller holds the order's lock.
 * @returns the number of the parcel
 * @throws fulfilment/not-shipped, fulfilment/too-many-parcels, fulfilment/parcels-mixed, and
 *   fulfilment/* for the waybill
 */
export async function addParcel(tx: Tx, shipment: NewShipment): Promise<number> {
  const carrier = namedCarrier(shipment.carrier);
  const others = await readShipments(tx, shipment.orderId);
  if (others.length === 0) refuse('fulfilment/not-shipped');
  if (others.length >= parcelsMax) refuse('fulfilment/too-many-parcels', { max: parcelsMax });
  refuseMixed(carrier, others);
  // Counted from the history: what was said of a parcel that counts no more stays its own.
  const given = (await readWaybills(tx, shipment.orderId)).map((waybill) => waybill.parcel_no);
  const parcelNo = Math.max(...given) + 1;
  await giveParcel(tx, shipment, parcelNo);
  return parcelNo;
}

/**
 * The order's one clock waits for a carrier's word or for time alone: parcels of both kinds would
 * make it wait for what never comes.
 * @throws fulfilment/parcels-mixed
 */
export function refuseMixed(carrier: Carrier, others: ShipmentRow[]): void {
  const isOther = (one: ShipmentRow) => carrierOf(one.carrier)?.isTracked !== carrier.isTracked;
  if (others.some(isOther)) refuse('fulfilment/parcels-mixed');
}

async function giveParcel(tx: Tx, shipment: NewShipment, parcelNo: number): Promise<void> {
  const { orderId, now } = shipment;
  const carrier = namedCarrier(shipment.carrier);
  const waybillNo = normalWaybill(shipment.waybillNo);
  const seq = (await readWaybills(tx, orderId)).length + 1;
  const waybill = { orderId, parcelNo, seq, carrier: carrier.code, waybillNo };
  const isNew = await insertShipment(tx, {
    order_id: orderId,
    parcel_no: parcelNo,
    waybill_seq: seq,
    seller_id: shipment.sellerId,
    buyer_id: shipment.buyerId,
    carrier: carrier.code,
    waybill_no: waybillNo,
    to_phone_tail: tailOf(shipment.toPhoneTail),
    to_city: shipment.toCity?.slice(0, 50) || null,
    shipped_at: now,
    next_query_at: carrier.isTracked ? now : null,
  });
  if (!isNew) refuse('fulfilment/already-shipped');
  if (!(await claimWaybill(tx, waybill, now))) refuse('fulfilment/waybill-taken');
  await insertWaybill(tx, waybill, now);
}

/** Foreign and office numbers may end in something else than four digits. */
function tailOf(text: string | null): string | null {
  return text !== null && /^\d{4}$/.test(text) ? text : null;
}
