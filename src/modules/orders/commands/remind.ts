import type { Call } from '#platform/actor.ts';
import type { Id } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';
import type { OrdersDeps } from '../deps.ts';
import { mayRemind } from '../domain/remind.ts';
import { lockOrder, readLines } from '../store/order-store.ts';
import { insertReminder, lastReminder } from '../store/reminder-store.ts';
import { partOf } from './carry-out.ts';

export type Reminded = { orderId: Id; remindedAt: Date };

/**
 * Tells the other side of an order that it is their turn: the buyer that the promise to ship is
 * near or over, the seller that the order waits for its payment. Locks the order.
 * @throws platform/not-found, orders/nothing-to-remind, orders/too-early-to-remind,
 *   orders/reminded-already
 */
export function remind(
  deps: OrdersDeps,
  call: Call,
  { orderId }: { orderId: Id },
): Promise<Reminded> {
  const { clock, run } = deps.platform;
  return run(call, async (tx) => {
    const order = await lockOrder(tx, orderId);
    if (!order) refuse('platform/not-found');
    const side = partOf(order, call.actor.memberId);
    const last = await lastReminder(tx, orderId, side);
    const now = clock.now();
    const verdict = mayRemind(order, side, { lastAt: last?.at ?? null, now });
    if (!verdict.ok) {
      refuse(verdict.code, 'from' in verdict ? { from: verdict.from.toISOString() } : {});
    }
    const no = (last?.no ?? 0) + 1;
    await insertReminder(tx, { orderId, side, no, at: now });
    const title = (await readLines(tx, [orderId])).get(orderId)?.[0]?.snapshot.title ?? '';
    await deps.rooms.notifications.notify(tx, {
      memberId: side === 'buyer' ? order.sellerId : order.buyerId,
      type: side === 'buyer' ? 'orders/remind-to-ship' : 'orders/remind-to-pay',
      params: { title },
      link: `/orders/${orderId}`,
      dedupeKey: `remind:${orderId}:${side}:${no}`,
    });
    return { orderId, remindedAt: now };
  });
}
