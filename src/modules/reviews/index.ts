import type { Actor, Call } from '#platform/actor.ts';
import type { Sql } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import type { Platform, RoomParts } from '#platform/room.ts';
import { replyToReview, withdrawReview } from './commands/change-review.ts';
import { reviewSubscriptions } from './commands/open-exchange.ts';
import { reviewDeadlines } from './commands/reveal.ts';
import { reviewOrder } from './commands/review-order.ts';
import { reviewSubject } from './commands/review-subject.ts';
import type { Rating } from './domain/rating.ts';
import type { Side } from './domain/rules.ts';
import { reviewNotices } from './notices.ts';
import { getOrderReviews } from './queries/get-order-reviews.ts';
import { listReviewsOfOrder, type ReviewOfOrder } from './queries/for-operators.ts';
import { getReview } from './queries/get-review.ts';
import { listMemberReviews, ratingsOf } from './queries/list-member-reviews.ts';
import { reviewsRefusals } from './refusals.ts';
import type { Room, RoomsBelow } from './room.ts';
import { reviewRoutes } from './routes.ts';
import type {
  MemberReviews,
  MemberReviewsInput,
  OrderReviews,
  ReviewInput,
  ReviewReceipt,
  ReviewView,
} from './types.ts';

export type * from './types.ts';
export type { ReviewOfOrder } from './queries/for-operators.ts';
export type { Rating } from './domain/rating.ts';
export { tagChoices, type Side, type Step, type Tag } from './domain/rules.ts';
export { reviewsRevealed, type ReviewsRevealed } from './events.ts';

/** The room of what the two of a trade say of each other. */
export type Reviews = {
  /**
   * Reviews the other side of a finished trade.
   * @throws platform/not-found, pictures/not-yours, reviews/not-yet, reviews/time-over,
   *   reviews/already-filed, reviews/withdrawn-once, reviews/related-persons, reviews/tag-unknown,
   *   reviews/screened
   */
  reviewOrder(call: Call, input: ReviewInput): Promise<ReviewReceipt>;
  /** The reviews of an order for one of its two. @throws platform/not-found */
  getOrderReviews(actor: Actor, input: { orderId: Id }): Promise<OrderReviews>;
  /**
   * Answers a review of the caller, once.
   * @throws platform/not-found, reviews/still-blind, reviews/gone, reviews/already-replied,
   *   reviews/screened
   */
  replyToReview(call: Call, input: { reviewId: Id; words: string }): Promise<{ ok: true }>;
  /** Takes an own review back. @throws platform/not-found, reviews/gone, reviews/already-withdrawn */
  withdrawReview(call: Call, input: { reviewId: Id }): Promise<{ ok: true }>;
  /** One review, and its order for the two of that order. @throws platform/not-found */
  getReview(actor: Actor | undefined, reviewId: Id): Promise<ReviewView & { orderId: Id | null }>;
  /** What was said of a member. @throws platform/not-found, platform/invalid-input */
  listMemberReviews(actor: Actor | undefined, input: MemberReviewsInput): Promise<MemberReviews>;
  /** What the two of an order said of each other, for operators. */
  listReviewsOfOrder(
    handle: Sql,
    order: { orderId: Id; buyerId: Id; sellerId: Id },
  ): Promise<ReviewOfOrder[]>;
  /** How these members are thought of, as sellers if not said; in one read, every id in the map. */
  ratingsOf(memberIds: readonly Id[], as?: Side, handle?: Sql): Promise<Map<Id, Rating>>;
};

/** Opens the room. */
export function createReviews(
  platform: Platform,
  rooms: RoomsBelow,
): Reviews & { parts: RoomParts } {
  const room: Room = { platform, rooms };
  rooms.notifications.registerTypes(reviewNotices);
  rooms.moderation.registerSubject('review', reviewSubject());
  const door: Reviews = {
    reviewOrder: (call, input) => reviewOrder(room, call, input),
    getOrderReviews: (actor, input) => getOrderReviews(room, actor, input),
    replyToReview: (call, input) => replyToReview(room, call, input),
    withdrawReview: (call, input) => withdrawReview(room, call, input),
    getReview: (actor, reviewId) => getReview(room, actor, reviewId),
    listMemberReviews: (actor, input) => listMemberReviews(room, actor, input),
    listReviewsOfOrder,
    ratingsOf: (memberIds, as, handle = platform.database.sql) => ratingsOf(handle, memberIds, as),
  };
  return {
    ...door,
    parts: {
      routes: reviewRoutes(door),
      refusals: reviewsRefusals,
      subscriptions: reviewSubscriptions(room),
      deadlines: reviewDeadlines(room),
    },
  };
}
