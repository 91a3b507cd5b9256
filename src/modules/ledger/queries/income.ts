import type { Actor } from '#platform/actor.ts';
import type { Sql } from '#platform/db/database.ts';
import { quarterSpan } from '../domain/month.ts';
import { readIncome, type IncomeSums } from '../store/income-store.ts';

/** What came in by sales in a quarter, in fen; what was taken back in it is told beside it. */
export type IncomeOfQuarter = {
  quarter: 1 | 2 | 3 | 4;
  sales: number;
  grossFen: bigint;
  feeFen: bigint;
  /** Given back to buyers after the settlement, and what of the fee came back with it. */
  takenBackFen: bigint;
  feeBackFen: bigint;
  /** gross − taken back − (fee − fee back) */
  netFen: bigint;
};

export type Income = { year: string; quarters: IncomeOfQuarter[]; sales: number; netFen: bigint };

/**
 * A member's income of a year by quarters of Shanghai's calendar, as reports to tax offices want
 * it. @source the law: quarterly income (Order 810), sales and consideration (DAC7)
 * @param year `2026`
 */
export async function getIncome(handle: Sql, actor: Actor, year: string): Promise<Income> {
  const quarters = await Promise.all(
    ([1, 2, 3, 4] as const).map(async (quarter) =>
      incomeOf(quarter, await readIncome(handle, actor.memberId, quarterSpan(year, quarter))),
    ),
  );
  return { year, quarters, ...totalsOf(quarters) };
}

/** A quarter's income of its sums. */
export function incomeOf(
  quarter: IncomeOfQuarter['quarter'],
  sums: Omit<IncomeSums, 'sales'> & { sales: string | number },
): IncomeOfQuarter {
  const [gross, fee] = [BigInt(sums.gross), BigInt(sums.fee)];
  const [back, feeBack] = [BigInt(sums.taken_back), BigInt(sums.fee_back)];
  return {
    quarter,
    sales: Number(sums.sales),
    grossFen: gross,
    feeFen: fee,
    takenBackFen: back,
    feeBackFen: feeBack,
    netFen: gross - back - (fee - feeBack),
  };
}

/** What the quarters come to. */
export function totalsOf(quarters: IncomeOfQuarter[]): { sales: number; netFen: bigint } {
  return {
    sales: quarters.reduce((sum, { sales }) => sum + sales, 0),
    netFen: quarters.reduce((sum, { netFen }) => sum + netFen, 0n),
  };
}
