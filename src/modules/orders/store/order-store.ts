import { sql, typed, type Sql, type Tx } from '#platform/db/database.ts';
import { bucketOf, type Id } from '#platform/ids.ts';
import { evolve, type Step } from '../domain/decide.ts';
import type { Delivery, Order, OrderState } from '../domain/order.ts';
import type { OrderEventRow, OrderLineRow, OrderRow, OrdersTables } from './tables.ts';

/** An order with what only the store knows: its sealed address and the buyer's note. */
export type StoredOrder = Order & { addressSealed: Buffer | null; buyerNote: string | null };

/** The order, locked until the transaction ends; undefined if there is none. */
export async function lockOrder(tx: Tx, orderId: Id): Promise<StoredOrder | undefined> {
  const row = await typed<OrdersTables>(tx)
    .selectFrom('orders.order')
    .selectAll()
    .where('bucket', '=', bucketOf(orderId))
    .where('id', '=', orderId)
    .forUpdate()
    .executeTakeFirst();
  return row && orderOf(row);
}

/** Orders by id, in no particular order; each bucket's ids in one read. */
export async function readOrders(handle: Sql, orderIds: Id[]): Promise<Map<Id, StoredOrder>> {
  if (orderIds.length === 0) return new Map();
  const buckets = [...new Set(orderIds.map(bucketOf))];
  const { rows } = await sql<OrderRow>`
    select * from orders."order" where bucket = any(${buckets}) and id = any(${orderIds})
  `.execute(handle);
  return new Map(rows.map((row) => [row.id, orderOf(row)]));
}

/** The lines of some orders, by order, in their order. */
export async function readLines(handle: Sql, orderIds: Id[]): Promise<Map<Id, OrderLineRow[]>> {
  if (orderIds.length === 0) return new Map();
  const buckets = [...new Set(orderIds.map(bucketOf))];
  const { rows } = await sql<OrderLineRow>`
    select * from orders.order_line
    where bucket = any(${buckets}) and order_id = any(${orderIds})
    order by order_id, line_no`.execute(handle);
  return Map.groupBy(rows, (row) => row.order_id);
}

/** The whole history of an order, oldest first. */
export async function readEvents(handle: Sql, orderId: Id): Promise<OrderEventRow[]> {
  return typed<OrdersTables>(handle)
    .selectFrom('orders.order_event')
    .selectAll()
    .where('bucket', '=', bucketOf(orderId))
    .where('order_id', '=', orderId)
    .orderBy('seq')
    .execute();
}

/** Writes a decided step of a locked order: row, event, deadlines and outbox in one round trip. */
export async function writeStep(tx: Tx, order: Order, step: Step): Promise<void> {
  const after = evolve(order, step);
  const written = JSON.stringify({
    command: step.command,
    from: step.from,
    to: step.to,
    role: step.role,
    actorId: step.actorId,
    at: step.at,
    deadlines: step.deadlines,
    row: rowOf(after),
  });
  await sql`select orders.write_step(${bucketOf(order.id)}, ${order.id}, ${written}::jsonb)`.execute(
    tx,
  );
}

function rowOf(order: Order): Record<string, unknown> {
  return {
    state: order.state,
    paid_fen: order.paidFen.toString(),
    refunded_fen: order.refundedFen.toString(),
    charged_fen: order.chargedFen.toString(),
    fee_fen: order.feeFen?.toString() ?? null,
    paid_at: order.paidAt,
    ship_by: order.shipBy,
    refund_unshipped_at: order.refundUnshippedAt,
    ship_extension_days: order.shipExtensionDays,
    shipped_at: order.shippedAt,
    tracking: order.tracking,
    scan_by: order.scanBy,
    last_moved_at: order.lastMovedAt,
    move_by: order.moveBy,
    void_shipments: order.voidShipments,
    delivered_at: order.deliveredAt,
    confirm_by: order.confirmBy,
    receipt_extensions: order.receiptExtensions,
    after_sale_opened_at: order.afterSaleOpenedAt,
    clock_left_ms: order.clockLeftMs,
    completed_at: order.completedAt,
    closed_at: order.closedAt,
    refunded_at: order.refundedAt,
    end_reason: order.endReason,
    event_count: order.eventCount,
  };
}

function orderOf(row: OrderRow): StoredOrder {
  return {
    id: row.id,
    buyerId: row.buyer_id,
    sellerId: row.seller_id,
    state: row.state as OrderState,
    delivery: row.delivery as Delivery,
    goodsFen: BigInt(row.goods_fen),
    discountFen: BigInt(row.discount_fen),
    freightFen: BigInt(row.freight_fen),
    totalFen: BigInt(row.total_fen),
    paidFen: BigInt(row.paid_fen),
    refundedFen: BigInt(row.refunded_fen),
    chargedFen: BigInt(row.charged_fen),
    feeBps: row.fee_bps,
    feeFen: row.fee_fen === null ? null : BigInt(row.fee_fen),
    createdAt: row.created_at,
    payBy: row.pay_by,
    paidAt: row.paid_at,
    shipWithinMs: Number(row.ship_within_ms),
    shipBy: row.ship_by,
    refundUnshippedAt: row.refund_unshipped_at,
    shipExtensionDays: row.ship_extension_days,
    shippedAt: row.shipped_at,
    tracking: row.tracking as Order['tracking'],
    scanBy: row.scan_by,
    lastMovedAt: row.last_moved_at,
    moveBy: row.move_by,
    voidShipments: row.void_shipments,
    deliveredAt: row.delivered_at,
    confirmBy: row.confirm_by,
    receiptExtensions: row.receipt_extensions,
    afterSaleOpenedAt: row.after_sale_opened_at,
    clockLeftMs: row.clock_left_ms === null ? null : Number(row.clock_left_ms),
    completedAt: row.completed_at,
    closedAt: row.closed_at,
    refundedAt: row.refunded_at,
    endReason: row.end_reason,
    eventCount: row.event_count,
    addressSealed: row.address_sealed,
    buyerNote: row.buyer_note,
  };
}
