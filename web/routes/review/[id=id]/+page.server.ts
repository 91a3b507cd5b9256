import { redirect } from '@sveltejs/kit';
import type { PageServerLoad } from './$types';

/** A review has no page of its own: it stands on the order for its two, else in the shop. */
export const load: PageServerLoad = async ({ locals, params }) => {
  const review = await locals.rooms.reviews.getReview(locals.actor, params.id);
  if (review.orderId) redirect(307, `/orders/${review.orderId}#review`);
  const as = review.bySide === 'buyer' ? 'seller' : 'buyer';
  redirect(307, `/shop/${review.subjectId}?tab=reviews&as=${as}#review-${review.id}`);
};
