import type { PlainOrder } from './plain-order.ts';

/** What a line of an order came to, its share of the discount taken off. */
export function linePaidFen(
  line: Pick<PlainOrder['lines'][number], 'quantity' | 'unitPriceFen' | 'discountFen'>,
): bigint {
  return BigInt(line.unitPriceFen) * BigInt(line.quantity) - BigInt(line.discountFen);
}
