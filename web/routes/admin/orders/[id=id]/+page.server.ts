import * as z from 'zod';
import { line, seq } from '#platform/http/schemas.ts';
import { answerForm } from '#kit/server/forms.ts';
import { plain } from '../../../../views/trade/plain-order.ts';
import { requireOperator } from '../../operator.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOperator(event);
  const { rooms, locale } = event.locals;
  const order = await rooms.office.getOrderStory({ orderId: event.params.id, locale });
  return { order: plain(order) };
};

const asked = z.object({
  reason: line(300),
  before: seq.optional(),
});

export const actions: Actions = {
  messages: async (event) => {
    requireOperator(event);
    const form = await event.request.formData();
    return answerForm(event, form, async () => {
      const typed = event.locals.parse(asked, Object.fromEntries(form));
      const input = { ...typed, orderId: event.params.id };
      const read = await event.locals.rooms.office.readMessages(event.locals.call(), input);
      return { read: plain(read), reason: typed.reason };
    });
  },
  address: async (event) => {
    requireOperator(event);
    const form = await event.request.formData();
    return answerForm(event, form, async () => {
      const { reason } = event.locals.parse(asked, Object.fromEntries(form));
      const input = { reason, orderId: event.params.id };
      return { address: await event.locals.rooms.office.revealAddress(event.locals.call(), input) };
    });
  },
};
