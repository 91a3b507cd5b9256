import type { LayoutServerLoad } from './$types';

/** What every page needs to know about its reader. */
export const load: LayoutServerLoad = async ({ locals }) => ({
  locale: locals.locale,
  serverNow: locals.now().toISOString(),
  memberId: locals.actor?.memberId.toString(),
  sandboxToolsHref: locals.sandboxToolsHref,
  unreadCount: await unreadOf(locals),
});

/** Unread messages and notices, for the badge; a guest costs no query. */
async function unreadOf({ actor, rooms, handle }: App.Locals): Promise<number> {
  if (!actor) return 0;
  const [talks, notices] = await Promise.all([
    rooms.chat.unreadCount(handle, actor.memberId),
    rooms.notifications.unreadCount(handle, actor.memberId),
  ]);
  return talks + notices;
}
