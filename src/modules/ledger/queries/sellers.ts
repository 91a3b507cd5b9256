import type { Sql } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import { quarterSpan } from '../domain/month.ts';
import { readSellers, type SellerQuarterRow } from '../store/sellers-store.ts';
import { incomeOf, totalsOf, type Income } from './income.ts';

/** A seller's income of a year. */
export type SellerIncome = Income & { memberId: Id; grossFen: bigint };

/** The year's income of everybody who sold something or gave something back in it. */
export async function incomeOfSellers(handle: Sql, year: string): Promise<SellerIncome[]> {
  const span = { from: quarterSpan(year, 1).from, until: quarterSpan(year, 4).until };
  const rows = await readSellers(handle, span);
  return [...Map.groupBy(rows, (row) => row.member_id)].map(([memberId, own]) => {
    const quarters = ([1, 2, 3, 4] as const).map((quarter) =>
      incomeOf(quarter, own.find((row) => row.quarter === quarter) ?? none),
    );
    const grossFen = quarters.reduce((sum, one) => sum + one.grossFen, 0n);
    return { memberId, year, quarters, ...totalsOf(quarters), grossFen };
  });
}

const none: Omit<SellerQuarterRow, 'member_id' | 'quarter'> = {
  sales: 0,
  gross: '0',
  fee: '0',
  taken_back: '0',
  fee_back: '0',
};
