import { redirect } from '@sveltejs/kit';
import * as z from 'zod';
import { id } from '#platform/http/schemas.ts';
import { requireMember } from '#kit/server/guests.ts';
import { answerForm } from '#kit/server/forms.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

const shownMax = 50;

export const load: PageServerLoad = async (event) => {
  const actor = requireMember(event);
  const { notifications } = event.locals.rooms;
  // Counted before these are read; those shown here are taken off again below.
  const { unreadCount } = await event.parent();
  const notices = await notifications.listNotifications(actor, {
    locale: event.locals.locale,
    limit: shownMax,
  });
  const unread = notices.items.filter((notice) => notice.readAt === null);
  if (unread.length > 0) {
    const ids = unread.map((notice) => notice.id);
    await notifications.markNotificationsRead(event.locals.call(), { ids });
  }
  return {
    unreadCount: Math.max(0, unreadCount - unread.length),
    notices: notices.items.map((notice) => ({
      id: notice.id,
      type: notice.type,
      text: notice.text,
      link: notice.link ?? undefined,
      at: notice.createdAt.toISOString(),
      isRead: notice.readAt !== null,
    })),
  };
};

/** Where a guest wanted to ask: signing in leads back there. */
function askedFrom({ request, url }: RequestEvent): URL {
  const from = URL.parse(request.headers.get('referer') ?? '');
  return from?.origin === url.origin ? from : new URL('/chat', url);
}

const start = z.object({
  memberId: id,
  listingId: id.optional(),
  orderId: id.optional(),
});

export const actions: Actions = {
  /** From a note, a listing or an order: opens the conversation about it. */
  start: async (event) => {
    requireMember({ locals: event.locals, url: askedFrom(event) });
    const form = await event.request.formData();
    return answerForm(event, form, async () => {
      const { rooms, call, parse } = event.locals;
      const { memberId, listingId, orderId } = parse(start, Object.fromEntries(form));
      const about = listingId
        ? { kind: 'listing', ref: listingId }
        : orderId && { kind: 'order', ref: orderId };
      const { conversationId } = await rooms.chat.startConversation(call(), {
        memberId,
        ...(about ? { about } : {}),
      });
      redirect(303, `/chat/${conversationId}`);
    });
  },
};
