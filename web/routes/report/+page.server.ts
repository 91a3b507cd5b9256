import { error } from '@sveltejs/kit';
import * as z from 'zod';
import { id, prose } from '#platform/http/schemas.ts';
import { answerForm } from '#kit/server/forms.ts';
import { requireMember } from '#kit/server/guests.ts';
import type { Actions, PageServerLoad } from './$types';

const subject = z.object({ kind: z.enum(['note', 'listing']), id });
/** The reasons an operator works with, as the moderation room names them. */
const reasonCodes = [
  'fraud',
  'counterfeit',
  'prohibited',
  'off-platform',
  'stolen-picture',
  'adult',
  'harassment',
  'private-data',
  'spam',
  'other',
] as const;
const report = subject.extend({ reasonCode: z.enum(reasonCodes), words: prose(500) });

export const load: PageServerLoad = async (event) => {
  requireMember(event);
  const asked = subject.safeParse(Object.fromEntries(event.url.searchParams));
  if (!asked.success) error(404);
  const { rooms, actor } = event.locals;
  const { title } =
    asked.data.kind === 'note'
      ? await rooms.community.getNote(actor, asked.data.id)
      : await rooms.catalog.getListing(actor, { listingId: asked.data.id });
  return { subject: asked.data, title, reasonCodes };
};

export const actions: Actions = {
  default: async (event) => {
    const form = await event.request.formData();
    return answerForm(event, form, async () => {
      const { reasonCode, words, ...about } = event.locals.parse(report, Object.fromEntries(form));
      const input = { subject: about, reasonCode, words: words === '' ? undefined : words };
      await event.locals.rooms.moderation.reportContent(event.locals.call(), input);
      return { sent: true as const };
    });
  },
};
