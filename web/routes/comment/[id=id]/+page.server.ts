import { redirect } from '@sveltejs/kit';
import type { PageServerLoad } from './$types';

/** A comment has no page of its own: it is shown under its note. */
export const load: PageServerLoad = async ({ locals, params }) => {
  const thread = await locals.rooms.reactions.getThread(locals.actor, params.id);
  redirect(307, `/n/${thread.noteId}?comment=${params.id}#comment-${params.id}`);
};
