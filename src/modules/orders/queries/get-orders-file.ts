import type { Actor } from '#platform/actor.ts';
import type { Locale } from '#platform/refusal.ts';
import { refuse } from '#platform/refusal.ts';
import type { OrdersDeps } from '../deps.ts';
import { daysOf, fileDaysMax } from '../domain/order-groups.ts';
import { ordersFile } from '../domain/orders-file.ts';
import { listOrderIds } from '../store/order-lists.ts';
import { readLines, readOrders, type StoredOrder } from '../store/order-store.ts';

/** Orders of one file; a shop with more asks for shorter spans. */
const fileOrdersMax = 5_000;

export type OrdersFileInput = {
  role: 'buyer' | 'seller';
  /** Days in Shanghai, both included: `2026-11-24`. */
  from: string;
  to: string;
  locale: Locale;
};

/**
 * The caller's own orders of some days as a CSV file, the newest first.
 * @throws orders/span-too-long, orders/too-many-for-file
 */
export async function getOrdersFile(
  deps: OrdersDeps,
  actor: Actor,
  { locale, ...search }: OrdersFileInput,
): Promise<string> {
  const days = daysOf(search);
  if (days < 1 || days > fileDaysMax) refuse('orders/span-too-long', { max: fileDaysMax });
  const handle = deps.platform.database.sql;
  const keys = await listOrderIds(handle, {
    memberId: actor.memberId,
    search,
    namedIds: [],
    limit: fileOrdersMax + 1,
  });
  if (keys.length > fileOrdersMax) refuse('orders/too-many-for-file', { max: fileOrdersMax });
  const ids = keys.map(({ id }) => id);
  const [orders, lines] = await Promise.all([readOrders(handle, ids), readLines(handle, ids)]);
  const otherOf = (order: StoredOrder) =>
    search.role === 'seller' ? order.buyerId : order.sellerId;
  const others = await deps.rooms.identity.getMembers([
    ...new Set([...orders.values()].map(otherOf)),
  ]);
  const rows = ids.flatMap((id) => {
    const order = orders.get(id);
    if (!order) return [];
    const goods = (lines.get(id) ?? []).map(({ snapshot, quantity }) => ({
      title: snapshot.title,
      quantity,
    }));
    const feeFen = search.role === 'seller' ? order.feeFen : null;
    const other = others.get(otherOf(order))?.nickname ?? '';
    return { ...order, placedAt: order.createdAt, goods, other, feeFen };
  });
  return ordersFile(rows, locale);
}
