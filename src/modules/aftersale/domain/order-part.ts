import { shareOut } from '#platform/money.ts';
import type { LineShare } from '#orders';
import type { AfterSale } from './after-sale.ts';
import type { OrderPart } from './opening.ts';

/**
 * Some lines of an order as an after-sale counts them; undefined for all of them, `unknown` where
 * one is not the order's. What earlier after-sales gave back for several lines counts for each by
 * what was paid for it. Pure.
 * @source ADR 0029
 */
export function partOf(
  lines: readonly LineShare[],
  wanted: readonly number[] | undefined,
  before: readonly Pick<AfterSale, 'lineNos' | 'refundedFen'>[],
): OrderPart | 'unknown' | undefined {
  if (!wanted || wanted.length === 0) return undefined;
  const lineNos = [...new Set(wanted)].toSorted((a, b) => a - b);
  const chosen = lines.filter(({ lineNo }) => lineNos.includes(lineNo));
  if (chosen.length !== lineNos.length) return 'unknown';
  if (chosen.length === lines.length) return undefined;
  const sum = (pick: (line: LineShare) => bigint) =>
    chosen.reduce((all, line) => all + pick(line), 0n);
  const refunded = refundedByLine(lines, before);
  return {
    lineNos,
    goodsFen: sum(({ goodsFen }) => goodsFen),
    freightFen: sum(({ freightFen }) => freightFen),
    refundedFen: sum(({ lineNo }) => refunded.get(lineNo) ?? 0n),
  };
}

function refundedByLine(
  lines: readonly LineShare[],
  before: readonly Pick<AfterSale, 'lineNos' | 'refundedFen'>[],
): Map<number, bigint> {
  const refunded = new Map<number, bigint>();
  for (const { lineNos, refundedFen } of before) {
    const named = lines.filter(({ lineNo }) => lineNos?.includes(lineNo));
    const weights = named.map(({ goodsFen, freightFen }) => goodsFen + freightFen);
    for (const [place, fen] of shareOut(refundedFen, weights).entries()) {
      const { lineNo } = named[place]!;
      refunded.set(lineNo, (refunded.get(lineNo) ?? 0n) + fen);
    }
  }
  return refunded;
}
