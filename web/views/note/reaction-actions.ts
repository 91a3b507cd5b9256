import { redirect, type RequestEvent } from '@sveltejs/kit';
import * as z from 'zod';
import { id, prose } from '#platform/http/schemas.ts';
import { answerForm } from '#kit/server/forms.ts';
import { requireMember } from '#kit/server/guests.ts';

const comment = z.object({ text: prose(4_000), answersId: id.optional() });
const ofComment = z.object({ commentId: id });

type Event = RequestEvent<{ id: string }>;

/** Guests sign in and come back to the note. */
function member(event: Event): void {
  requireMember({ locals: event.locals, url: new URL(`/n/${event.params.id}`, event.url) });
}

/** The forms of a note's bar and comments, for pages without scripts. */
export const reactionActions = {
  like: (event: Event) =>
    answer(event, async (form) => {
      const { reactions } = event.locals.rooms;
      const act = form.get('wanted') === 'yes' ? reactions.likeNote : reactions.unlikeNote;
      await act(event.locals.call(), event.params.id);
    }),
  save: (event: Event) =>
    answer(event, async (form) => {
      const { reactions } = event.locals.rooms;
      const noteId = event.params.id;
      if (form.get('wanted') === 'yes') await reactions.saveNote(event.locals.call(), { noteId });
      else await reactions.unsaveNote(event.locals.call(), noteId);
    }),
  comment: (event: Event) =>
    answer(event, async (form) => {
      const typed = event.locals.parse(comment, Object.fromEntries(form));
      const input = { noteId: event.params.id, ...typed };
      const { id: commentId } = await event.locals.rooms.reactions.commentOnNote(
        event.locals.call(form),
        input,
      );
      redirect(303, `/n/${event.params.id}?comment=${commentId}#comment-${commentId}`);
    }),
  likeComment: (event: Event) =>
    answer(event, async (form) => {
      const { reactions } = event.locals.rooms;
      const { commentId } = event.locals.parse(ofComment, Object.fromEntries(form));
      const act = form.get('wanted') === 'yes' ? reactions.likeComment : reactions.unlikeComment;
      await act(event.locals.call(), commentId);
      redirect(303, `/n/${event.params.id}?comment=${commentId}#comment-${commentId}`);
    }),
};

async function answer(event: Event, act: (form: FormData) => Promise<void>) {
  member(event);
  const form = await event.request.formData();
  return answerForm(event, form, async () => {
    await act(form);
    redirect(303, `/n/${event.params.id}`);
  });
}
