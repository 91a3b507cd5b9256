import { sql, type Sql } from '#platform/db/database.ts';
import { bucketOf, type Id } from '#platform/ids.ts';
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

/**
 * What every account stands at by the books themselves: wallets by their own rows, the others by
 * what was folded and what was not yet.
 */
export async function readBalances(handle: Sql): Promise<Map<string, bigint>> {
  const { rows } = await sql<{ account: string; balance_fen: string }>`
    select account, balance_fen from ledger.balance where account not like 'wallet:%'
    union all
    select 'wallet:' || member_id, available_fen from ledger.wallet
    order by account`.execute(handle);
  return new Map(rows.map((row) => [row.account, BigInt(row.balance_fen)]));
}

const foldMax = 20_000;
const roundsMax = 100;

/**
 * Folds entries into the balances of accounts, so that no booking ever touches a shared balance
 * row. Several processes may fold at once: one works, the others wait their turn.
 */
export async function foldEntries(handle: Sql): Promise<void> {
  for (let round = 0; round < roundsMax; round += 1) {
    const { rows } = await sql<{ folded: string }>`
      select ledger.fold_entries(${foldMax}) as folded`.execute(handle);
    if (Number(rows[0]!.folded) < foldMax / 2) return;
  }
}

/** The entries of every transfer about an order, oldest transfer first, with who made it. */
export async function readTransfersOfOrder(
  handle: Sql,
  orderId: Id,
): Promise<(EntryOfTransferRow & { actor_id: string | null })[]> {
  const { rows } = await sql<EntryOfTransferRow & { actor_id: string | null }>`
    select t.id, t.kind, t.ref, t.order_id, t.at, t.actor_id, e.account, e.amount_fen
    from ledger.transfer t
    join ledger.entry e on e.bucket = t.bucket and e.transfer_id = t.id
    where t.bucket = ${bucketOf(orderId)} and t.order_id = ${orderId}
    order by t.at, t.id, e.seq limit 1000`.execute(handle);
  return rows;
}
