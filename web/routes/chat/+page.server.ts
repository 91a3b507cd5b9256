import { redirect } from '@sveltejs/kit';
import * as z from 'zod';
import { id } from '#platform/http/schemas.ts';
import { requireMember } from '#kit/server/guests.ts';
import { answerForm } from '#kit/server/forms.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
  const actor = requireMember(event);
  const { notifications } = event.locals.rooms;
  const { locale } = event.locals;
  const [duties, { unread }] = await Promise.all([
    notifications.listDuties(actor, { locale }),
    notifications.listNotifications(actor, { locale, limit: 1 }),
  ]);
  const { trade, people, house } = unread;
  return { noticeCounts: { duties: duties.items.length, people, trade, house } };
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
  /** Goods are bid for at once: the conversation opens with the sheet for it. */
  offer: z.literal('yes').optional(),
});

export const actions: Actions = {
  /** From a note, a listing or an order: opens the conversation about it. */
  start: async (event) => {
    requireMember({ locals: event.locals, url: askedFrom(event) });
    const form = await event.request.formData();
    return answerForm(event, form, async () => {
      const { rooms, call, parse } = event.locals;
      const { memberId, listingId, orderId, offer } = parse(start, Object.fromEntries(form));
      const about = listingId
        ? { kind: 'listing', ref: listingId }
        : orderId && { kind: 'order', ref: orderId };
      const { conversationId } = await rooms.chat.startConversation(call(), {
        memberId,
        ...(about ? { about } : {}),
      });
      redirect(303, `/chat/${conversationId}${offer ? '?offer=yes' : ''}`);
    });
  },
};
