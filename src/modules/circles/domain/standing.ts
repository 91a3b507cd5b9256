/** How a member stands to a circle. */
export type Standing = 'none' | 'asked' | 'removed' | 'member' | 'keeper';

/** What the rows of a member say about it; a membership outweighs what was before. */
export function standingOf(rows: {
  membership: { keeper_at: Date | null } | undefined;
  hasAsked: boolean;
  isRemoved: boolean;
}): Standing {
  if (rows.membership) return rows.membership.keeper_at ? 'keeper' : 'member';
  if (rows.hasAsked) return 'asked';
  return rows.isRemoved ? 'removed' : 'none';
}
