import type { Actor, Call } from '#platform/actor.ts';
import type { Id } from '#platform/ids.ts';
import { log } from '#platform/log.ts';
import { isRefusal, refuse } from '#platform/refusal.ts';
import type { VirtualFileView } from '#fulfilment';
import type { OrdersDeps } from '../deps.ts';
import type { Order } from '../domain/order.ts';
import { lockOrder, readOrders } from '../store/order-store.ts';

/**
 * Lays a file into a paid order of virtual goods; handing over gives it to the buyer. Another one
 * takes its place until then.
 * @throws platform/not-found, orders/not-virtual, orders/not-now, fulfilment/virtual-file-size,
 *   fulfilment/virtual-goods-sent
 */
export async function layVirtualFile(
  deps: OrdersDeps,
  call: Call,
  input: { orderId: Id; name: string; bytes: Buffer },
): Promise<VirtualFileView> {
  const { platform, rooms } = deps;
  const { orderId, name, bytes } = input;
  const { memberId } = call.actor;
  // Judged before anything is stored, and again under the lock.
  refuseUnlessOwed((await readOrders(platform.database.sql, [orderId])).get(orderId), memberId);
  const file = await rooms.fulfilment.storeVirtualFile({ name, bytes });
  let unneeded: string | undefined;
  try {
    unneeded = await platform.database.transaction(async (tx) => {
      const order = refuseUnlessOwed(await lockOrder(tx, orderId), memberId);
      const now = platform.clock.now();
      const put = { orderId, sellerId: order.sellerId, file, now };
      return rooms.fulfilment.putVirtualFile(tx, put);
    });
  } catch (error) {
    // After anything but a refusal the file may lie in the order all the same.
    if (isRefusal(error)) unneeded = file.blobKey;
    throw error;
  } finally {
    if (unneeded) await dropQuietly(deps, unneeded);
  }
  return { name, sizeBytes: file.sizeBytes, givenAt: null };
}

/** A blob that stays behind is a waste of room; the file that lies in the order is not lost for it. */
async function dropQuietly({ rooms }: OrdersDeps, blobKey: string): Promise<void> {
  await rooms.fulfilment
    .dropVirtualFile(blobKey)
    .catch((error: Error) => log.warn('orders/virtual-file-left', { blobKey, error }));
}

function refuseUnlessOwed(order: Order | undefined, memberId: Id): Order {
  if (order?.sellerId !== memberId) refuse('platform/not-found');
  if (order.delivery !== 'virtual') refuse('orders/not-virtual');
  if (order.state !== 'WAIT_SHIP') refuse('orders/not-now', { state: order.state });
  return order;
}

/** The file a buyer was given. @throws platform/not-found for everybody else, and before */
export async function openVirtualFile(
  deps: OrdersDeps,
  actor: Actor,
  { orderId }: { orderId: Id },
): Promise<{ name: string; bytes: Buffer }> {
  const order = (await readOrders(deps.platform.database.sql, [orderId])).get(orderId);
  if (order?.buyerId !== actor.memberId) refuse('platform/not-found');
  return (await deps.rooms.fulfilment.openVirtualFile(orderId)) ?? refuse('platform/not-found');
}
