import { sql, type Sql } from '#platform/db/database.ts';
import { bucketOf, type Id } from '#platform/ids.ts';
import type { OfferStepRow } from './tables.ts';

/** The steps of the offers that led to an order, the oldest first. */
export async function readOfferStepsOfOrder(handle: Sql, orderId: Id): Promise<OfferStepRow[]> {
  const { rows } = await sql<OfferStepRow>`
    select s.* from orders.offer o
    join orders.offer_step s on s.bucket = o.bucket and s.offer_id = o.id
    where o.bucket = ${bucketOf(orderId)} and o.order_id = ${orderId}
    order by s.at, s.offer_id, s.seq limit 200`.execute(handle);
  return rows;
}
