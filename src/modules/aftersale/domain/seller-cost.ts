import { feeOf } from '#platform/money.ts';
import { leftFen, type Order } from '#orders';
import type { AfterSale } from './after-sale.ts';
import type { Step } from './decide.ts';
import { returnFreightShare } from './opening.ts';

/**
 * What giving so much of a settled order back takes out of its seller's wallet, in fen: the platform
 * gives back the part of its fee that the new net no longer bears.
 */
export function takenBackFen(order: Order, refundFen: bigint): bigint {
  const feeBackFen = (order.feeFen ?? 0n) - feeOf(leftFen(order) - refundFen, order.feeBps);
  return refundFen - feeBackFen;
}

/** The seller's part of what the way back cost, where a step ends in a refund or an exchange; in fen. */
export function wayBackFen(
  sale: AfterSale,
  order: Order,
  step: Pick<Step, 'order' | 'to'>,
): bigint {
  // An exchange that came right went the same way back as a return.
  const cameBack = step.order === 'refund' || step.to === 'EXCHANGED';
  return cameBack ? returnFreightShare(sale, order.freightFen) : 0n;
}

/** What a step takes back of a settled sale out of the seller's wallet, in fen. */
export function settledCostOf(order: Order, step: Pick<Step, 'order' | 'refundFen'>): bigint {
  const isTakenBack = order.state === 'COMPLETED' && step.order === 'refund';
  return isTakenBack ? takenBackFen(order, step.refundFen) : 0n;
}
