import type { Sql } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import { reviewsOfOrder } from '../store/reviews.ts';

/** A review as operators see it; while it is blind, that it was written and nothing of it. */
export type ReviewOfOrder = {
  id: Id;
  bySide: string;
  authorId: Id;
  step: string | null;
  tags: readonly string[];
  words: string | null;
  pictureIds: Id[];
  reply: string | null;
  filedAt: Date;
  repliedAt: Date | null;
  revealedAt: Date | null;
  withdrawnAt: Date | null;
  takenDownAt: Date | null;
};

/**
 * What the two of an order said of each other, for operators. Operators trade too, so what is not
 * revealed is not for them either.
 */
export async function listReviewsOfOrder(
  handle: Sql,
  order: { orderId: Id; buyerId: Id; sellerId: Id },
): Promise<ReviewOfOrder[]> {
  const rows = await reviewsOfOrder(handle, order);
  return rows.map((row) => ({
    id: row.id,
    bySide: row.by_side,
    authorId: row.author_id,
    ...(row.revealed_at
      ? { step: row.step, tags: row.tags, words: row.words, pictureIds: row.picture_ids }
      : { step: null, tags: [], words: null, pictureIds: [] }),
    reply: row.reply,
    filedAt: row.filed_at,
    repliedAt: row.replied_at,
    revealedAt: row.revealed_at,
    withdrawnAt: row.withdrawn_at,
    takenDownAt: row.taken_down_at,
  }));
}
