import type { Tx } from '#platform/db/database.ts';
import { refuse } from '#platform/refusal.ts';
import { namedCarrier, normalWaybill } from '../domain/waybill.ts';
import {
  claimWaybill,
  insertShipment,
  insertWaybill,
  readWaybills,
} from '../store/shipment-store.ts';
import type { NewShipment } from '../types.ts';

/**
 * Notes that an order's parcel is with a carrier, and begins to ask after it. The caller holds
 * the order's lock.
 * @throws fulfilment/carrier-unknown, fulfilment/waybill-malformed, fulfilment/waybill-taken,
 *   fulfilment/already-shipped
 */
export async function ship(tx: Tx, shipment: NewShipment): Promise<void> {
  const { orderId, now } = shipment;
  const carrier = namedCarrier(shipment.carrier);
  const waybillNo = normalWaybill(shipment.waybillNo);
  const before = await readWaybills(tx, orderId);
  const waybill = { orderId, seq: before.length + 1, carrier: carrier.code, waybillNo };
  const isFirst = await insertShipment(tx, {
    order_id: orderId,
    waybill_seq: waybill.seq,
    seller_id: shipment.sellerId,
    buyer_id: shipment.buyerId,
    carrier: carrier.code,
    waybill_no: waybillNo,
    to_phone_tail: tailOf(shipment.toPhoneTail),
    to_city: shipment.toCity?.slice(0, 50) || null,
    shipped_at: now,
    next_query_at: carrier.isTracked ? now : null,
  });
  if (!isFirst) refuse('fulfilment/already-shipped');
  if (!(await claimWaybill(tx, waybill, now))) refuse('fulfilment/waybill-taken');
  await insertWaybill(tx, waybill, now);
}

/** Foreign and office numbers may end in something else than four digits. */
function tailOf(text: string | null): string | null {
  return text !== null && /^\d{4}$/.test(text) ? text : null;
}
