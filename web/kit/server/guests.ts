import { redirect } from '@sveltejs/kit';
import type { Actor } from '#platform/actor.ts';

/** The signed-in member of a page that guests cannot use; guests are led to sign in and back. */
export function requireMember(event: { locals: { actor: Actor | undefined }; url: URL }): Actor {
  const { actor } = event.locals;
  if (actor) return actor;
  const back = encodeURIComponent(event.url.pathname + event.url.search);
  redirect(303, `/signin?back=${back}`);
}
