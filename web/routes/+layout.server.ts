import type { LayoutServerLoad } from './$types';

/** What every page needs to know about its reader. */
export const load: LayoutServerLoad = ({ locals }) => ({
  locale: locals.locale,
  serverNow: locals.now().toISOString(),
  memberId: locals.actor?.memberId.toString(),
  sandboxToolsHref: locals.sandboxToolsHref,
  unreadCount: 0,
});
