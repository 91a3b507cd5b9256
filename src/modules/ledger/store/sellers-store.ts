import { sql, type Sql } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import { isOfSale } from './income-store.ts';
import type { Span } from './wallet-line-store.ts';

export type SellerQuarterRow = {
  member_id: Id;
  quarter: number;
  sales: number;
  gross: string;
  fee: string;
  taken_back: string;
  fee_back: string;
};

/** Every seller's sales and what was taken back of them, by quarter; amounts as text. */
export async function readSellers(handle: Sql, span: Span): Promise<SellerQuarterRow[]> {
  const { rows } = await sql<SellerQuarterRow>`
    with part as (
      select member_id, at, 1 as sales, gross_fen as gross, fee_fen as fee, 0 as taken_back,
        0 as fee_back
      from ledger.wallet_line
      where kind = 'settle' and at >= ${span.from} and at < ${span.until}
      union all
      select h.seller_id, t.at, 0, 0, 0,
        coalesce(-sum(e.amount_fen) filter (where ${isOfSale}), 0),
        coalesce(-sum(e.amount_fen) filter (where e.account like 'fee:%'), 0)
      from ledger.transfer t
      join ledger.hold h on h.bucket = t.bucket and h.order_id = t.order_id
        and h.ended_by = 'settle'
      join ledger.entry e on e.bucket = t.bucket and e.transfer_id = t.id
      where t.kind in ('take-back', 'charge-back') and t.at >= ${span.from} and t.at < ${span.until}
      group by t.bucket, t.id, h.seller_id, t.at)
    select member_id, extract(quarter from at at time zone 'Asia/Shanghai')::int as quarter,
      sum(sales)::int as sales, sum(gross)::text as gross, sum(fee)::text as fee,
      sum(taken_back)::text as taken_back, sum(fee_back)::text as fee_back
    from part group by 1, 2 order by 1, 2`.execute(handle);
  return rows;
}
