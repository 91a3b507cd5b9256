import type { RequestEvent } from '@sveltejs/kit';
import { plainRating, plainReview } from './plain-reviews.ts';

const pageSize = 20;
const steps = ['good', 'fair', 'poor'] as const;

/** What was said of a member, as the address asks for it. */
export async function loadReviews(
  { locals, url }: Pick<RequestEvent, 'locals' | 'url'>,
  memberId: string,
) {
  const as = url.searchParams.get('as') === 'buyer' ? ('buyer' as const) : ('seller' as const);
  const step = steps.find((one) => one === url.searchParams.get('step'));
  const cursor = url.searchParams.get('after')?.slice(0, 200);
  const page = await locals.rooms.reviews.listMemberReviews(locals.actor, {
    memberId,
    as,
    step,
    cursor,
    limit: pageSize,
  });
  return {
    as,
    step,
    rating: plainRating(page.rating),
    counts: page.counts,
    tags: page.tags,
    items: page.items.map(plainReview),
    nextCursor: page.nextCursor,
  };
}

export type PlainMemberReviews = Awaited<ReturnType<typeof loadReviews>>;

/** A member's rating as a seller, for a line that leads to their reviews. */
export async function loadRating({ locals }: Pick<RequestEvent, 'locals'>, memberId: string) {
  const ratings = await locals.rooms.reviews.ratingsOf([memberId]);
  return plainRating(ratings.get(memberId)!);
}
