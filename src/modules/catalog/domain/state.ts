/**
 * Where a listing stands: only a live one can be bought. `reserved`: all that is left is kept for
 * members; `away`: its shop is on holiday.
 */
export const listingStates = [
  'live',
  'reserved',
  'away',
  'sold-out',
  'withdrawn',
  'taken-down',
] as const;
export type ListingState = (typeof listingStates)[number];

type Stock = {
  stock: number;
  /** How many of them are kept for members. */
  reserved: number;
  /** How many of those for the member it was read for. */
  kept?: number;
};

export type StateFacts = Stock & {
  /** Until when its shop is on holiday; null while it sells. */
  awayUntil: Date | null;
  withdrawnAt: Date | null;
  takenDownAt: Date | null;
};

/** The state that a listing's row amounts to; a take-down outweighs everything else. */
export function stateOf(facts: StateFacts): ListingState {
  if (facts.takenDownAt) return 'taken-down';
  if (facts.withdrawnAt) return 'withdrawn';
  if (facts.stock === 0) return 'sold-out';
  if (facts.awayUntil) return 'away';
  return freeOf(facts) > 0 ? 'live' : 'reserved';
}

/** How many pieces whoever it was read for can buy. */
export function freeOf({ stock, reserved, kept = 0 }: Stock): number {
  return stock - reserved + kept;
}
