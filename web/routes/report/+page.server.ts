import { error, type RequestEvent } from '@sveltejs/kit';
import * as z from 'zod';
import { id, prose } from '#platform/http/schemas.ts';
import { answerForm } from '#kit/server/forms.ts';
import type { PictureView } from '#kit/pictures/picture-view.ts';
import { requireMember } from '#kit/server/guests.ts';
import { pictureOf } from '../../views/pictures.ts';
import type { Actions, PageServerLoad } from './$types';

const kinds = ['note', 'listing', 'comment', 'member', 'message', 'review'] as const;
const subject = z.object({ kind: z.enum(kinds), id });
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
type Subject = z.infer<typeof subject>;
const report = subject.extend({ reasonCode: z.enum(reasonCodes), words: prose(500) });

export const load: PageServerLoad = async (event) => {
  requireMember(event);
  const asked = subject.safeParse(Object.fromEntries(event.url.searchParams));
  if (!asked.success) error(404);
  return { subject: asked.data, ...(await seen(event, asked.data)), reasonCodes };
};

/** What is reported, as whoever may see it does: what it is called, and where it is. */
interface Seen {
  readonly title: string;
  readonly back: string;
  readonly picture?: PictureView | undefined;
}

async function seen({ locals }: RequestEvent, { kind, id: ref }: Subject): Promise<Seen> {
  const { rooms, actor } = locals;
  switch (kind) {
    case 'note':
      return { title: (await rooms.community.getNote(actor, ref)).title, back: `/n/${ref}` };
    case 'listing': {
      const { title } = await rooms.catalog.getListing(actor, { listingId: ref });
      return { title, back: `/i/${ref}` };
    }
    case 'member': {
      const { nickname } = await rooms.identity.getMember(ref, actor?.memberId);
      return { title: nickname, back: `/u/${ref}` };
    }
    case 'message': {
      const message = await rooms.chat.getMessage(actor, ref);
      const picture = message.picture ? pictureOf(message.picture) : undefined;
      return { title: message.text ?? '', back: `/chat/${message.conversationId}`, picture };
    }
    case 'review': {
      const { words } = await rooms.reviews.getReview(actor, ref);
      return { title: words ?? '', back: `/review/${ref}` };
    }
    case 'comment': {
      const thread = await rooms.reactions.getThread(actor, ref);
      const comment = [thread, ...thread.replies].find(({ id: own }) => own === ref) ?? thread;
      const words = comment.body.flatMap(({ spans }) => spans.map(({ text }) => text));
      return { title: words.join(' '), back: `/comment/${ref}` };
    }
  }
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
