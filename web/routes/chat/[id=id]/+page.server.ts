import * as z from 'zod';
import { answerForm } from '#kit/server/forms.ts';
import { requireMember } from '#kit/server/guests.ts';
import { id, prose, seq } from '#platform/http/schemas.ts';
import { plain } from '../../../views/trade/plain-order.ts';
import { yuanToFen } from '../../../views/trade/yuan.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

const pageSize = 40;

export const load: PageServerLoad = async (event) => {
  const actor = requireMember(event);
  const { chat } = event.locals.rooms;
  const conversationId = event.params.id;
  const before = seq.optional().catch(undefined).parse(event.url.searchParams.get('before'));
  const [head, page] = await Promise.all([
    chat.getConversation(actor, conversationId),
    chat.listMessages(actor, { conversationId, before, limit: pageSize }),
  ]);
  const last = page.items.at(-1);
  // A page that moves by itself says what was seen; one read without a script says so by being read.
  if (!event.isDataRequest && last && last.seq > head.readSeq) {
    await chat.markConversationRead(event.locals.call(), { conversationId, seq: last.seq });
  }
  return { memberId: actor.memberId, head: plain(head), messages: page.items.map(plain) };
};

const message = z.object({ clientId: z.string().min(1).max(64), text: prose(2000) });
const amount = z.string().transform((text, context) => {
  const fen = yuanToFen(text);
  if (fen === undefined) context.addIssue({ code: 'custom', message: 'not an amount' });
  return fen ?? 0n;
});
const offer = z.object({
  listingId: id,
  price: amount,
  quantity: z.coerce.number().int().min(1).max(99).default(1),
  addressId: id.optional(),
});
const round = z.coerce.number().int().min(1).max(9);
const answer = z.discriminatedUnion('answer', [
  z.object({ offerId: id, round, answer: z.enum(['accept', 'decline']) }),
  z.object({ offerId: id, round, answer: z.literal('counter'), price: amount }),
]);

/** Runs what a form asks for; what is refused comes back with what was typed. */
async function answered(
  event: RequestEvent,
  act: (typed: Record<string, unknown>) => Promise<unknown>,
) {
  requireMember(event);
  const form = await event.request.formData();
  return answerForm(event, form, async () => {
    await act(Object.fromEntries(form));
    return { done: true };
  });
}

export const actions: Actions = {
  /** For a page without a script; with one, the outbox sends. */
  send: (event) =>
    answered(event, async (typed) => {
      const { chat } = event.locals.rooms;
      const { clientId, text } = event.locals.parse(message, typed);
      const sent = { conversationId: event.params.id, clientId: `form:${clientId}`.slice(0, 64) };
      await chat.sendMessage(event.locals.call(), { ...sent, text });
    }),
  makeOffer: (event) =>
    answered(event, async (typed) => {
      const { price: unitPriceFen, ...rest } = event.locals.parse(offer, typed);
      await event.locals.rooms.orders.makeOffer(event.locals.call(), { ...rest, unitPriceFen });
    }),
  answerOffer: (event) =>
    answered(event, async (typed) => {
      const said = event.locals.parse(answer, typed);
      const input =
        said.answer === 'counter'
          ? { ...said, answer: said.answer, unitPriceFen: said.price }
          : said;
      await event.locals.rooms.orders.answerOffer(event.locals.call(), input);
    }),
  reserve: (event) =>
    answered(event, async (typed) => {
      const asked = event.locals.parse(z.object({ listingId: id, memberId: id }), typed);
      const reservation = { ...asked, quantity: 1, hours: 24 };
      await event.locals.rooms.catalog.reserveListing(event.locals.call(), reservation);
    }),
  withdrawOffer: (event) =>
    answered(event, async (typed) => {
      const { offerId } = event.locals.parse(z.object({ offerId: id }), typed);
      await event.locals.rooms.orders.withdrawOffer(event.locals.call(), { offerId });
    }),
};
