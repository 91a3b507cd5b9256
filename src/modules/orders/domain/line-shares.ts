import { shareOut } from '#platform/money.ts';
import type { Order } from './order.ts';

/** A line of an order, as far as its money goes. */
export type PaidLine = {
  lineNo: number;
  quantity: number;
  unitPriceFen: bigint;
  /** Its share of what was taken off for several pieces. */
  discountFen: bigint;
};

/** What was paid for one line, and its share of the freight, in fen. */
export type LineShare = { lineNo: number; goodsFen: bigint; freightFen: bigint };

/**
 * What was really paid for each line, the freight shared out by it: together all of the order's
 * total, to the fen. Pure.
 * @source ADR 0029
 */
export function lineShares(
  order: Pick<Order, 'freightFen'>,
  lines: readonly PaidLine[],
): LineShare[] {
  const goods = lines.map((line) => line.unitPriceFen * BigInt(line.quantity) - line.discountFen);
  const freight = shareOut(order.freightFen, goods);
  return lines.map(({ lineNo }, place) => ({
    lineNo,
    goodsFen: goods[place]!,
    freightFen: freight[place]!,
  }));
}
