import { randomUUID } from 'node:crypto';
import { redirect } from '@sveltejs/kit';
import * as z from 'zod';
import { id, line } from '#platform/http/schemas.ts';
import { answerForm } from '#kit/server/forms.ts';
import { plain } from '../../../views/trade/plain-order.ts';
import { requireOperator } from '../operator.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

const pageSize = 20;

export const load: PageServerLoad = async (event) => {
  requireOperator(event);
  const { office } = event.locals.rooms;
  const { searchParams } = event.url;
  const cursor = searchParams.get('after')?.slice(0, 200) || undefined;
  const [open, ended, standstill] = await Promise.all([
    office.listFreezes({ isOpen: true, cursor, limit: pageSize }),
    office.listFreezes({ isOpen: false, limit: pageSize }),
    office.getStandstill(),
  ]);
  return {
    open: plain(open.items),
    nextCursor: open.nextCursor,
    ended: plain(ended.items),
    standstill: plain(standstill),
    id: searchParams.get('id')?.slice(0, 19) ?? '',
    idempotencyKey: randomUUID(),
  };
};

function act(work: (event: RequestEvent, form: FormData) => Promise<unknown>) {
  return async (event: RequestEvent) => {
    requireOperator(event);
    const form = await event.request.formData();
    return answerForm(event, form, async () => {
      await work(event, form);
      redirect(303, '/admin/freezes');
    });
  };
}

const reason = line(300);
const typed = <Schema extends z.ZodType>(event: RequestEvent, schema: Schema, form: FormData) =>
  event.locals.parse(schema, Object.fromEntries(form));

export const actions: Actions = {
  freeze: act(async (event, form) => {
    const schema = z.object({ id, reason, review: z.iso.date() });
    const { id: wanted, review, reason: why } = typed(event, schema, form);
    // The end of that day in Shanghai.
    const input = { reason: why, reviewAt: new Date(`${review}T23:59:59+08:00`) };
    const { office } = event.locals.rooms;
    const call = event.locals.call(form);
    try {
      await office.freezeMoney(call, { ...input, orderId: wanted });
    } catch (error) {
      // No order's number: a member's, then. The two are of one kind.
      if (event.locals.explain(error).code !== 'platform/not-found') throw error;
      await office.freezeMoney(call, { ...input, memberId: wanted });
    }
  }),
  release: act((event, form) => {
    const input = typed(event, z.object({ freezeId: id, reason }), form);
    return event.locals.rooms.office.releaseMoney(event.locals.call(), input);
  }),
  stop: act((event, form) =>
    event.locals.rooms.office.stopPayouts(
      event.locals.call(),
      typed(event, z.object({ reason }), form),
    ),
  ),
  go: act((event, form) =>
    event.locals.rooms.office.letPayoutsGo(
      event.locals.call(),
      typed(event, z.object({ stopId: id, reason }), form),
    ),
  ),
};
