import { dayMs } from '#platform/clock.ts';

/** How much lower a price must be to be told, in basis points. @source rule sheet, Buying tools: drop alert ≥5% */
export const dropBpsMin = 500n;
/** How far back a price must be the lowest, so that none is raised only to be cut. @source ADR 0030 */
export const dropLookBackMs = 30 * dayMs;

type Price = { priceFen: bigint; since: Date };

/**
 * Whether a new price is a drop that is worth telling: at least 5 % below the one before it, and
 * below every price of the last 30 days. Pure.
 * @param before every price that stood in those days, oldest first
 */
export function isDrop(before: readonly Price[], toFen: bigint, now: Date): boolean {
  const fromFen = before.at(-1)?.priceFen;
  if (fromFen === undefined) return false;
  if (toFen * 10_000n > fromFen * (10_000n - dropBpsMin)) return false;
  const since = now.getTime() - dropLookBackMs;
  return before.every(({ priceFen }, place) => {
    const stoodUntil = before[place + 1]?.since ?? now;
    return stoodUntil.getTime() < since || priceFen > toFen;
  });
}
