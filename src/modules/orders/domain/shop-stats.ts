import { dayMs } from '#platform/clock.ts';
import type { Id } from '#platform/ids.ts';

/** The spans of days that a shop's numbers are shown for. */
export const statsSpans = [7, 30, 90] as const;

/** What is counted of a shop, of a day or of a listing. */
export type Numbers = {
  views: number;
  enquiries: number;
  /** Orders that were paid. */
  orders: number;
  /** What is kept of completed orders, less fee and refunds. */
  incomeFen: bigint;
};

export type StatsSources = {
  views: readonly { listingId: Id; day: string; views: number }[];
  enquiries: readonly { listingId: Id; day: string }[];
  sales: readonly {
    paidDay: string;
    completedDay: string | null;
    incomeFen: bigint;
    lines: readonly { listingId: Id; goodsFen: bigint }[];
  }[];
};

export type ShopNumbers = {
  total: Numbers;
  /** Every day of the span, the oldest first. */
  days: (Numbers & { day: string })[];
  /** Every listing of which something was counted, what brought most first. */
  listings: (Numbers & { listingId: Id })[];
};

const nothing = (): Numbers => ({ views: 0, enquiries: 0, orders: 0, incomeFen: 0n });

/** The days of a span that ends on a day, the oldest first. */
export function daysUntil(last: string, count: number): string[] {
  const end = Date.parse(last);
  return Array.from({ length: count }, (_, place) =>
    new Date(end - (count - 1 - place) * dayMs).toISOString().slice(0, 10),
  );
}

/** A shop's numbers by day and by listing, of the days given. Pure. */
export function shopNumbers(days: readonly string[], sources: StatsSources): ShopNumbers {
  const byDay = new Map(days.map((day) => [day, nothing()]));
  const byListing = new Map<Id, Numbers>();
  const total = nothing();
  const listingOf = (id: Id) => {
    const numbers = byListing.get(id) ?? nothing();
    byListing.set(id, numbers);
    return numbers;
  };
  for (const { listingId, day, views } of sources.views) {
    const ofDay = byDay.get(day);
    if (ofDay) for (const one of [ofDay, total, listingOf(listingId)]) one.views += views;
  }
  for (const { listingId, day } of sources.enquiries) {
    const ofDay = byDay.get(day);
    if (ofDay) for (const one of [ofDay, total, listingOf(listingId)]) one.enquiries += 1;
  }
  for (const sale of sources.sales) {
    const paid = byDay.get(sale.paidDay);
    const own = new Set(sale.lines.map(({ listingId }) => listingId));
    if (paid) for (const one of [paid, total, ...[...own].map(listingOf)]) one.orders += 1;
    const completed = byDay.get(sale.completedDay ?? '');
    if (!completed) continue;
    for (const one of [completed, total]) one.incomeFen += sale.incomeFen;
    for (const share of sharesOf(sale)) listingOf(share.listingId).incomeFen += share.fen;
  }
  const listings = [...byListing].map(([listingId, numbers]) => ({ listingId, ...numbers }));
  return {
    total,
    days: [...byDay].map(([day, numbers]) => ({ day, ...numbers })),
    listings: listings.toSorted(byWorth),
  };
}

/** What each line brought, by its part of the goods; the shares are the whole, to the fen. */
function sharesOf(sale: StatsSources['sales'][number]): { listingId: Id; fen: bigint }[] {
  const goodsFen = sale.lines.reduce((sum, line) => sum + line.goodsFen, 0n);
  let left = sale.incomeFen;
  return sale.lines.map((line, place) => {
    const isLast = place === sale.lines.length - 1;
    const fen = isLast || goodsFen === 0n ? left : (sale.incomeFen * line.goodsFen) / goodsFen;
    left -= fen;
    return { listingId: line.listingId, fen };
  });
}

function byWorth(one: Numbers, other: Numbers): number {
  if (one.incomeFen !== other.incomeFen) return one.incomeFen > other.incomeFen ? -1 : 1;
  return other.orders - one.orders || other.views - one.views;
}
