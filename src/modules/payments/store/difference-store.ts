import { sql, type Sql } from '#platform/db/database.ts';
import type { Difference } from '../domain/reconciliation.ts';

/** One number to hold against the other side: what it is of, and our number of it. */
export type Pair = Pick<Difference, 'subject' | 'outNo'>;

/** Whose bills, and what the provider keeps of a payment where that was agreed. */
export type BillOwner = { name: string; merchantId: string; feeBps: number | null };

/** Days whose bill is there and was not held against the books yet, oldest first. */
export async function readDaysToCompare(handle: Sql, provider: string): Promise<string[]> {
  const { rows } = await sql<{ day: string }>`
    select day::text as day from payments.bill_day
    where provider = ${provider} and compared_at is null order by day`.execute(handle);
  return rows.map(({ day }) => day);
}

export async function markCompared(
  handle: Sql,
  bill: { provider: string; day: string; now: Date },
): Promise<void> {
  await sql`
    update payments.bill_day set compared_at = ${bill.now}
    where provider = ${bill.provider} and day = ${bill.day}::date`.execute(handle);
}

/** What stands on a day's bill, and the fees it names. */
export async function readBilled(handle: Sql, provider: string, day: string): Promise<Pair[]> {
  const { rows } = await sql<Pair>`
    select distinct s.subject, split_part(l.out_no, '-', 1) as "outNo"
    from payments.bill_line l
    cross join lateral (select l.kind as subject
      union all select 'fee' where l.fee_fen is not null and l.kind = 'payment') s
    where l.provider = ${provider} and l.day = ${day}::date`.execute(handle);
  return rows;
}

/** What the books have of a day and no bill of the provider has. */
export async function readUnbilled(handle: Sql, provider: string, day: string): Promise<Pair[]> {
  const from = sql`(${day}::date)::timestamp at time zone 'Asia/Shanghai'`;
  const until = sql`(${day}::date + 1)::timestamp at time zone 'Asia/Shanghai'`;
  const { rows } = await sql<Pair>`
    select n.subject, n.no as "outNo" from (
      select 'payment' as subject, id::text as no, provider from payments.attempt
      where state = 'PAID' and provider_paid_at >= ${from} and provider_paid_at < ${until}
      union all
      select 'refund', r.id::text, a.provider from payments.refund r
      join payments.attempt a on a.bucket = r.bucket and a.id = r.attempt_id
      where r.state = 'SUCCEEDED' and r.provider_finished_at >= ${from}
        and r.provider_finished_at < ${until}
      union all
      select 'transfer', id::text, coalesce(provider, ${provider}) from payments.payout
      where state = 'PAID' and provider_finished_at >= ${from}
        and provider_finished_at < ${until}) n
    where n.provider = ${provider} and exists (select from payments.bill_day
        where provider = ${provider} and day = ${day}::date)
      and not exists (select from payments.bill_line l where l.provider = ${provider}
        and l.kind = n.subject and split_part(l.out_no, '-', 1) = n.no)
    order by n.no`.execute(handle);
  return rows;
}

type Row = Omit<Difference, 'ourFen' | 'theirFen'> & {
  ourFen: string | null;
  theirFen: string | null;
};

/** Where bills and books differ about these numbers; what agrees is absent. */
export async function readDifferences(
  handle: Sql,
  owner: BillOwner,
  pairs: readonly Pair[],
): Promise<Difference[]> {
  if (pairs.length === 0) return [];
  const { rows } = await sql<Row>`
    select subject, out_no as "outNo", kind, day::text as day, provider_ref as "providerRef",
      our_fen as "ourFen", their_fen as "theirFen", is_booked as "isBooked",
      order_id as "orderId", member_id as "memberId"
    from payments.bill_differences(${owner.name}, ${owner.merchantId}, ${owner.feeBps}::int,
      ${pairs.map(({ subject }) => subject)}::text[], ${pairs.map(({ outNo }) => outNo)}::text[])
    order by 1, 2`.execute(handle);
  const fen = (text: string | null) => (text === null ? null : BigInt(text));
  return rows.map((row) => ({ ...row, ourFen: fen(row.ourFen), theirFen: fen(row.theirFen) }));
}
