import type { Id } from '#platform/ids.ts';
import type { Province } from './provinces.ts';

/** What the first piece of a parcel costs and what each further one adds, in fen. */
export type FreightRate = { firstFen: bigint; furtherFen: bigint };

/** The freight of one listing: its template, or the flat price of a parcel. */
export type FreightTerms = FreightRate & {
  /** Null for a flat price. */
  templateId: Id | null;
  /** From this amount of goods of the template on, in one order, it is free. */
  freeOverFen: bigint | null;
  /** From so many pieces of the template on, in one order, it is free. */
  freePieces: number | null;
  /** Provinces with a rate of their own; null: not delivered to. */
  regions: ReadonlyMap<Province, FreightRate | null>;
};

/** A line of an order to come: so many pieces at this price, under these terms. */
export type FreightLine = { quantity: number; unitFen: bigint; terms: FreightTerms };

export type BundleFreight =
  | { ok: true; freightFen: bigint }
  | {
      ok: false;
      /** `province-unknown`: it decides, and the address does not say it. */
      fault: 'not-delivered' | 'province-unknown';
      /** Which line. */
      place: number;
    };

/** The terms of a flat price: one parcel, however much is in it. */
export function flatFreight(freightFen: bigint): FreightTerms {
  return {
    templateId: null,
    firstFen: freightFen,
    furtherFen: 0n,
    freeOverFen: null,
    freePieces: null,
    regions: new Map(),
  };
}

/**
 * One freight for several lines in one parcel: the dearest first piece, and every other piece as a
 * further one. Pieces under one template are counted together for what makes them free. Never more
 * than the lines would cost one by one. `catalog.bundle_freight` says the same in the database,
 * where it counts. Pure.
 * @param province undefined while it is not known
 * @source ADR 0029
 */
export function bundleFreight(
  lines: readonly FreightLine[],
  province: Province | undefined,
): BundleFreight {
  const unknown = lines.findIndex(({ terms }) => !province && terms.regions.size > 0);
  if (unknown >= 0) return { ok: false, fault: 'province-unknown', place: unknown };
  const rates = lines.map((line) => rateOf(line, lines, province));
  const not = rates.indexOf(null);
  if (not >= 0) return { ok: false, fault: 'not-delivered', place: not };
  const known = rates as FreightRate[];
  const first = known.reduce((dearest, rate) => (isDearer(rate, dearest) ? rate : dearest));
  const further = known.reduce(
    (sum, { furtherFen }, place) => sum + furtherFen * BigInt(lines[place]!.quantity),
    0n,
  );
  return { ok: true, freightFen: first.firstFen - first.furtherFen + further };
}

/** Of two that are as dear, the one whose further pieces cost more goes first. */
function isDearer(rate: FreightRate, than: FreightRate): boolean {
  if (rate.firstFen !== than.firstFen) return rate.firstFen > than.firstFen;
  return rate.furtherFen > than.furtherFen;
}

function rateOf(
  { terms }: FreightLine,
  lines: readonly FreightLine[],
  province: Province | undefined,
): FreightRate | null {
  const own = province ? terms.regions.get(province) : undefined;
  if (own === null) return null;
  return isFree(terms, lines) ? { firstFen: 0n, furtherFen: 0n } : (own ?? terms);
}

/** Whether the pieces under one template are enough, or dear enough, to go free of charge. */
function isFree(
  { templateId, freeOverFen, freePieces }: FreightTerms,
  lines: readonly FreightLine[],
): boolean {
  if (templateId === null) return false;
  const together = lines.filter(({ terms }) => terms.templateId === templateId);
  const pieces = together.reduce((sum, { quantity }) => sum + quantity, 0);
  const goodsFen = together.reduce((sum, line) => sum + line.unitFen * BigInt(line.quantity), 0n);
  return (
    (freePieces !== null && pieces >= freePieces) ||
    (freeOverFen !== null && goodsFen >= freeOverFen)
  );
}

/** From what to what the freight of one piece runs, over all provinces that are delivered to. */
export function freightRange({ firstFen, regions }: Pick<FreightTerms, 'firstFen' | 'regions'>): {
  leastFen: bigint;
  mostFen: bigint;
} {
  const all = [firstFen, ...[...regions.values()].flatMap((rate) => rate?.firstFen ?? [])];
  const by = (a: bigint, b: bigint) => (a < b ? -1 : a > b ? 1 : 0);
  const sorted = all.toSorted(by);
  return { leastFen: sorted[0]!, mostFen: sorted.at(-1)! };
}
