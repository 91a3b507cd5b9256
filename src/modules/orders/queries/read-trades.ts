import type { Sql } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import { readLines, readOrders, type StoredOrder } from '../store/order-store.ts';

/** An order as rooms above build on it: between whom, about what, and since when it is over. */
export type Trade = {
  orderId: Id;
  buyerId: Id;
  sellerId: Id;
  title: string;
  /** When both had seen it through: completed, or refunded after delivery; null until then. */
  overAt: Date | null;
};

/** The trades of these orders; unknown ids are missing. */
export async function readTrades(handle: Sql, orderIds: Id[]): Promise<Map<Id, Trade>> {
  const [orders, lines] = await Promise.all([
    readOrders(handle, orderIds),
    readLines(handle, orderIds),
  ]);
  const titleOf = (id: Id) => lines.get(id)?.[0]?.snapshot.title ?? '';
  return new Map(
    [...orders.values()].map((order) => [
      order.id,
      {
        orderId: order.id,
        buyerId: order.buyerId,
        sellerId: order.sellerId,
        title: titleOf(order.id),
        overAt: overAt(order),
      },
    ]),
  );
}

function overAt({ completedAt, refundedAt, deliveredAt }: StoredOrder): Date | null {
  return completedAt ?? (deliveredAt && refundedAt);
}
