import { redirect } from '@sveltejs/kit';
import { closeSession } from '#kit/server/session.ts';
import type { RequestHandler } from './$types';

/** Ends this session; signing out twice is signing out. */
export const POST: RequestHandler = async (event) => {
  const { locals } = event;
  if (locals.actor) await locals.rooms.identity.signOut(locals.call());
  closeSession(event);
  redirect(303, '/');
};
