import type { LayoutServerLoad } from './$types';

/** What every page needs to know about its reader. */
export const load: LayoutServerLoad = async ({ locals }) => ({
  locale: locals.locale,
  serverNow: locals.now().toISOString(),
  memberId: locals.actor?.memberId,
  sandboxToolsHref: locals.sandboxToolsHref,
  unreadCount: locals.actor ? await locals.rooms.countUnread(locals.actor.memberId) : 0,
});
