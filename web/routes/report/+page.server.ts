import { error, type RequestEvent } from '@sveltejs/kit';
import * as z from 'zod';
import { id, prose } from '#platform/http/schemas.ts';
import { answerForm } from '#kit/server/forms.ts';
import { requireMember } from '#kit/server/guests.ts';
import type { Actions, PageServerLoad } from './$types';

const subject = z.object({ kind: z.enum(['note', 'listing', 'comment', 'member']), id });
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
  return { subject: asked.data, title: await titleOf(event, asked.data), reasonCodes };
};

/** What the thing is called, for those who may see it. */
async function titleOf({ locals }: RequestEvent, about: z.infer<typeof subject>): Promise<string> {
  const { rooms, actor } = locals;
  if (about.kind === 'note') return (await rooms.community.getNote(actor, about.id)).title;
  if (about.kind === 'listing') {
    return (await rooms.catalog.getListing(actor, { listingId: about.id })).title;
  }
  if (about.kind === 'member') {
    return (await rooms.identity.getMember(about.id, actor?.memberId)).nickname;
  }
  const thread = await rooms.reactions.getThread(actor, about.id);
  const comment = [thread, ...thread.replies].find(({ id: own }) => own === about.id) ?? thread;
  return comment.body.flatMap(({ spans }) => spans.map(({ text }) => text)).join(' ');
}

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
