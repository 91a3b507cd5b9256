import type { Tx } from '#platform/db/database.ts';
import type { ParcelNews } from '#fulfilment';
import type { OrdersDeps } from '../deps.ts';
import { isNewMovement } from '../domain/decide.ts';
import { lockOrder } from '../store/order-store.ts';
import { carryOut } from './carry-out.ts';

/** The carrier has scanned a parcel: the order's clock begins anew. Old or late news change nothing. */
export async function followParcel(deps: OrdersDeps, tx: Tx, news: ParcelNews): Promise<void> {
  const { orderId, at: movedAt } = news;
  const order = await lockOrder(tx, orderId);
  if (order?.state !== 'SHIPPED') return;
  if (!isNewMovement(order, movedAt, deps.platform.clock.now())) return;
  const moved = { name: 'move-parcel', by: 'courier', actorId: null, movedAt } as const;
  await carryOut(deps, tx, orderId, () => moved);
}

/** The parcel was signed for. A carrier may say so twice, or after the buyer has confirmed. */
export async function acceptDelivery(deps: OrdersDeps, tx: Tx, news: ParcelNews): Promise<void> {
  const order = await lockOrder(tx, news.orderId);
  if (order?.state !== 'SHIPPED') return;
  const delivered = { name: 'deliver', by: 'courier', actorId: null } as const;
  await carryOut(deps, tx, news.orderId, () => delivered);
}
