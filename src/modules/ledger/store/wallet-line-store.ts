import { sql, type Sql } from '#platform/db/database.ts';
import { bucketOf, type Id } from '#platform/ids.ts';
import type { WalletLineRow } from './tables.ts';

/** A stretch of time: from its first moment up to, not including, its last. */
export type Span = { from: Date; until: Date };

/** A page of a member's wallet lines, newest first: those numbered below `before`. */
export async function readWalletLines(
  handle: Sql,
  query: { memberId: Id; before: number | undefined; span: Span | undefined; limit: number },
): Promise<WalletLineRow[]> {
  const { before, span } = query;
  const { rows } = await sql<WalletLineRow>`
    select * from ledger.wallet_line
    where bucket = ${bucketOf(query.memberId)} and member_id = ${query.memberId}
      and seq < coalesce(${before ?? null}::int, 2147483647)
      and at >= coalesce(${span?.from ?? null}::timestamptz, '-infinity')
      and at < coalesce(${span?.until ?? null}::timestamptz, 'infinity')
    order by seq desc limit ${query.limit}`.execute(handle);
  return rows;
}

export type MonthSums = Record<
  | 'opening'
  | 'closing'
  | 'gross'
  | 'fee'
  | 'net'
  | 'withdrawn'
  | 'taken_back'
  | 'by_hand'
  | 'sales',
  string
>;

/** What a member's wallet held at both ends of a span, and the sums within it; amounts as text. */
export async function readMonth(handle: Sql, memberId: Id, span: Span): Promise<MonthSums> {
  const bucket = bucketOf(memberId);
  const { rows } = await sql<MonthSums>`
    select ${balanceBefore(bucket, memberId, span.from)} as opening,
      ${balanceBefore(bucket, memberId, span.until)} as closing,
      coalesce(sum(gross_fen), 0)::text as gross,
      coalesce(sum(fee_fen), 0)::text as fee,
      coalesce(sum(amount_fen) filter (where kind = 'settle'), 0)::text as net,
      coalesce(-sum(amount_fen) filter (where kind in ('withdraw', 'withdraw-returned')), 0)::text
        as withdrawn,
      coalesce(-sum(amount_fen) filter (where kind in ('take-back', 'repay-debt', 'compensate',
        'charge-back')), 0)::text as taken_back,
      coalesce(sum(amount_fen) filter (where kind in ('goodwill', 'goodwill-back', 'correction')),
        0)::text as by_hand,
      count(*) filter (where kind = 'settle')::text as sales
    from ledger.wallet_line
    where bucket = ${bucket} and member_id = ${memberId}
      and at >= ${span.from} and at < ${span.until}`.execute(handle);
  return rows[0]!;
}

/** The balance after the last line before a moment. */
function balanceBefore(bucket: number, memberId: Id, moment: Date) {
  return sql`coalesce((select balance_fen from ledger.wallet_line
    where bucket = ${bucket} and member_id = ${memberId} and at < ${moment}
    order by at desc, seq desc limit 1), 0)::text`;
}
