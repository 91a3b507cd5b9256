import { yuanText } from '#platform/money.ts';
import type { Id } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';
import type { FreightRate } from './freight.ts';
import type { Province } from './provinces.ts';
import * as rules from './rules.ts';

/** By the order: one price a parcel. By the piece: the first, and each further one. */
export const freightBases = ['order', 'piece'] as const;
export type FreightBasis = (typeof freightBases)[number];

/** Some provinces with a rate of their own; without one they are not delivered to. */
export type FreightRegion = { provinces: Province[]; rate: FreightRate | null };

/** What a seller says of freight once, for many listings. */
export type FreightTemplateTerms = FreightRate & {
  name: string;
  basis: FreightBasis;
  freeOverFen: bigint | null;
  freePieces: number | null;
  regions: FreightRegion[];
};

export type FreightTemplate = FreightTemplateTerms & { id: Id; version: number };

/**
 * Refuses a template that nobody may set.
 * @throws catalog/freight-out-of-range, catalog/freight-further, catalog/freight-free,
 *   catalog/freight-region-twice, platform/invalid-input
 */
export function assertTemplate(terms: FreightTemplateTerms): void {
  const { name, basis, freeOverFen, freePieces, regions } = terms;
  const isNamed =
    name.trim() !== '' && name.length <= rules.templateNameMax && !/\p{Cc}/u.test(name);
  if (!isNamed) refuse('platform/invalid-input', { fields: 'name' });
  for (const rate of [terms, ...regions.flatMap((region) => region.rate ?? [])]) {
    assertRate(rate, basis);
  }
  const isOdd =
    (freeOverFen !== null && (freeOverFen < 1n || freeOverFen > rules.priceFenMax)) ||
    (freePieces !== null && (freePieces < 2 || freePieces > rules.quantityMax));
  if (isOdd) {
    refuse('catalog/freight-free', {
      maxYuan: yuanText(rules.priceFenMax),
      maxPieces: rules.quantityMax,
    });
  }
  const named = regions.flatMap((region) => region.provinces);
  if (new Set(named).size !== named.length) refuse('catalog/freight-region-twice');
}

function assertRate({ firstFen, furtherFen }: FreightRate, basis: FreightBasis): void {
  if (firstFen < 0n || firstFen > rules.freightFenMax || furtherFen < 0n) {
    refuse('catalog/freight-out-of-range', { maxYuan: yuanText(rules.freightFenMax) });
  }
  // Otherwise a bundle could cost more than its pieces one by one.
  if (furtherFen > (basis === 'piece' ? firstFen : 0n)) refuse('catalog/freight-further');
}
