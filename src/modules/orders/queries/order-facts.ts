import type { Sql } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import type { Order } from '../domain/order.ts';
import { readLines, readOrders } from '../store/order-store.ts';

/** An order as the rooms above need it: itself, and the title of the first of its goods. */
export type OrderFacts = { order: Order; title: string };

/** Some orders by id; those that do not exist are absent. */
export async function readOrderFacts(handle: Sql, orderIds: Id[]): Promise<Map<Id, OrderFacts>> {
  const [orders, lines] = await Promise.all([
    readOrders(handle, orderIds),
    readLines(handle, orderIds),
  ]);
  const facts = [...orders.values()].map(
    (order) =>
      [order.id, { order, title: lines.get(order.id)?.[0]?.snapshot.title ?? '' }] as const,
  );
  return new Map(facts);
}
