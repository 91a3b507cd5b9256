import { fail } from '@sveltejs/kit';
import * as z from 'zod';
import { line } from '#platform/http/schemas.ts';
import { answerForm } from '#kit/server/forms.ts';
import { requireMember } from '#kit/server/guests.ts';
import { code } from '#kit/server/inputs.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => ({
  settings: await event.locals.rooms.notifications.getNotificationSettings(requireMember(event)),
});

const address = line(254);
const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
const digest = z.enum(['never', 'daily', 'weekly']);

/** `22:30` as minutes after midnight. */
function minuteOf(text: string): number {
  const [hours = 0, minutes = 0] = text.split(':').map(Number);
  return 60 * hours + minutes;
}

export const actions: Actions = {
  save: async (event) => {
    const actor = requireMember(event);
    const form = await event.request.formData();
    return answerForm(event, form, async () => {
      const { rooms, call, parse } = event.locals;
      // Boxes that are not ticked are not sent: every kind that can be chosen is told as it stands.
      const { kinds } = await rooms.notifications.getNotificationSettings(actor);
      const choices = Object.fromEntries(
        kinds.map(({ kind, wanted }) => [
          kind,
          Object.fromEntries(Object.keys(wanted).map((one) => [one, form.has(`${kind}.${one}`)])),
        ]),
      );
      await rooms.notifications.updateNotificationSettings(call(), {
        choices,
        quiet: {
          isOn: form.has('quietOn'),
          fromMinute: minuteOf(parse(clock, form.get('quietFrom'))),
          toMinute: minuteOf(parse(clock, form.get('quietTo'))),
          dutiesPass: form.has('dutiesPass'),
        },
        digest: parse(digest, form.get('digest')),
      });
      return { done: 'save' as const };
    });
  },

  send: async (event) => {
    const form = await event.request.formData();
    return answerForm(event, form, async () => {
      const { rooms, call, parse } = event.locals;
      const wished = { address: parse(address, form.get('address')) };
      const { mailMasked } = await rooms.identity.bindEmail(call(), wished);
      return { codeFor: mailMasked };
    });
  },

  confirm: async (event) => {
    const form = await event.request.formData();
    const answer = await answerForm(event, form, async () => {
      const { rooms, call, parse } = event.locals;
      await rooms.identity.confirmEmail(call(), { code: parse(code, form.get('code')) });
      return { done: 'save' as const };
    });
    const codeFor = form.get('codeFor');
    if ('data' in answer && typeof codeFor === 'string') {
      return fail(answer.status, { ...answer.data, codeFor });
    }
    return answer;
  },

  remove: async (event) => {
    const form = await event.request.formData();
    return answerForm(event, form, async () => {
      await event.locals.rooms.identity.removeEmail(event.locals.call());
      return { done: 'save' as const };
    });
  },
};
