import type { Sql } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import { lineShares, type LineShare } from '../domain/line-shares.ts';
import type { Order } from '../domain/order.ts';
import { readLines, readOrders } from '../store/order-store.ts';
import type { OrderLineRow } from '../store/tables.ts';

/** An order as the rooms above need it: itself, the title of the first of its goods, its lines. */
export type OrderFacts = {
  order: Order;
  title: string;
  /** What was paid for each line, in their order. */
  lines: (LineShare & { title: string })[];
};

/** Some orders by id; those that do not exist are absent. */
export async function readOrderFacts(handle: Sql, orderIds: Id[]): Promise<Map<Id, OrderFacts>> {
  const [orders, lines] = await Promise.all([
    readOrders(handle, orderIds),
    readLines(handle, orderIds),
  ]);
  const facts = [...orders.values()].map((order) => {
    const own = lines.get(order.id) ?? [];
    const title = own[0]?.snapshot.title ?? '';
    return [order.id, { order, title, lines: sharesOf(order, own) }] as const;
  });
  return new Map(facts);
}

function sharesOf(order: Order, rows: OrderLineRow[]): OrderFacts['lines'] {
  const paid = rows.map((row) => ({
    lineNo: row.line_no,
    quantity: row.quantity,
    unitPriceFen: BigInt(row.unit_price_fen),
    discountFen: BigInt(row.discount_fen),
  }));
  const shares = lineShares(order, paid);
  return shares.map((share, place) => ({ ...share, title: rows[place]!.snapshot.title }));
}
