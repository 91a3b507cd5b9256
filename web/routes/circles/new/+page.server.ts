import { randomUUID } from 'node:crypto';
import { redirect } from '@sveltejs/kit';
import { answerForm } from '#kit/server/forms.ts';
import { requireMember } from '#kit/server/guests.ts';
import { newCircle } from '../../../views/circles/circle-forms.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const actor = requireMember(event);
  const me = await event.locals.rooms.identity.getMe(actor);
  const isOperator = me.isOperator && actor.secondFactorAt !== null;
  return { isOperator, mayFound: isOperator || me.isPro, idempotencyKey: randomUUID() };
};

export const actions: Actions = {
  default: async (event) => {
    requireMember(event);
    const form = await event.request.formData();
    return answerForm(event, form, async () => {
      const { call, parse, rooms } = event.locals;
      const typed = parse(newCircle, Object.fromEntries(form));
      const { id } = await rooms.circles.createCircle(call(form), typed);
      redirect(303, `/circles/${id}`);
    });
  },
};
