import type { Id } from '#platform/ids.ts';

/** What the outbox tells when reviews of a trade can be read. */
export const reviewsRevealed = 'reviews/revealed';
export type ReviewsRevealed = { orderId: Id; sellerId: Id; buyerId: Id; at: string };
