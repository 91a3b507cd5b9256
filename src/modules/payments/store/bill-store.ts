import { sql, type Sql, type Tx } from '#platform/db/database.ts';
import { bucketOf, isId } from '#platform/ids.ts';
import type { BillLine } from '../provider.ts';
import { refundIdOf } from './refund-store.ts';

/** Since when we are at a provider, and the last day whose bill we have. */
export async function readBillProgress(
  handle: Sql,
  provider: string,
): Promise<{ since: Date; lastDay: string | null } | undefined> {
  const { rows } = await sql<{ since: Date | null; last_day: string | null }>`
    select (select min(since) from payments.merchant where provider = ${provider}) as since,
      (select max(day)::text from payments.bill_day where provider = ${provider}) as last_day
  `.execute(handle);
  const { since, last_day: lastDay } = rows[0]!;
  return since ? { since, lastDay } : undefined;
}

/** Keeps a day's bill; downloading it twice changes nothing, and one issued anew takes its place. */
export async function insertBill(
  tx: Tx,
  bill: { provider: string; day: string; lines: BillLine[]; now: Date },
): Promise<void> {
  await sql`
    insert into payments.bill_day (provider, day, fetched_at)
    values (${bill.provider}, ${bill.day}::date, ${bill.now}) on conflict do nothing`.execute(tx);
  const lines = JSON.stringify(
    bill.lines.map((line) => ({
      ...line,
      amountFen: line.amountFen.toString(),
      feeFen: line.feeFen?.toString(),
    })),
  );
  const kept = bill.lines.map(({ kind, transactionId }) => `${kind} ${transactionId}`);
  await sql`
    delete from payments.bill_line
    where provider = ${bill.provider} and day = ${bill.day}::date
      and kind || ' ' || transaction_id <> all(${kept}::text[])`.execute(tx);
  await sql`
    insert into payments.bill_line as kept (provider, day, transaction_id, kind, out_no, amount_fen,
      at, merchant_id, fee_fen)
    select distinct on (l.kind, l."transactionId") ${bill.provider}, ${bill.day}::date,
      l."transactionId", l.kind, l."outNo", l."amountFen", l.at, l."merchantId", l."feeFen"
    from jsonb_to_recordset(${lines}::jsonb) as l("transactionId" text, kind text, "outNo" text,
      "amountFen" bigint, at timestamptz, "merchantId" text, "feeFen" bigint)
    on conflict (provider, day, kind, transaction_id) do update
    set out_no = excluded.out_no, amount_fen = excluded.amount_fen, at = excluded.at,
      merchant_id = excluded.merchant_id, fee_fen = excluded.fee_fen
    where (kept.out_no, kept.amount_fen, kept.at, kept.merchant_id, kept.fee_fen) is distinct from
      (excluded.out_no, excluded.amount_fen, excluded.at, excluded.merchant_id, excluded.fee_fen)
    `.execute(tx);
}

/** Which of a bill's lines the books do not have yet, by our numbers. */
export async function readUnbooked(
  handle: Sql,
  lines: BillLine[],
): Promise<Pick<BillLine, 'kind' | 'outNo'>[]> {
  const wanted = lines
    .map(({ kind, outNo }) => ({ kind, outNo, id: refundIdOf(outNo) }))
    .filter(({ id }) => isId(id))
    .map((line) => ({ ...line, bucket: bucketOf(line.id) }));
  const { rows } = await sql<Pick<BillLine, 'kind' | 'outNo'>>`
    select w.kind, w."outNo"
    from jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb)
      as w(kind text, "outNo" text, bucket smallint, id bigint)
    left join payments.attempt a on w.kind = 'payment' and a.bucket = w.bucket and a.id = w.id
    left join payments.refund r on w.kind = 'refund' and r.bucket = w.bucket and r.id = w.id
    left join payments.payout p on w.kind = 'transfer' and p.bucket = w.bucket and p.id = w.id
    where a.state in ('OPEN', 'CLOSED') or r.state in ('PENDING', 'SENT')
      or p.state in ('REQUESTED', 'SENT')`.execute(handle);
  return rows;
}
