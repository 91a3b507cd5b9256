import { randomUUID } from 'node:crypto';
import { error, redirect } from '@sveltejs/kit';
import * as z from 'zod';
import { answerForm } from '#kit/server/forms.ts';
import { line } from '#platform/http/schemas.ts';
import { isRefusal } from '#platform/refusal.ts';
import { plain } from '../../../../views/trade/plain-order.ts';
import { requireOperator } from '../admit.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOperator(event);
  const { payments } = event.locals.rooms;
  try {
    const found = await payments.getCase(event.params.id);
    return { item: plain(found), idempotencyKey: randomUUID() };
  } catch (problem) {
    if (isRefusal(problem, 'platform/not-found')) error(404);
    throw problem;
  }
};

const typed = z.object({ reason: line(300) });

const end = (how: 'repairCase' | 'dismissCase') => async (event: RequestEvent) => {
  requireOperator(event);
  const form = await event.request.formData();
  return answerForm(event, form, async () => {
    const { reason } = event.locals.parse(typed, { reason: form.get('reason') });
    const input = { caseId: event.params.id, reason };
    await event.locals.rooms.payments[how](event.locals.call(form), input);
    redirect(303, `/admin/reconciliation/${event.params.id}`);
  });
};

export const actions: Actions = { repair: end('repairCase'), dismiss: end('dismissCase') };
