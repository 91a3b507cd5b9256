import { redirect } from '@sveltejs/kit';
import { loadNote } from '../../../views/note/load-note.ts';
import { answerForm } from '#kit/server/forms.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => ({
  note: await loadNote(event, event.params.id),
  publicOrigin: event.locals.publicOrigin,
});

export const actions: Actions = {
  delete: async (event) => {
    const form = await event.request.formData();
    return answerForm(event, form, async () => {
      await event.locals.rooms.community.deleteNote(event.locals.call(), event.params.id);
      redirect(303, '/me');
    });
  },
};
