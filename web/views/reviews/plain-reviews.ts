import type { OrderReviews, Rating, ReviewView } from '#reviews';
import { plain, type Plain } from '../trade/plain-order.ts';

/** A picture of a review: small in its row, whole when it is opened. */
export interface ReviewPicture {
  readonly small: string;
  readonly whole: string;
}

/** A review as pages receive it. */
export type PlainReview = Omit<Plain<ReviewView>, 'pictures'> & {
  readonly pictures: readonly ReviewPicture[];
};

export function plainReview(review: ReviewView): PlainReview {
  const pictures = review.pictures.flatMap(({ sources }) => {
    const [small, whole] = [sources[0], sources.at(-1)];
    return small && whole ? [{ small: small.url, whole: whole.url }] : [];
  });
  return { ...plain(review), pictures };
}

export type PlainOrderReviews = Omit<Plain<OrderReviews>, 'own' | 'other'> & {
  readonly own: PlainReview | null;
  readonly other: PlainReview | null;
};

/** The reviews of an order as its page receives them. */
export function plainOrderReviews({ own, other, ...rest }: OrderReviews): PlainOrderReviews {
  return {
    ...plain(rest),
    own: own && plainReview(own),
    other: other && plainReview(other),
  };
}

/** A rating as pages show it: whole percents, rounded down as the estimate is. */
export interface PlainRating {
  readonly raters: number;
  readonly percent: number | undefined;
}

export function plainRating({ raters, goodShareBps }: Rating): PlainRating {
  return {
    raters,
    percent: goodShareBps === null ? undefined : Math.floor(goodShareBps / 100),
  };
}
