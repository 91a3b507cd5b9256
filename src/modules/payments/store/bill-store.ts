import { sql, type Sql, type Tx } from '#platform/db/database.ts';
import type { BillLine } from '../provider.ts';

export async function hasBill(handle: Sql, provider: string, day: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 from payments.bill_day where provider = ${provider} and day = ${day}::date
  `.execute(handle);
  return rows.length > 0;
}

/** Keeps a day's bill; downloading it twice changes nothing. */
export async function insertBill(
  tx: Tx,
  bill: { provider: string; day: string; lines: BillLine[]; now: Date },
): Promise<void> {
  await sql`
    insert into payments.bill_day (provider, day, fetched_at)
    values (${bill.provider}, ${bill.day}::date, ${bill.now}) on conflict do nothing`.execute(tx);
  const lines = JSON.stringify(
    bill.lines.map((line) => ({ ...line, amountFen: line.amountFen.toString() })),
  );
  await sql`
    insert into payments.bill_line (provider, day, transaction_id, kind, out_no, amount_fen, at)
    select ${bill.provider}, ${bill.day}::date, l."transactionId", l.kind, l."outNo", l."amountFen", l.at
    from jsonb_to_recordset(${lines}::jsonb)
      as l("transactionId" text, kind text, "outNo" text, "amountFen" bigint, at timestamptz)
    on conflict do nothing`.execute(tx);
}
