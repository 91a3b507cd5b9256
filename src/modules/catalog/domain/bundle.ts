import { bpsWhole } from '#platform/money.ts';
import { refuse } from '#platform/refusal.ts';
import * as rules from './rules.ts';

/** From so many pieces in one order on, so much off, in basis points. */
export type BundleTier = { pieces: number; discountBps: number };

/** What a seller takes off when several pieces go in one order. */
export type BundleTerms = {
  /** Fewest pieces first; none: nothing is taken off. */
  tiers: BundleTier[];
  /** At most so much in all, in fen; null: no limit but the tier's. */
  mostFen: bigint | null;
};

/** The tier that so many pieces have reached, and the next they could. */
export function tierOf(
  { tiers }: BundleTerms,
  pieces: number,
): { reached: BundleTier | undefined; next: BundleTier | undefined } {
  return {
    reached: tiers.findLast((tier) => tier.pieces <= pieces),
    next: tiers.find((tier) => tier.pieces > pieces),
  };
}

/**
 * What is taken off, floored to the fen, at most the seller's limit. `catalog.bundle_discount` says
 * the same in the database, where it counts. Pure.
 * @source ADR 0029
 * @example bundleDiscount({ tiers: [{ pieces: 2, discountBps: 500 }], mostFen: null }, 2, 999n) === 49n
 */
export function bundleDiscount(terms: BundleTerms, pieces: number, goodsFen: bigint): bigint {
  const { reached } = tierOf(terms, pieces);
  if (!reached) return 0n;
  const fen = (goodsFen * BigInt(reached.discountBps)) / bpsWhole;
  return terms.mostFen !== null && fen > terms.mostFen ? terms.mostFen : fen;
}

/**
 * Refuses tiers that nobody may set: more pieces must bring more.
 * @throws catalog/bundle-tiers, catalog/bundle-most
 */
export function assertBundle({ tiers, mostFen }: BundleTerms): void {
  const fits = tiers.every(({ pieces, discountBps }, place) => {
    const before = tiers[place - 1];
    const isMore = !before || (pieces > before.pieces && discountBps > before.discountBps);
    const inRange =
      pieces >= rules.bundlePiecesMin &&
      pieces <= rules.bundlePiecesMax &&
      discountBps >= 1 &&
      discountBps <= rules.bundleBpsMax;
    return isMore && inRange;
  });
  if (!fits || tiers.length > rules.bundleTiersMax) {
    refuse('catalog/bundle-tiers', {
      tiers: rules.bundleTiersMax,
      most: rules.bundleBpsMax / 100,
      pieces: rules.bundlePiecesMax,
    });
  }
  if (mostFen !== null && (mostFen < 1n || mostFen > rules.priceFenMax)) {
    refuse('catalog/bundle-most');
  }
}
