import { sql, type Sql } from '#platform/db/database.ts';
import { bucketOf, type Id } from '#platform/ids.ts';

/** Orders looked at for a shop's numbers; the latest. */
const salesMax = 20_000;

/** One paid order of a shop, as its numbers need it. Days are of Shanghai. */
export type Sale = {
  orderId: Id;
  paidDay: string;
  completedDay: string | null;
  /** What the seller keeps: without refunds and the fee; 0 before the settlement. */
  incomeFen: bigint;
  lines: { listingId: Id; goodsFen: bigint }[];
};

type SaleRow = {
  orderId: Id;
  paidDay: string;
  completedDay: string | null;
  incomeFen: string;
  lines: { listingId: string; goodsFen: string }[];
};

/** A seller's orders that were paid or completed since then. */
export async function readSales(handle: Sql, sellerId: Id, since: Date): Promise<Sale[]> {
  const { rows } = await sql<SaleRow>`
    select o.id as "orderId",
      (o.paid_at at time zone 'Asia/Shanghai')::date::text as "paidDay",
      (o.completed_at at time zone 'Asia/Shanghai')::date::text as "completedDay",
      case when o.completed_at is null then 0
        else o.paid_fen - o.refunded_fen - o.charged_fen - coalesce(o.fee_fen, 0) end as "incomeFen",
      (select jsonb_agg(jsonb_build_object('listingId', l.listing_id::text,
          'goodsFen', (l.unit_price_fen * l.quantity)::text) order by l.line_no)
        from orders.order_line l where l.bucket = o.bucket and l.order_id = o.id) as lines
    from orders."order" o
    where o.bucket = ${bucketOf(sellerId)} and o.seller_id = ${sellerId}
      and (o.paid_at >= ${since} or o.completed_at >= ${since})
    order by o.created_at desc limit ${salesMax}`.execute(handle);
  return rows.map((row) => ({
    ...row,
    incomeFen: BigInt(row.incomeFen),
    lines: row.lines.map(({ listingId, goodsFen }) => ({ listingId, goodsFen: BigInt(goodsFen) })),
  }));
}
