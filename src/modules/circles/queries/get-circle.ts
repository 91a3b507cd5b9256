import type { Actor } from '#platform/actor.ts';
import type { Sql } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';
import { isOperator } from '../commands/keepers.ts';
import { standingOf } from '../domain/standing.ts';
import { findCircles } from '../store/circle-rows.ts';
import { findMembership, isRemoved } from '../store/memberships.ts';
import { pickupPointsOf } from '../store/pickup-points.ts';
import { countWaiting, hasAsked } from '../store/requests.ts';
import type { CircleView } from '../types.ts';
import { cardOf } from './cards.ts';

/**
 * A circle's page as this reader may have it: its card for everybody, pickup points for members,
 * waiting requests for keepers. A closed circle is not there.
 * @throws platform/not-found
 */
export async function readView(
  handle: Sql,
  actor: Actor | undefined,
  circleId: Id,
): Promise<CircleView> {
  const row = (await findCircles(handle, [circleId])).get(circleId);
  if (!row || row.closed_at) refuse('platform/not-found');
  const { standing, joinedAt } = await standingIn(handle, actor?.memberId, circleId);
  const isOperated = isOperator(actor);
  const isKeeping = standing === 'keeper' || isOperated;
  const isInside = standing === 'member' || isKeeping;
  return {
    ...cardOf(row),
    mailDomains: row.join_rule === 'mail' ? row.mail_domains : [],
    foundedAt: row.founded_at,
    standing,
    joinedAt,
    pickupPoints: isInside ? await pickupPointsOf(handle, circleId) : [],
    waitingCount: isKeeping ? ((await countWaiting(handle, [circleId])).get(circleId) ?? 0) : 0,
    isOperated,
  };
}

async function standingIn(handle: Sql, memberId: Id | undefined, circleId: Id) {
  if (!memberId) return { standing: 'none' as const, joinedAt: null };
  const membership = await findMembership(handle, memberId, circleId);
  const rows = {
    membership,
    hasAsked: !membership && (await hasAsked(handle, circleId, memberId)),
    isRemoved: !membership && (await isRemoved(handle, memberId, circleId)),
  };
  return { standing: standingOf(rows), joinedAt: membership?.joined_at ?? null };
}
