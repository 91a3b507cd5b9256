import type { Actor } from '#platform/actor.ts';
import type { Sql } from '#platform/db/database.ts';
import { decodeCursor, encodeCursor } from '#platform/http/schemas.ts';
import type { Id } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';
import { readMonth } from '../store/statement-store.ts';
import { readWalletLines } from '../store/wallet-line-store.ts';
import type { WalletLineRow } from '../store/tables.ts';

/** One line of a member's statement. Amounts in fen; gross and fee only for sales. */
export type WalletLine = {
  id: Id;
  kind: string;
  orderId: Id | null;
  amountFen: bigint;
  grossFen: bigint | null;
  feeFen: bigint | null;
  balanceFen: bigint;
  at: Date;
};

/** The lines of the caller's wallet, newest first. */
export async function listWalletEntries(
  handle: Sql,
  actor: Actor,
  input: { cursor?: string | undefined; limit: number },
): Promise<{ items: WalletLine[]; nextCursor: string | null }> {
  const after = decodeCursor(input.cursor);
  if (input.cursor && after?.length !== 2) refuse('platform/invalid-input', { fields: 'cursor' });
  const rows = await readWalletLines(handle, {
    memberId: actor.memberId,
    after: after && { at: after[0]!, id: after[1]! },
    limit: input.limit + 1,
  });
  const items = rows.slice(0, input.limit);
  const last = rows.length > input.limit ? items.at(-1) : undefined;
  return {
    items: items.map(lineOf),
    nextCursor: last ? encodeCursor([last.at_text, last.id]) : null,
  };
}

export type Statement = {
  month: string;
  openingFen: bigint;
  closingFen: bigint;
  grossFen: bigint;
  feeFen: bigint;
  withdrawnFen: bigint;
  sales: number;
};

/**
 * One month of the caller's wallet in figures, by the calendar of Shanghai.
 * @param month `2026-11`
 */
export async function getStatement(handle: Sql, actor: Actor, month: string): Promise<Statement> {
  const sums = await readMonth(handle, actor.memberId, `${month}-01T00:00:00+08:00`);
  return {
    month,
    openingFen: BigInt(sums.opening),
    closingFen: BigInt(sums.closing),
    grossFen: BigInt(sums.gross),
    feeFen: BigInt(sums.fee),
    withdrawnFen: BigInt(sums.withdrawn),
    sales: Number(sums.sales),
  };
}

function lineOf(row: WalletLineRow): WalletLine {
  return {
    id: row.id,
    kind: row.kind,
    orderId: row.order_id,
    amountFen: BigInt(row.amount_fen),
    grossFen: row.gross_fen === null ? null : BigInt(row.gross_fen),
    feeFen: row.fee_fen === null ? null : BigInt(row.fee_fen),
    balanceFen: BigInt(row.balance_fen),
    at: row.at,
  };
}
