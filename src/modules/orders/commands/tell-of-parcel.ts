import type { Tx } from '#platform/db/database.ts';
import { isOfBefore, type ParcelNews } from '#fulfilment';
import type { OrdersDeps } from '../deps.ts';
import { lockOrder, readLines, readOrders, type StoredOrder } from '../store/order-store.ts';
import { carryOut } from './carry-out.ts';

/** A parcel on its way has not moved for days: both parties are told, once a standstill. */
export async function tellStandstill(deps: OrdersDeps, tx: Tx, news: ParcelNews): Promise<void> {
  const order = (await readOrders(tx, [news.orderId])).get(news.orderId);
  if (order?.state !== 'SHIPPED') return;
  await tellBoth(deps, tx, order, { what: 'stand-still', news });
}

/** A parcel was signed for in another city: both can tell now what only they know of it. */
export async function tellElsewhere(deps: OrdersDeps, tx: Tx, news: ParcelNews): Promise<void> {
  const order = await lockOrder(tx, news.orderId);
  if (order?.state !== 'SHIPPED' || isOfBefore(news, order.paidAt!)) return;
  await tellBoth(deps, tx, order, { what: 'arrive-elsewhere', news });
}

/**
 * A further parcel was never scanned and counts no more. When all the others have arrived, so has
 * the order: the buyer has the usual time to say what is missing.
 */
export async function dropParcel(deps: OrdersDeps, tx: Tx, news: ParcelNews): Promise<void> {
  const order = await lockOrder(tx, news.orderId);
  if (order?.state !== 'SHIPPED') return;
  await tellBoth(deps, tx, order, { what: 'drop-parcel', news });
  if (!(await deps.rooms.fulfilment.haveOthersArrived(tx, order.id, news.parcelNo))) return;
  const delivered = { name: 'deliver', by: 'courier', actorId: null } as const;
  await carryOut(deps, tx, order.id, () => delivered);
}

async function tellBoth(
  deps: OrdersDeps,
  tx: Tx,
  order: StoredOrder,
  { what, news }: { what: 'stand-still' | 'drop-parcel' | 'arrive-elsewhere'; news: ParcelNews },
): Promise<void> {
  const lines = await readLines(tx, [order.id]);
  const title = lines.get(order.id)?.[0]?.snapshot.title ?? '';
  for (const role of ['buyer', 'seller'] as const) {
    await deps.rooms.notifications.notify(tx, {
      memberId: role === 'buyer' ? order.buyerId : order.sellerId,
      type: `orders/${what}.${role}`,
      params: { title },
      link: `/orders/${order.id}`,
      dedupeKey: `${what}:${order.id}:${news.parcelNo}:${news.at.getTime()}:${role}`,
    });
  }
}
