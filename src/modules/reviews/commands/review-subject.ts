import type { SubjectHandlers } from '#moderation';
import { seenReview } from '../queries/get-review.ts';
import { allow, findReview, takeDown } from '../store/reviews.ts';

/**
 * How moderation finds, shows, allows and takes down reviews. What nobody but its author can read
 * can be reported by nobody.
 */
export function reviewSubject(): SubjectHandlers {
  return {
    async ownerOf(handle, reviewId, reporterId) {
      return (await seenReview(handle, reviewId, reporterId))?.author_id;
    },
    async snapshot(handle, reviewId) {
      const row = await findReview(handle, reviewId);
      if (!row) return undefined;
      const { words, step, tags, order_id: orderId, filed_at: filedAt } = row;
      return { title: words ?? '', step, tags, orderId, filedAt, pictureIds: row.picture_ids };
    },
    async takeDown(tx, reviewId, _reason, now) {
      await takeDown(tx, reviewId, now);
    },
    async allow(tx, reviewId) {
      await allow(tx, reviewId);
    },
  };
}
