import type { Sql } from '#platform/db/database.ts';
import { yuanText } from '#platform/money.ts';
import { readJournal } from '../store/journal-store.ts';
import type { EntryOfTransferRow } from '../store/tables.ts';

/**
 * The whole ledger as a plain-text journal that hledger reads, oldest first: one transaction a
 * transfer, one posting an entry, amounts in CNY. Ends with the balance of every account as an
 * assertion, so that `hledger check` proves the export against itself.
 */
export async function* exportJournal(handle: Sql): AsyncGenerator<string> {
  yield 'commodity CNY 1000.00\n';
  const balances = new Map<string, bigint>();
  let open: EntryOfTransferRow[] = [];
  let lastDay = '2025-01-01';
  for await (const page of readJournal(handle)) {
    for (const row of page) {
      if (open[0] && open[0].id !== row.id) {
        yield transactionOf(open);
        open = [];
      }
      open.push(row);
      lastDay = dayOf(row.at);
      balances.set(row.account, (balances.get(row.account) ?? 0n) + BigInt(row.amount_fen));
    }
  }
  if (open.length > 0) yield transactionOf(open);
  yield assertionsOf(balances, lastDay);
}

function transactionOf(entries: EntryOfTransferRow[]): string {
  const [first] = entries;
  const order = first!.order_id ? ` ; order:${first!.order_id}` : '';
  const head = `\n${dayOf(first!.at)} (${first!.id}) ${first!.kind} ${first!.ref}${order}\n`;
  return head + entries.map((e) => posting(e.account, BigInt(e.amount_fen))).join('');
}

function posting(account: string, fen: bigint): string {
  return `    ${account}  CNY ${yuanText(fen)}\n`;
}

function assertionsOf(balances: Map<string, bigint>, day: string): string {
  const lines = [...balances].toSorted(([a], [b]) => (a < b ? -1 : 1));
  if (lines.length === 0) return '';
  const postings = lines.map(
    ([account, fen]) => `    ${account}  CNY 0.00 = CNY ${yuanText(fen)}\n`,
  );
  return `\n${day} balances at the end\n${postings.join('')}`;
}

const shanghaiDay = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' });

function dayOf(at: Date): string {
  return shanghaiDay.format(at);
}
