import type { Call } from '#platform/actor.ts';
import type { Locale } from '#platform/refusal.ts';
import { reportGrossFenMin, reportSalesMin, sellersShownMax } from '../domain/rules.ts';
import { sellersFile, type SellerForFile } from '../domain/sellers-file.ts';
import type { Room } from '../room.ts';
import type { ReportedSeller, SellersInput, SellersReport } from '../types.ts';

/** A year's income of those who sell, by quarters, the largest first; names and numbers masked. */
export async function getSellersReport(room: Room, input: SellersInput): Promise<SellersReport> {
  const limits = limitsOf(input);
  const sellers = await sellersOf(room, input.year, limits);
  const shown = sellers.slice(0, sellersShownMax);
  return {
    year: input.year,
    ...limits,
    sellers: sellers.length,
    reported: sellers.filter(({ isReported }) => isReported).length,
    items: shown.map(({ person, ...one }) => ({ ...one, person: person && masked(person) })),
  };
}

/** The same with whole names as a CSV file; the log says who took it and why. */
export async function getSellersFile(
  room: Room,
  call: Call,
  input: SellersInput & { reason: string; locale: Locale },
): Promise<string> {
  const limits = limitsOf(input);
  const sellers = await sellersOf(room, input.year, limits);
  await room.platform.database.transaction((tx) =>
    room.rooms.admin.recordAudit(tx, {
      operatorId: call.actor.memberId,
      action: 'office/sellers-file',
      subject: `year:${input.year}`,
      reason: input.reason,
      details: {
        sellers: sellers.length,
        salesMin: limits.salesMin,
        grossFenMin: limits.grossFenMin.toString(),
      },
    }),
  );
  return sellersFile(sellers, input.locale);
}

type Limits = { salesMin: number; grossFenMin: bigint };

const limitsOf = ({ salesMin, grossFenMin }: SellersInput): Limits => ({
  salesMin: salesMin ?? reportSalesMin,
  grossFenMin: grossFenMin ?? reportGrossFenMin,
});

async function sellersOf(
  { platform, rooms }: Room,
  year: string,
  { salesMin, grossFenMin }: Limits,
): Promise<SellerForFile[]> {
  const handle = platform.database.sql;
  const incomes = await rooms.ledger.incomeOfSellers(handle, year);
  const ids = incomes.map(({ memberId }) => memberId);
  const [cards, persons] = await Promise.all([
    rooms.identity.getMembers(ids),
    rooms.identity.personsOf(handle, ids),
  ]);
  return incomes
    .map((income) => ({
      ...income,
      nickname: cards.get(income.memberId)?.nickname ?? '',
      person: persons.get(income.memberId) ?? null,
      isReported: income.sales >= salesMin || income.grossFen >= grossFenMin,
    }))
    .toSorted((one, other) => Number(other.grossFen - one.grossFen));
}

function masked({ nameMasked, idNumberMasked, hash }: NonNullable<SellerForFile['person']>) {
  return { nameMasked, idNumberMasked, hash } satisfies ReportedSeller['person'];
}
