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

/** Orders in which a member may still have something to do, as buyer and as seller. */
export async function listOpenOrderIds(handle: Sql, memberId: Id, max: number): Promise<Id[]> {
  const bucket = bucketOf(memberId);
  const { rows } = await sql<{ id: Id }>`
    (select order_id as id from orders.buyer_order
      where bucket = ${bucket} and buyer_id = ${memberId}
        and state in ('WAIT_PAY', 'SHIPPED', 'DELIVERED')
      order by placed_at desc, order_id desc limit ${max})
    union all
    (select id from orders."order"
      where bucket = ${bucket} and seller_id = ${memberId} and state = 'WAIT_SHIP'
      order by created_at desc, id desc limit ${max})`.execute(handle);
  return rows.map((row) => row.id);
}

/** Open offers that wait for a member's answer: the buyer names the odd prices, the seller the even. */
export async function listOffersToAnswer(handle: Sql, memberId: Id, max: number): Promise<Id[]> {
  const { rows } = await sql<{ id: Id }>`
    (select id from orders.offer
      where bucket = ${bucketOf(memberId)} and seller_id = ${memberId} and state = 'open'
        and round % 2 = 1 limit ${max})
    union all
    (select id from orders.offer
      where buyer_id = ${memberId} and state = 'open' and round % 2 = 0 limit ${max})`.execute(
    handle,
  );
  return rows.map((row) => row.id);
}

export type OrderSearch = {
  /** Any of these orders, of these members or with this in a title; nothing named: all. */
  match: { orderIds: Id[]; memberIds: Id[]; title: string } | undefined;
  state?: string | undefined;
  totalFen?: bigint | undefined;
  from?: Date | undefined;
  until?: Date | undefined;
  after?: ListPlace | undefined;
  limit: number;
};

/** Orders of everybody for operators, newest first. */
export async function searchOrderIds(handle: Sql, search: OrderSearch): Promise<ListPlace[]> {
  const { match, after } = search;
  const title = match ? `%${match.title.replace(/[\\%_]/g, '\\$&')}%` : '';
  const { rows } = await sql<ListPlace>`
    select o.id, o.created_at::text as at from orders."order" o
    where (${match === undefined} or o.id = any(${match?.orderIds ?? []}::bigint[])
        or o.buyer_id = any(${match?.memberIds ?? []}::bigint[])
        or o.seller_id = any(${match?.memberIds ?? []}::bigint[])
        or exists (select from orders.order_line l where l.bucket = o.bucket and l.order_id = o.id
          and l.snapshot->>'title' ilike ${title}))
      and (${search.state ?? null}::text is null or o.state = ${search.state ?? null})
      and (${search.totalFen ?? null}::bigint is null
        or o.total_fen = ${search.totalFen ?? null}::bigint)
      and o.created_at >= coalesce(${search.from ?? null}::timestamptz, '-infinity')
      and o.created_at < coalesce(${search.until ?? null}::timestamptz, 'infinity')
      and (${after?.id ?? null}::bigint is null or (o.created_at, o.id)
        < (${after?.at ?? null}::timestamptz, ${after?.id ?? null}::bigint))
    order by o.created_at desc, o.id desc limit ${search.limit}`.execute(handle);
  return rows;
}
