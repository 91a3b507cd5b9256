import type { Call } from '#platform/actor.ts';
import type { Id } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';
import type { NewShipment } from '#fulfilment';
import type { OrdersDeps } from '../deps.ts';
import type { Tracking } from '../domain/order.ts';
import { addressOf } from '../queries/address.ts';
import { lockOrder, type StoredOrder } from '../store/order-store.ts';
import { carryOut, partOf, receiptOf, type OrderReceipt } from './carry-out.ts';

export type Waybill = { carrier: string; waybillNo: string };

/**
 * The seller's word that the parcel is with the carrier, with its waybill.
 * @throws orders/already-shipped, orders/no-parcel, fulfilment/* for the waybill, platform/not-found
 */
export async function shipOrder(
  deps: OrdersDeps,
  call: Call,
  input: { orderId: Id } & Waybill,
): Promise<OrderReceipt> {
  const receipt = await deps.platform.run(call, async (tx) => {
    const done = await carryOut(deps, tx, input.orderId, (order) => ({
      ...asSeller(order, call),
      name: 'ship',
      tracking: trackingOf(deps, input.carrier),
    }));
    await deps.rooms.fulfilment.ship(tx, shipmentOf(deps, done.order as StoredOrder, input));
    return receiptOf(done);
  });
  deps.platform.outbox.nudge();
  await deps.rooms.fulfilment.announce(input.orderId);
  return receipt;
}

/**
 * A further parcel of an order that is on its way, with its own waybill.
 * @throws orders/not-now, fulfilment/* for the waybill and the parcel, platform/not-found
 */
export async function addParcel(
  deps: OrdersDeps,
  call: Call,
  input: { orderId: Id } & Waybill,
): Promise<OrderReceipt & { parcelNo: number }> {
  const receipt = await deps.platform.run(call, async (tx) => {
    const done = await carryOut(deps, tx, input.orderId, (order) => ({
      ...asSeller(order, call),
      name: 'add-parcel',
    }));
    const shipment = shipmentOf(deps, done.order as StoredOrder, input);
    const parcelNo = await deps.rooms.fulfilment.addParcel(tx, shipment);
    return { ...receiptOf(done), parcelNo };
  });
  deps.platform.outbox.nudge();
  await deps.rooms.fulfilment.announce(input.orderId);
  return receipt;
}

function shipmentOf(deps: OrdersDeps, order: StoredOrder, waybill: Waybill): NewShipment {
  const address = addressOf(deps.platform.secrets, order);
  return {
    orderId: order.id,
    sellerId: order.sellerId,
    buyerId: order.buyerId,
    carrier: waybill.carrier,
    waybillNo: waybill.waybillNo,
    toPhoneTail: address?.phone.slice(-4) ?? null,
    toCity: address?.region.city ?? null,
    now: deps.platform.clock.now(),
  };
}

/**
 * Corrects a mistyped waybill while the parcel is on its way; the old one stays in the history.
 * The carrier's clock begins anew.
 * @throws orders/not-now, orders/same-waybill, fulfilment/* for the waybill, platform/not-found
 */
export async function correctWaybill(
  deps: OrdersDeps,
  call: Call,
  input: { orderId: Id; parcelNo: number } & Waybill,
): Promise<OrderReceipt> {
  const { fulfilment } = deps.rooms;
  const { orderId, parcelNo } = input;
  const receipt = await deps.platform.run(call, async (tx) => {
    await lockOrder(tx, orderId);
    const haveOthersMoved = await fulfilment.haveOthersMoved(tx, orderId, parcelNo);
    const done = await carryOut(deps, tx, orderId, (order) => ({
      ...asSeller(order, call),
      name: 'correct-waybill',
      tracking: trackingOf(deps, input.carrier),
      haveOthersMoved,
    }));
    const now = deps.platform.clock.now();
    const isAnother = await fulfilment.correctWaybill(tx, { ...input, now });
    // The same number again would only wind the carrier's clock up once more.
    if (!isAnother) refuse('orders/same-waybill');
    return receiptOf(done);
  });
  deps.platform.outbox.nudge();
  await deps.rooms.fulfilment.announce(input.orderId);
  return receipt;
}

function trackingOf(deps: OrdersDeps, carrier: string): Tracking {
  return deps.rooms.fulfilment.isTracked(carrier) ? 'tracked' : 'untracked';
}

function asSeller(order: StoredOrder, call: Call) {
  if (partOf(order, call.actor.memberId) !== 'seller') refuse('orders/not-your-part');
  return { by: 'seller', actorId: call.actor.memberId } as const;
}
