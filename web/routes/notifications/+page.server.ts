import * as z from 'zod';
import { answerForm } from '#kit/server/forms.ts';
import { requireMember } from '#kit/server/guests.ts';
import type { Actions, PageServerLoad } from './$types';

const tabs = ['duties', 'people', 'trade', 'house'] as const;
const query = z.object({
  tab: z.enum(tabs).catch('duties'),
  after: z.string().max(200).optional(),
});

/** 待办 first: what must be done is no list of what happened, and it empties itself. */
export const load: PageServerLoad = async (event) => {
  const actor = requireMember(event);
  const { tab, after } = query.parse(Object.fromEntries(event.url.searchParams));
  const { notifications } = event.locals.rooms;
  const { locale } = event.locals;
  const category = tab === 'duties' ? undefined : tab;
  const [duties, page] = await Promise.all([
    notifications.listDuties(actor, { locale }),
    notifications.listNotifications(actor, {
      locale,
      ...(category ? { category } : {}),
      cursor: after,
      limit: category ? 20 : 1,
    }),
  ]);
  return {
    tab,
    tabs,
    unread: page.unread,
    duties: duties.items.map(({ key, text, link, dueAt }) => ({
      key,
      text,
      link,
      dueAt: dueAt?.toISOString(),
    })),
    notices: category ? page.items.map(plainNotice) : [],
    nextCursor: category ? page.nextCursor : null,
  };
};

type Notice = Awaited<
  ReturnType<App.Locals['rooms']['notifications']['listNotifications']>
>['items'][number];

function plainNotice(notice: Notice) {
  const { id, type, text, link, readAt, raisedAt, actors } = notice;
  return {
    id,
    type,
    text,
    link,
    readAt: readAt?.toISOString() ?? null,
    raisedAt: raisedAt.toISOString(),
    actors,
  };
}

const category = z.enum(['people', 'trade', 'house']);

export const actions: Actions = {
  /** Marks the whole list that is shown as read. */
  read: async (event) => {
    const form = await event.request.formData();
    return answerForm(event, form, async () => {
      const wished = event.locals.parse(category, form.get('category'));
      const { rooms, call } = event.locals;
      await rooms.notifications.markNotificationsRead(call(), { category: wished });
      return { done: true };
    });
  },
};
