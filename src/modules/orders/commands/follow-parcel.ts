import type { Tx } from '#platform/db/database.ts';
import { isOfBefore, type ParcelNews } from '#fulfilment';
import type { OrdersDeps } from '../deps.ts';
import { isNewMovement } from '../domain/decide.ts';
import { lockOrder } from '../store/order-store.ts';
import { carryOut } from './carry-out.ts';

/**
 * The carrier has scanned a parcel: the order's clock begins anew. Old or late news change nothing,
 * nor do those of a parcel that was underway before the order was paid.
 */
export async function followParcel(deps: OrdersDeps, tx: Tx, news: ParcelNews): Promise<void> {
  const { orderId, at: movedAt } = news;
  const order = await lockOrder(tx, orderId);
  if (order?.state !== 'SHIPPED' || isOfBefore(news, order.paidAt!)) return;
  if (!isNewMovement(order, movedAt, deps.platform.clock.now())) return;
  const moved = { name: 'move-parcel', by: 'courier', actorId: null, movedAt } as const;
  await carryOut(deps, tx, orderId, () => moved);
}

/**
 * A parcel was signed for. A carrier may say so twice, or after the buyer has confirmed. The order
 * has arrived when all of its parcels have; until then this is one of its movements. What was signed
 * for before it was paid is no parcel of it, and its shipment turns out void.
 */
export async function acceptDelivery(deps: OrdersDeps, tx: Tx, news: ParcelNews): Promise<void> {
  const order = await lockOrder(tx, news.orderId);
  if (order?.state !== 'SHIPPED' || isOfBefore(news, order.paidAt!)) return;
  // Asked under the order's lock, so that of two last parcels the second sees the first.
  const isLast = await deps.rooms.fulfilment.haveOthersArrived(tx, order.id, news.parcelNo);
  if (!isLast) return followParcel(deps, tx, news);
  const delivered = { name: 'deliver', by: 'courier', actorId: null } as const;
  await carryOut(deps, tx, news.orderId, () => delivered);
}
