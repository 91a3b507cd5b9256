import { answerForm } from '#kit/server/forms.ts';
import type { Actions, PageServerLoad } from './$types';

/** Opening the link ends nothing: mail programs look at links before people do. */
export const load: PageServerLoad = ({ locals, params: { token } }) =>
  locals.rooms.notifications.readMailToken({ token });

export const actions: Actions = {
  default: async (event) => {
    const form = await event.request.formData();
    const { token } = event.params;
    return answerForm(event, form, async () => {
      await event.locals.rooms.notifications.unsubscribeMail({ token });
      return { done: true };
    });
  },
};
