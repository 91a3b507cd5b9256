import { sql, type Sql, type Tx } from '#platform/db/database.ts';
import { bucketOf, type Id } from '#platform/ids.ts';
import { orderGroups, spanOf, type OrderSearch } from '../domain/order-groups.ts';

/** Where a page of a list starts: the last row's time (as the database writes it) and id. */
export type ListPlace = { at: string; id: Id };
export type ListQuery = {
  memberId: Id;
  search: OrderSearch;
  /** Members of a name that was looked for; their orders are found as well. */
  namedIds: readonly Id[];
  after?: ListPlace | undefined;
  limit: number;
};

/** A member's orders of one role that are looked for, newest first. */
export async function listOrderIds(handle: Sql, query: ListQuery): Promise<ListPlace[]> {
  const { after } = query;
  const { rows } = await sql<ListPlace>`
    select own.id, own.placed_at::text as at from (${ownOrders(query)}) own
    where ${isFound(query)}
      and (${after?.id ?? null}::bigint is null
        or (own.placed_at, own.id) < (${after?.at ?? null}::timestamptz, ${after?.id ?? null}))
    order by own.placed_at desc, own.id desc limit ${query.limit}`.execute(handle);
  return rows;
}

/** How many of a member's orders are in each state, and in an after-sale; of the newest `limit`. */
export async function countOrdersByState(
  handle: Sql,
  query: Omit<ListQuery, 'after'>,
): Promise<{ state: string; count: number; inAfterSale: number }[]> {
  const { rows } = await sql<{ state: string; count: number; inAfterSale: number }>`
    select found.state, count(*)::int as count,
      count(found.after_sale_opened_at)::int as "inAfterSale"
    from (select own.state, own.after_sale_opened_at from (${ownOrders(query)}) own
      where ${isFound(query)}
      order by own.placed_at desc, own.id desc limit ${query.limit}) found
    group by found.state`.execute(handle);
  return rows;
}

/** The other sides of a member's newest orders of one role, each once. */
export async function listOtherIds(
  handle: Sql,
  query: Pick<ListQuery, 'memberId' | 'search' | 'limit'>,
): Promise<Id[]> {
  const { rows } = await sql<{ id: Id }>`
    select distinct newest.other_id as id
    from (select own.other_id from (${ownOrders(query)}) own
      order by own.placed_at desc, own.id desc limit ${query.limit}) newest`.execute(handle);
  return rows.map((row) => row.id);
}

/** A member's own orders: a seller's lie in their bucket, a buyer's are found by the projection. */
function ownOrders({ memberId, search }: Pick<ListQuery, 'memberId' | 'search'>) {
  const bucket = bucketOf(memberId);
  if (search.role === 'seller') {
    return sql`
      select o.bucket, o.id, o.state, o.after_sale_opened_at, o.buyer_id as other_id,
        o.created_at as placed_at
      from orders."order" o where o.bucket = ${bucket} and o.seller_id = ${memberId}`;
  }
  return sql`
    select o.bucket, o.id, o.state, o.after_sale_opened_at, o.seller_id as other_id, b.placed_at
    from orders.buyer_order b
    join orders."order" o on o.bucket = platform.bucket_of(b.order_id) and o.id = b.order_id
    where b.bucket = ${bucket} and b.buyer_id = ${memberId}`;
}

function isFound({ search, namedIds }: Pick<ListQuery, 'search' | 'namedIds'>) {
  const { since, before } = spanOf(search);
  const text = search.text?.toLowerCase() ?? null;
  const states = search.group ? [...orderGroups[search.group]] : search.state && [search.state];
  return sql`(${states || null}::text[] is null or own.state = any(${states || null}::text[]))
    and (${search.inAfterSale !== true} or own.after_sale_opened_at is not null)
    and (${since}::timestamptz is null or own.placed_at >= ${since})
    and (${before}::timestamptz is null or own.placed_at < ${before})
    and (${text}::text is null or own.id::text = ${text}
      or own.other_id = any(${[...namedIds]}::bigint[])
      or exists (select 1 from orders.order_line l
        where l.bucket = own.bucket and l.order_id = own.id
          and position(${text} in lower(l.snapshot->>'title')) > 0))`;
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

export type OperatorSearch = {
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
export async function searchOrderIds(handle: Sql, search: OperatorSearch): Promise<ListPlace[]> {
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
