import type { Id } from '#platform/ids.ts';

/** Whom a member shows something to. */
export type Audience =
  { kind: 'public' } | { kind: 'followers' } | { kind: 'circle'; circleId: Id };

/** A thing with an owner and an audience, as the policy looks at it. */
export type Shown = { ownerId: Id; audience: Audience };

/** What decides over a reader's sight. A guest follows nobody and is in no circle. */
export type Sight = {
  readerId: Id | undefined;
  isBlocked(ownerId: Id): boolean;
  follows(ownerId: Id): boolean;
  isIn(circleId: Id): boolean;
};

/**
 * The one rule of who sees what: one's own always; nothing of whom is blocked, in either
 * direction; for followers by following; a circle's by being in it, which binds the owner's
 * followers as well.
 */
export function sees(sight: Sight, { ownerId, audience }: Shown): boolean {
  if (sight.readerId === ownerId) return true;
  if (sight.isBlocked(ownerId)) return false;
  if (audience.kind === 'public') return true;
  if (sight.readerId === undefined) return false;
  return audience.kind === 'followers' ? sight.follows(ownerId) : sight.isIn(audience.circleId);
}

/** An audience of its two columns. @throws Error where they do not fit together: a bug */
export function audienceOf(kind: Audience['kind'], circleId: Id | null): Audience {
  if (kind !== 'circle') return { kind };
  if (circleId === null) throw new Error('an audience of a circle names no circle');
  return { kind, circleId };
}
