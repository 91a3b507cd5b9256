import { sql, type Sql } from '#platform/db/database.ts';
import { bucketOf, type Id } from '#platform/ids.ts';

/** The sums of a member's wallet lines before and within a month; amounts as text. */
export async function readMonth(
  handle: Sql,
  memberId: Id,
  from: string,
): Promise<Record<'opening' | 'closing' | 'gross' | 'fee' | 'withdrawn' | 'sales', string>> {
  const { rows } = await sql<
    Record<'opening' | 'closing' | 'gross' | 'fee' | 'withdrawn' | 'sales', string>
  >`
    with span as (select ${from}::timestamptz as lo,
        (${from}::timestamptz at time zone 'Asia/Shanghai' + interval '1 month')
          at time zone 'Asia/Shanghai' as hi),
      lines as (select l.* from ledger.wallet_line l, span
        where l.bucket = ${bucketOf(memberId)} and l.member_id = ${memberId} and l.at < span.hi)
    select
      coalesce(sum(amount_fen) filter (where at < span.lo), 0)::text as opening,
      coalesce(sum(amount_fen), 0)::text as closing,
      coalesce(sum(gross_fen) filter (where at >= span.lo), 0)::text as gross,
      coalesce(sum(fee_fen) filter (where at >= span.lo), 0)::text as fee,
      coalesce(-sum(amount_fen) filter (where at >= span.lo and kind like 'withdraw%'), 0)::text
        as withdrawn,
      count(*) filter (where at >= span.lo and kind = 'settle')::text as sales
    from span left join lines on true`.execute(handle);
  return rows[0]!;
}
