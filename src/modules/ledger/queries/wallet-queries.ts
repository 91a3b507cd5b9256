import type { Actor } from '#platform/actor.ts';
import type { Sql } from '#platform/db/database.ts';
import { decodeCursor, encodeCursor } from '#platform/http/schemas.ts';
import type { Id } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';
import type { Locale } from '#platform/refusal.ts';
import { frozenOf } from '../commands/freeze.ts';
import { monthSpan } from '../domain/month.ts';
import { statementFile } from '../domain/statement-file.ts';
import type { WalletView } from '../index.ts';
import { readWallet } from '../store/booking-store.ts';
import { readPending, readWithdrawable } from '../store/maturing-store.ts';
import { readMonth, readWalletLines } from '../store/wallet-line-store.ts';
import type { WalletLineRow } from '../store/tables.ts';

export const walletLineKinds = [
  'settle',
  'withdraw',
  'withdraw-returned',
  'take-back',
  'repay-debt',
  'compensate',
  'goodwill',
  'goodwill-back',
  'correction',
  'charge-back',
] as const;
export type WalletLineKind = (typeof walletLineKinds)[number];

const pendingMax = 50;

/** The caller's wallet: what is there, what of it can be withdrawn now, what waits and until when. */
export async function getWallet(handle: Sql, actor: Actor, now: Date): Promise<WalletView> {
  const { memberId } = actor;
  const [wallet, pending, withdrawableFen, frozen] = await Promise.all([
    readWallet(handle, memberId),
    readPending(handle, memberId, now, pendingMax),
    readWithdrawable(handle, memberId, now),
    frozenOf(handle, memberId),
  ]);
  return {
    ...wallet,
    ...frozen,
    withdrawableFen,
    pending: pending.map((row) => ({
      orderId: row.order_id,
      amountFen: BigInt(row.amount_fen),
      reason: row.reason,
      availableAt: row.available_at,
    })),
  };
}

/** One line of a member's statement. Amounts in fen; gross and fee only for sales. */
export type WalletLine = {
  /** The transfer that changed the wallet. */
  id: Id;
  kind: WalletLineKind;
  orderId: Id | null;
  /** What it changed the wallet by; of a sale, what is left of the gross after the fee. */
  amountFen: bigint;
  grossFen: bigint | null;
  feeFen: bigint | null;
  /** What the wallet held afterwards. */
  balanceFen: bigint;
  at: Date;
};

/**
 * The lines of the caller's wallet, newest first; of one month where one is named.
 * @throws platform/invalid-input on a cursor that is none of ours
 */
export async function listWalletEntries(
  handle: Sql,
  actor: Actor,
  input: { cursor?: string | undefined; limit: number; month?: string | undefined },
): Promise<{ items: WalletLine[]; nextCursor: string | null }> {
  const rows = await readWalletLines(handle, {
    memberId: actor.memberId,
    before: input.cursor ? lineNumberOf(input.cursor) : undefined,
    span: input.month ? monthSpan(input.month) : undefined,
    limit: input.limit + 1,
  });
  const items = rows.slice(0, input.limit);
  const last = rows.length > input.limit ? items.at(-1) : undefined;
  return { items: items.map(lineOf), nextCursor: last ? encodeCursor([last.seq]) : null };
}

function lineNumberOf(cursor: string): number {
  const [number = '', ...rest] = decodeCursor(cursor) ?? [];
  if (rest.length > 0 || !/^\d{1,9}$/.test(number)) {
    refuse('platform/invalid-input', { fields: 'cursor' });
  }
  return Number(number);
}

/** Lines of one file; more in a month is a case for the accountants' export. */
const fileLinesMax = 20_000;

/** One month of the caller's wallet as a CSV file, the oldest line first. @param month `2026-11` */
export async function getStatementFile(
  handle: Sql,
  actor: Actor,
  input: { month: string; locale: Locale },
): Promise<string> {
  const rows = await readWalletLines(handle, {
    memberId: actor.memberId,
    before: undefined,
    span: monthSpan(input.month),
    limit: fileLinesMax,
  });
  return statementFile(rows.toReversed().map(lineOf), input.locale);
}

export type Statement = {
  month: string;
  openingFen: bigint;
  closingFen: bigint;
  grossFen: bigint;
  feeFen: bigint;
  netFen: bigint;
  /** What went to the bank, less what the bank sent back. */
  withdrawnFen: bigint;
  /** What after-sales and lost disputes took from the wallet, debts repaid included, less what they brought. */
  takenBackFen: bigint;
  /** What operators moved by hand: in, less out. */
  byHandFen: bigint;
  sales: number;
};

/**
 * One month of the caller's wallet in figures, by the calendar of Shanghai: what it opened and
 * closed with, and the sums between; opening + net − withdrawn − takenBack + byHand = closing.
 * @param month `2026-11`
 */
export async function getStatement(handle: Sql, actor: Actor, month: string): Promise<Statement> {
  const sums = await readMonth(handle, actor.memberId, monthSpan(month));
  return {
    month,
    openingFen: BigInt(sums.opening),
    closingFen: BigInt(sums.closing),
    grossFen: BigInt(sums.gross),
    feeFen: BigInt(sums.fee),
    netFen: BigInt(sums.net),
    withdrawnFen: BigInt(sums.withdrawn),
    takenBackFen: BigInt(sums.taken_back),
    byHandFen: BigInt(sums.by_hand),
    sales: Number(sums.sales),
  };
}

function lineOf(row: WalletLineRow): WalletLine {
  return {
    id: row.transfer_id,
    kind: row.kind as WalletLine['kind'],
    orderId: row.order_id,
    amountFen: BigInt(row.amount_fen),
    grossFen: row.gross_fen === null ? null : BigInt(row.gross_fen),
    feeFen: row.fee_fen === null ? null : BigInt(row.fee_fen),
    balanceFen: BigInt(row.balance_fen),
    at: row.at,
  };
}
