import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { answerForm } from '#kit/server/forms.ts';
import { requireMember } from '#kit/server/guests.ts';
import { id, prose } from '#platform/http/schemas.ts';
import { plain } from '../../../views/trade/plain-order.ts';
import type { Actions, PageServerLoad } from './$types';

const pageSize = 40;
const goodsMax = 20;

export const load: PageServerLoad = async (event) => {
  const actor = requireMember(event);
  const { chat, catalog } = event.locals.rooms;
  const conversationId = event.params.id;
  const before = Number(event.url.searchParams.get('before')) || undefined;
  const [head, page, goods] = await Promise.all([
    chat.getConversation(actor, conversationId),
    chat.listMessages(actor, { conversationId, before, limit: pageSize }),
    catalog.listListings(actor, { of: { sellerId: actor.memberId }, limit: goodsMax }),
  ]);
  const last = page.items.at(-1);
  if (last && last.seq > head.readSeq) {
    await chat.markConversationRead(event.locals.call(), { conversationId, seq: last.seq });
  }
  return {
    memberId: actor.memberId,
    head: plain(head),
    messages: page.items.map(plain),
    hasEarlier: (page.items[0]?.seq ?? 1) > 1,
    goods: goods.items
      .filter((listing) => listing.state === 'live')
      .map((listing) => ({ id: listing.id, title: listing.title })),
    clientId: randomUUID(),
  };
};

const message = z.object({
  clientId: z.string().min(1).max(64),
  text: prose(2000).optional(),
  listingId: id.optional(),
  orderId: id.optional(),
});

export const actions: Actions = {
  send: async (event) => {
    requireMember(event);
    const form = await event.request.formData();
    return answerForm(event, form, async () => {
      const { rooms, call, parse } = event.locals;
      const typed = parse(message, Object.fromEntries(form));
      const sent = { conversationId: event.params.id, clientId: typed.clientId };
      if (typed.listingId) {
        const card = { kind: 'listing', ref: typed.listingId };
        await rooms.chat.sendMessage(call(), { ...sent, card });
      } else if (typed.orderId) {
        const card = { kind: 'order', ref: typed.orderId };
        await rooms.chat.sendMessage(call(), { ...sent, card });
      } else {
        await rooms.chat.sendMessage(call(), { ...sent, text: typed.text ?? '' });
      }
      return { sent: true };
    });
  },
};
