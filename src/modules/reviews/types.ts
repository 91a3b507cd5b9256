import type { MemberCard } from '#identity';
import type { Id } from '#platform/ids.ts';
import type { PictureView } from '#platform/pictures/picture-view.ts';
import type { Rating } from './domain/rating.ts';
import type { Side, Step, Tag } from './domain/rules.ts';

export type ReviewInput = {
  orderId: Id;
  step: Step;
  tags: Tag[];
  words?: string | undefined;
  pictureIds: Id[];
};

export type ReviewReceipt = { reviewId: Id; revealedAt: Date | null };

/**
 * `blind`: only its author reads it yet. `held`: an operator looks at its words and pictures first.
 * Of one that is `withdrawn` or `taken-down` nothing is left to read.
 */
export type ReviewState = 'blind' | 'shown' | 'held' | 'withdrawn' | 'taken-down';

export type ReviewView = {
  id: Id;
  bySide: Side;
  author: MemberCard;
  subjectId: Id;
  state: ReviewState;
  step: Step | null;
  tags: Tag[];
  words: string | null;
  pictures: PictureView[];
  filedAt: Date;
  reply: { words: string; repliedAt: Date } | null;
  isOwn: boolean;
  mayReply: boolean;
  mayWithdraw: boolean;
};

/** The reviews of one order, as one of its two sees them. */
export type OrderReviews = {
  orderId: Id;
  role: Side;
  /** The code a review by the reader would be refused with now; null: it would be taken. */
  hindrance: string | null;
  /** Until when reviews are taken; null while the trade is not over. */
  closesAt: Date | null;
  revealedAt: Date | null;
  own: ReviewView | null;
  /** Whether the other has filed, which is said before what is. */
  isOtherIn: boolean;
  other: ReviewView | null;
};

export type MemberReviewsInput = {
  memberId: Id;
  /** What was said of them in this part. */
  as: Side;
  step?: Step | undefined;
  cursor?: string | undefined;
  limit: number;
};

export type MemberReviews = {
  rating: Rating;
  counts: Record<Step, number>;
  /** The commonest tags of the newest reviews. */
  tags: { tag: Tag; count: number }[];
  items: ReviewView[];
  nextCursor: string | null;
};
