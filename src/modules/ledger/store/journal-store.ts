import { sql, type Sql } from '#platform/db/database.ts';
import type { EntryOfTransferRow } from './tables.ts';

const pageRows = 2000;

/** Every entry of the ledger, oldest transfer first, page by page. */
export async function* readJournal(handle: Sql): AsyncGenerator<EntryOfTransferRow[]> {
  let after = { at: '-infinity', id: '0' };
  for (;;) {
    const { rows } = await sql<EntryOfTransferRow & { at_text: string }>`
      select t.id, t.kind, t.ref, t.order_id, t.at, t.at::text as at_text, e.account, e.amount_fen
      from (select * from ledger.transfer
            where (at, id) > (${after.at}::timestamptz, ${after.id})
            order by at, id limit ${pageRows}) t
      join ledger.entry e on e.bucket = t.bucket and e.transfer_id = t.id
      order by t.at, t.id, e.seq`.execute(handle);
    const last = rows.at(-1);
    if (!last) return;
    yield rows;
    after = { at: last.at_text, id: last.id };
  }
}

/** Folds entries that no running transaction can still add to into the balances of accounts. */
export async function foldEntries(handle: Sql): Promise<void> {
  await sql`select ledger.fold_entries()`.execute(handle);
}
