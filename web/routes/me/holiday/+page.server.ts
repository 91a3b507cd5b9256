import { randomUUID } from 'node:crypto';
import { redirect } from '@sveltejs/kit';
import * as z from 'zod';
import { answerForm } from '#kit/server/forms.ts';
import { requireMember } from '#kit/server/guests.ts';
import { prose } from '#platform/http/schemas.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const actor = requireMember(event);
  const { memberId } = actor;
  const holiday = await event.locals.rooms.catalog.getHoliday(actor, { memberId });
  return {
    memberId,
    idempotencyKey: randomUUID(),
    holiday: holiday && {
      isAway: holiday.isAway,
      note: holiday.note ?? '',
      from: holiday.from.toISOString(),
      until: holiday.until.toISOString(),
    },
  };
};

/** Midnight in Shanghai, where a day of a shop begins. */
const midnight = (day: string) => new Date(`${day}T00:00:00+08:00`);
const days = z.object({
  from: z.union([z.literal('').transform(() => undefined), z.iso.date().transform(midnight)]),
  until: z.iso.date().transform(midnight),
  note: prose(200).default(''),
});

export const actions: Actions = {
  set: async (event) => {
    requireMember(event);
    const form = await event.request.formData();
    return answerForm(event, form, async () => {
      const typed = event.locals.parse(days, Object.fromEntries(form));
      await event.locals.rooms.catalog.setHoliday(event.locals.call(form), typed);
      redirect(303, '/me/holiday');
    });
  },
  end: async (event) => {
    requireMember(event);
    const form = await event.request.formData();
    return answerForm(event, form, async () => {
      await event.locals.rooms.catalog.endHoliday(event.locals.call(form));
      redirect(303, '/me/holiday');
    });
  },
};
