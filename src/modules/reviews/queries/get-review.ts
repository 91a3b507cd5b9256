import type { Actor } from '#platform/actor.ts';
import type { Sql } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';
import type { Room } from '../room.ts';
import { findReview } from '../store/reviews.ts';
import type { ReviewRow } from '../store/tables.ts';
import type { ReviewView } from '../types.ts';
import { isGone, viewsOf } from './review-views.ts';

/** A review this reader may read: shown to everybody, or their own. */
export async function seenReview(
  handle: Sql,
  reviewId: Id,
  readerId: Id | undefined,
): Promise<ReviewRow | undefined> {
  const row = await findReview(handle, reviewId);
  return row && !isGone(row) && mayRead(row, readerId, false) ? row : undefined;
}

/**
 * One review, and the order it is about for the two of that order, who find it when nothing of it is
 * left to read as well.
 * @throws platform/not-found
 */
export async function getReview(
  room: Room,
  actor: Actor | undefined,
  reviewId: Id,
): Promise<ReviewView & { orderId: Id | null }> {
  const handle = room.platform.database.sql;
  const readerId = actor?.memberId;
  const row = (await findReview(handle, reviewId)) ?? refuse('platform/not-found');
  const isParty = readerId === row.author_id || readerId === row.subject_id;
  if (!mayRead(row, readerId, isParty)) refuse('platform/not-found');
  const [view] = await viewsOf(room, handle, [row], readerId);
  return { ...view!, orderId: isParty ? row.order_id : null };
}

function mayRead(row: ReviewRow, readerId: Id | undefined, isParty: boolean): boolean {
  if (row.author_id === readerId) return true;
  return row.revealed_at !== null && (isParty || !isGone(row));
}
