import { audienceOf as audienceOfColumns, type Audience } from '#circles';
import type { Id } from '#platform/ids.ts';

export const everybody: Audience = { kind: 'public' };

/** An audience as the columns of a row, and back. */
export type AudienceColumns = { visibility: Audience['kind']; circle_id: Id | null };

export function audienceColumns(audience: Audience): AudienceColumns {
  const circleId = audience.kind === 'circle' ? audience.circleId : null;
  return { visibility: audience.kind, circle_id: circleId };
}

export function audienceOf(row: AudienceColumns): Audience {
  return audienceOfColumns(row.visibility, row.circle_id);
}
