import { feeOf } from '#platform/money.ts';
import { feeBps } from './rules.ts';

/** What a seller receives for one sale, all in fen. */
export type NetPreview = { totalFen: bigint; feeFen: bigint; netFen: bigint };

/**
 * What the seller receives when `quantity` pieces sell together: the fee counts on goods and
 * freight, floored. Pure, so that a page can show it while the price is being typed.
 * @source rules.json fee.rounding: floor(net × 60 / 10000)
 * @example previewNet(168000n, 1, 0n).netFen === 166992n
 */
export function previewNet(priceFen: bigint, quantity: number, freightFen: bigint): NetPreview {
  const totalFen = priceFen * BigInt(quantity) + freightFen;
  const feeFen = feeOf(totalFen, feeBps);
  return { totalFen, feeFen, netFen: totalFen - feeFen };
}
