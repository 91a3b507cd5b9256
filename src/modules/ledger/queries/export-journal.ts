import type { Database, Sql } from '#platform/db/database.ts';
import { yuanText } from '#platform/money.ts';
import { shanghaiDay } from '../domain/month.ts';
import { readBalances, readJournal } from '../store/journal-store.ts';
import type { EntryOfTransferRow } from '../store/tables.ts';

/**
 * The whole ledger as a plain-text journal that hledger reads, oldest first: one transaction a
 * transfer, one posting an entry, amounts in CNY, days of Shanghai. It ends with what the books
 * say every account stands at, as assertions: `hledger check` then proves the balances of the
 * database against its entries. Read in one snapshot, while the trade goes on.
 */
export async function* exportJournal(database: Database): AsyncGenerator<string> {
  const snapshot = await database.sql
    .startTransaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute();
  try {
    yield* journalOf(snapshot);
  } finally {
    await snapshot.rollback().execute();
  }
}

async function* journalOf(handle: Sql): AsyncGenerator<string> {
  yield `; The books of this house, read by hledger: hledger -f FILE check\n`;
  yield 'commodity CNY 1000.00\n';
  let open: EntryOfTransferRow[] = [];
  let lastDay: string | undefined;
  for await (const page of readJournal(handle)) {
    const parts: string[] = [];
    for (const row of page) {
      if (open[0] && open[0].id !== row.id) {
        parts.push(transactionOf(open));
        open = [];
      }
      open.push(row);
    }
    lastDay = shanghaiDay(page.at(-1)!.at);
    yield parts.join('');
  }
  if (open.length > 0) yield transactionOf(open);
  if (lastDay) yield assertionsOf(await readBalances(handle), lastDay);
}

function transactionOf(entries: EntryOfTransferRow[]): string {
  const [first] = entries;
  const order = first!.order_id ? `  ; order:${first!.order_id}` : '';
  const head = `\n${shanghaiDay(first!.at)} (${first!.id}) ${first!.kind} ${first!.ref}${order}\n`;
  return head + entries.map((e) => posting(e.account, BigInt(e.amount_fen))).join('');
}

function posting(account: string, fen: bigint): string {
  return `    ${account}  CNY ${yuanText(fen)}\n`;
}

function assertionsOf(balances: Map<string, bigint>, day: string): string {
  const postings = [...balances].map(
    ([account, fen]) => `    ${account}  CNY 0.00 = CNY ${yuanText(fen)}\n`,
  );
  return `\n${day} what the books stand at\n${postings.join('')}`;
}
