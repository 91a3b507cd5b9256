import { redirect, type RequestEvent } from '@sveltejs/kit';
import * as z from 'zod';
import { id, prose } from '#platform/http/schemas.ts';
import { answerForm } from '#kit/server/forms.ts';
import type { ReviewInput } from '#reviews';

type Reviews = RequestEvent['locals']['rooms']['reviews'];
type OrderEvent = RequestEvent<{ id: string }>;
type Act = (reviews: Reviews, event: OrderEvent, form: FormData) => Promise<unknown>;

/** One form of an order's reviews: does it, then shows them as they are now. */
function act(work: Act) {
  return async (event: OrderEvent) => {
    const form = await event.request.formData();
    return answerForm(event, form, async () => {
      await work(event.locals.rooms.reviews, event, form);
      redirect(303, `/orders/${event.params.id}#review`);
    });
  };
}

const words = z.object({ words: prose(500) });
const review = words.extend({ step: z.enum(['good', 'fair', 'poor']) });
const reply = z.object({ reviewId: id, words: prose(500).min(1) });
const withdrawal = z.object({ reviewId: id });
/** Which tags there are for whom, the room says. */
const tags = z.array(z.string().max(40)).max(20);
const pictures = z.array(id).max(9);

/** The forms of an order's page that are about its reviews. */
export const reviewActions = {
  review: act((reviews, event, form) => {
    const typed = event.locals.parse(review, Object.fromEntries(form));
    return reviews.reviewOrder(event.locals.call(form), {
      orderId: event.params.id,
      step: typed.step,
      words: typed.words === '' ? undefined : typed.words,
      tags: event.locals.parse(tags, form.getAll('tags')) as ReviewInput['tags'],
      pictureIds: event.locals.parse(pictures, form.getAll('pictureIds')),
    });
  }),
  reply: act((reviews, event, form) =>
    reviews.replyToReview(
      event.locals.call(form),
      event.locals.parse(reply, Object.fromEntries(form)),
    ),
  ),
  withdraw: act((reviews, event, form) =>
    reviews.withdrawReview(
      event.locals.call(form),
      event.locals.parse(withdrawal, Object.fromEntries(form)),
    ),
  ),
};
