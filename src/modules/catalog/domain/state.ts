/** Where a listing stands: only a live one can be bought. */
export type ListingState = 'live' | 'sold-out' | 'withdrawn' | 'taken-down';

export type StateFacts = { stock: number; withdrawnAt: Date | null; takenDownAt: Date | null };

/** The state that a listing's row amounts to; a take-down outweighs everything else. */
export function stateOf(facts: StateFacts): ListingState {
  if (facts.takenDownAt) return 'taken-down';
  if (facts.withdrawnAt) return 'withdrawn';
  return facts.stock === 0 ? 'sold-out' : 'live';
}
