import type { Actor, Call } from '#platform/actor.ts';
import type { Id } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';
import type { LabelOffer, LabelView } from '#fulfilment';
import type { OrdersDeps } from '../deps.ts';
import { addressOf } from '../queries/address.ts';
import { lockOrder, readOrders, type StoredOrder } from '../store/order-store.ts';

/** What labels for an order to be shipped would cost its seller. Empty where none are sold. */
export async function listLabelOffers(
  deps: OrdersDeps,
  actor: Actor,
  { orderId }: { orderId: Id },
): Promise<{ items: LabelOffer[] }> {
  const { fulfilment } = deps.rooms;
  const found = (await readOrders(deps.platform.database.sql, [orderId])).get(orderId);
  const order = refuseUnlessToShip(found, actor.memberId);
  if (!fulfilment.sellsLabels()) return { items: [] };
  const to = labelTo(deps, order);
  return { items: await fulfilment.quoteLabels({ sellerId: order.sellerId, to }) };
}

/**
 * Buys a label for an order to be shipped, at the price its seller was shown; asked again it is the
 * same label. The courier asks the seller for the money; nothing is booked here.
 * @throws orders/not-now, orders/no-parcel, orders/after-sale-open, fulfilment/…, platform/not-found
 */
export async function buyLabel(
  deps: OrdersDeps,
  call: Call,
  input: { orderId: Id } & LabelOffer,
): Promise<LabelView> {
  const { platform, rooms } = deps;
  const { orderId, carrier, priceFen } = input;
  const labelNo = await platform.run(call, async (tx) => {
    const order = refuseUnlessToShip(await lockOrder(tx, orderId), call.actor.memberId);
    const { sellerId } = order;
    const ask = { orderId, sellerId, carrier, priceFen, to: labelTo(deps, order) };
    return rooms.fulfilment.askLabel(tx, ask);
  });
  return rooms.fulfilment.finishLabel({ orderId, labelNo });
}

/** `waybillNo`: which label is meant; null is the one that was asked for and not sold yet. */
export type CancelLabelInput = { orderId: Id; waybillNo: string | null };

/**
 * Gives a label of an own order back, unless the parcel was shipped with it. It names the label, so
 * that a request that comes late gives back none that was bought since.
 * @throws fulfilment/label-gone, fulfilment/label-other, fulfilment/label-used, platform/not-found
 */
export async function cancelLabel(
  deps: OrdersDeps,
  call: Call,
  input: CancelLabelInput,
): Promise<{ orderId: Id }> {
  const { platform, rooms } = deps;
  const { orderId } = input;
  const labelNo = await platform.run(call, async (tx) => {
    const order = await lockOrder(tx, orderId);
    if (order?.sellerId !== call.actor.memberId) refuse('platform/not-found');
    return rooms.fulfilment.askLabelBack(tx, input);
  });
  await rooms.fulfilment.giveLabelBack({ orderId, labelNo });
  return { orderId };
}

function refuseUnlessToShip(order: StoredOrder | undefined, memberId: Id): StoredOrder {
  if (order?.sellerId !== memberId) refuse('platform/not-found');
  if (order.delivery !== 'courier') refuse('orders/no-parcel');
  if (order.state !== 'WAIT_SHIP') refuse('orders/not-now', { state: order.state });
  if (order.afterSaleOpenedAt) refuse('orders/after-sale-open');
  return order;
}

/** The courier is told the whole address: its hands bring the parcel to the door. */
function labelTo({ platform }: OrdersDeps, order: StoredOrder) {
  const address = addressOf(platform.secrets, order) ?? refuse('orders/no-parcel');
  const { province, city, district } = address.region;
  const { phone, detail } = address;
  return { name: address.alias ?? address.name, phone, province, city, district, detail };
}
