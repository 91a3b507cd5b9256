import type { Id } from '#platform/ids.ts';

/** Who may see a note besides its author. */
export type Audience =
  { kind: 'public' } | { kind: 'followers' } | { kind: 'circle'; circleId: Id };

export const everybody: Audience = { kind: 'public' };

/** An audience as the columns of a row, and back. */
export type AudienceColumns = { visibility: Audience['kind']; circle_id: Id | null };

export function audienceColumns(audience: Audience): AudienceColumns {
  const circleId = audience.kind === 'circle' ? audience.circleId : null;
  return { visibility: audience.kind, circle_id: circleId };
}

export function audienceOf(row: AudienceColumns): Audience {
  return row.visibility === 'circle'
    ? { kind: 'circle', circleId: row.circle_id! }
    : { kind: row.visibility };
}
