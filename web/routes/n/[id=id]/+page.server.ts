import { redirect } from '@sveltejs/kit';
import { countLook } from '../../../views/count-look.ts';
import { loadNote } from '../../../views/note/load-note.ts';
import { reactionActions } from '../../../views/note/reaction-actions.ts';
import { answerForm } from '#kit/server/forms.ts';
import * as z from 'zod';
import type { Actions, PageServerLoad } from './$types';

const narrowed = z.object({ kind: z.enum(['public', 'followers']) });

export const load: PageServerLoad = async (event) => {
  const note = await loadNote(event, event.params.id);
  await countLook(event, note.listings);
  return { note, publicOrigin: event.locals.publicOrigin };
};

export const actions: Actions = {
  ...reactionActions,
  audience: async (event) => {
    const form = await event.request.formData();
    return answerForm(event, form, async () => {
      const { kind } = event.locals.parse(narrowed, Object.fromEntries(form));
      const change = { noteId: event.params.id, audience: { kind } };
      await event.locals.rooms.community.updateNote(event.locals.call(), change);
      redirect(303, `/n/${event.params.id}`);
    });
  },
  delete: async (event) => {
    const form = await event.request.formData();
    return answerForm(event, form, async () => {
      await event.locals.rooms.community.deleteNote(event.locals.call(), event.params.id);
      redirect(303, '/me');
    });
  },
};
