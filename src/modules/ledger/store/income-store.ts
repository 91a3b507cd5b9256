import { sql, type Sql } from '#platform/db/database.ts';
import { bucketOf, type Id } from '#platform/ids.ts';
import type { Span } from './wallet-line-store.ts';

/** The entries by which a sale gives back what it brought: seller, fee, and what was laid out. */
export const isOfSale = sql`(e.account ~ '^(wallet|fee):' or e.account = 'world:protection')`;

export type IncomeSums = Record<'sales' | 'gross' | 'fee' | 'taken_back' | 'fee_back', string>;

/** The sums of a seller's sales settled, and of those taken back, within a span; amounts as text. */
export async function readIncome(handle: Sql, memberId: Id, span: Span): Promise<IncomeSums> {
  const bucket = bucketOf(memberId);
  const { rows } = await sql<IncomeSums>`
    select s.sales::text, s.gross::text, s.fee::text, b.taken_back::text, b.fee_back::text
    from (
      select count(*) as sales, coalesce(sum(gross_fen), 0) as gross,
        coalesce(sum(fee_fen), 0) as fee
      from ledger.wallet_line
      where bucket = ${bucket} and member_id = ${memberId} and kind = 'settle'
        and at >= ${span.from} and at < ${span.until}) s,
    (
      select coalesce(-sum(e.amount_fen) filter (where ${isOfSale}), 0) as taken_back,
        coalesce(-sum(e.amount_fen) filter (where e.account like 'fee:%'), 0) as fee_back
      from ledger.hold h
      join ledger.transfer t on t.bucket = h.bucket and t.order_id = h.order_id
        and t.kind in ('take-back', 'charge-back') and t.at >= ${span.from} and t.at < ${span.until}
      join ledger.entry e on e.bucket = t.bucket and e.transfer_id = t.id
      where h.bucket = ${bucket} and h.seller_id = ${memberId} and h.ended_by = 'settle') b`.execute(
    handle,
  );
  return rows[0]!;
}
