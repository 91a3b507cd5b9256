import type { LayoutServerLoad } from './$types';

/** What every page needs to know about its reader. */
export const load: LayoutServerLoad = async ({ locals, depends, url }) => {
  depends('shell:unread');
  // Read here, the path makes every step through the shop count anew what is unread.
  void url.pathname;
  return {
    locale: locals.locale,
    serverNow: locals.now().toISOString(),
    memberId: locals.actor?.memberId,
    sandboxToolsHref: locals.sandboxToolsHref,
    unreadCount: locals.actor ? await locals.rooms.countUnread(locals.actor.memberId) : 0,
  };
};
