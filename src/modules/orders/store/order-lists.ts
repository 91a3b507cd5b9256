import { sql, type Sql, type Tx } from '#platform/db/database.ts';
import { bucketOf, type Id } from '#platform/ids.ts';

/** Where a page of a list starts: the last row's time (as the database writes it) and id. */
export type ListPlace = { at: string; id: Id };
export type ListQuery = {
  memberId: Id;
  state?: string | undefined;
  after?: ListPlace | undefined;
  limit: number;
};

/** A buyer's orders from the projection in the buyer's own bucket, newest first. */
export async function listBuyerOrderIds(handle: Sql, query: ListQuery): Promise<ListPlace[]> {
  const { rows } = await sql<ListPlace>`
    select order_id as id, placed_at::text as at from orders.buyer_order
    where bucket = ${bucketOf(query.memberId)} and buyer_id = ${query.memberId}
      and (${query.state ?? null}::text is null or state = ${query.state ?? null})
      and (${query.after?.id ?? null}::bigint is null
        or (placed_at, order_id) < (${query.after?.at ?? null}::timestamptz, ${query.after?.id ?? null}))
    order by placed_at desc, order_id desc limit ${query.limit}`.execute(handle);
  return rows;
}

/** A seller's orders, newest first. */
export async function listSellerOrderIds(handle: Sql, query: ListQuery): Promise<ListPlace[]> {
  const { rows } = await sql<ListPlace>`
    select id, created_at::text as at from orders."order"
    where bucket = ${bucketOf(query.memberId)} and seller_id = ${query.memberId}
      and (${query.state ?? null}::text is null or state = ${query.state ?? null})
      and (${query.after?.id ?? null}::bigint is null
        or (created_at, id) < (${query.after?.at ?? null}::timestamptz, ${query.after?.id ?? null}))
    order by created_at desc, id desc limit ${query.limit}`.execute(handle);
  return rows;
}

/** Brings one order of the buyer's list up to date; an older event never overwrites a newer one. */
export async function projectBuyerOrder(
  tx: Tx,
  order: { buyerId: Id; orderId: Id; state: string; eventCount: number; at: Date | string },
): Promise<void> {
  await sql`
    insert into orders.buyer_order (bucket, buyer_id, order_id, state, event_count, placed_at)
    values (${bucketOf(order.buyerId)}, ${order.buyerId}, ${order.orderId}, ${order.state},
      ${order.eventCount}, ${order.at})
    on conflict (bucket, buyer_id, order_id)
    do update set state = excluded.state, event_count = excluded.event_count,
      placed_at = least(buyer_order.placed_at, excluded.placed_at)
    where buyer_order.event_count < excluded.event_count
      or buyer_order.placed_at > excluded.placed_at`.execute(tx);
}
