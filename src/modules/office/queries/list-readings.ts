import type { Actor } from '#platform/actor.ts';
import type { Id } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';
import type { Room } from '../room.ts';
import { readReadings } from '../store/reading-store.ts';
import type { ReadingView } from '../types.ts';

/**
 * What operators read of an order that only its two may read, and why; for one of the two. Whose
 * address it was only the buyer is told.
 * @throws platform/not-found for everybody else
 */
export async function listReadings(
  { platform, rooms }: Room,
  actor: Actor,
  { orderId }: { orderId: Id },
): Promise<{ items: ReadingView[] }> {
  const handle = platform.database.sql;
  const order = (await rooms.orders.readOrders(handle, [orderId])).get(orderId)?.order;
  const isBuyer = order?.buyerId === actor.memberId;
  if (!order || (!isBuyer && order.sellerId !== actor.memberId)) refuse('platform/not-found');
  const items = await readReadings(handle, orderId);
  return { items: isBuyer ? items : items.filter(({ what }) => what === 'messages') };
}
