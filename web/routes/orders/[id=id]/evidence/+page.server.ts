import { randomUUID } from 'node:crypto';
import { redirect } from '@sveltejs/kit';
import * as z from 'zod';
import { id, line } from '#platform/http/schemas.ts';
import { answerForm } from '#kit/server/forms.ts';
import { requireMember } from '#kit/server/guests.ts';
import { stagesNow } from '../../../../views/aftersale/captures.ts';
import { openOf, stages } from '../../../../views/aftersale/plain-after-sale.ts';
import { plain } from '../../../../views/trade/plain-order.ts';
import type { Actions, PageServerLoad } from './$types';

const stage = z.enum(stages);
/** The code that was given out stands in the address: the camera may close the page behind it. */
const given = z.object({
  capture: id,
  code: z.string().regex(/^[0-9A-Z]{6}$/),
  until: z.iso.datetime(),
});

export const load: PageServerLoad = async (event) => {
  const actor = requireMember(event);
  const { rooms } = event.locals;
  const input = { orderId: event.params.id };
  const [order, afterSales] = await Promise.all([
    rooms.orders.getOrder(actor, input),
    rooms.aftersale.listAfterSales(actor, input),
  ]);
  const { items } = plain(afterSales);
  const possible = stagesNow(plain(order), openOf(items));
  const search = Object.fromEntries(event.url.searchParams);
  const asked = stage.safeParse(search['stage']).data;
  const shown = given.safeParse(search).data;
  return {
    orderId: order.id,
    title: order.lines[0]?.title ?? '',
    stage: possible.find((one) => one === asked),
    given: shown && { ...shown, isOver: new Date(shown.until) <= event.locals.now() },
    idempotencyKey: randomUUID(),
  };
};

const pictures = z.array(id).min(1).max(9);
const taken = z.object({
  captureId: id,
  serial: z.union([z.literal(''), line(60)]).optional(),
  weightGrams: z.union([z.literal(''), z.coerce.number().int().min(1).max(200_000)]).optional(),
});

export const actions: Actions = {
  open: async (event) => {
    requireMember(event);
    const form = await event.request.formData();
    return answerForm(event, form, async () => {
      const wanted = event.locals.parse(stage, form.get('stage'));
      const opened = await event.locals.rooms.aftersale.openCapture(event.locals.call(form), {
        orderId: event.params.id,
        stage: wanted,
      });
      const search = new URLSearchParams({
        stage: wanted,
        capture: opened.captureId,
        code: opened.code,
        until: new Date(opened.expiresAt).toISOString(),
      });
      redirect(303, `/orders/${event.params.id}/evidence?${search.toString()}`);
    });
  },
  take: async (event) => {
    requireMember(event);
    const form = await event.request.formData();
    return answerForm(event, form, async () => {
      const typed = event.locals.parse(taken, Object.fromEntries(form));
      await event.locals.rooms.aftersale.takeCapture(event.locals.call(form), {
        captureId: typed.captureId,
        pictureIds: event.locals.parse(pictures, form.getAll('pictureIds')),
        serial: typed.serial || undefined,
        weightGrams: typed.weightGrams || undefined,
      });
      redirect(303, `/orders/${event.params.id}#evidence`);
    });
  },
};
