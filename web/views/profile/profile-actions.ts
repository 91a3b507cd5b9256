import { redirect, type RequestEvent } from '@sveltejs/kit';
import { answerForm } from '#kit/server/forms.ts';
import { requireMember } from '#kit/server/guests.ts';

type Event = RequestEvent<{ id: string }>;

/** The forms at the head of a member's page. */
export const profileActions = {
  follow: (event: Event) => change(event, 'follow'),
  unfollow: (event: Event) => change(event, 'unfollow'),
};

/** Guests sign in and come back to the member. */
async function change(event: Event, how: 'follow' | 'unfollow') {
  const page = new URL(event.url.pathname, event.url);
  requireMember({ locals: event.locals, url: page });
  const form = await event.request.formData();
  return answerForm(event, form, async () => {
    const { ties } = event.locals.rooms;
    await ties[how](event.locals.call(), { memberId: event.params.id });
    redirect(303, page.pathname);
  });
}
