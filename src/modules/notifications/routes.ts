import * as z from 'zod';
import { at, cursor, done, id, limit } from '#platform/http/schemas.ts';
import { Answer, route, type Route } from '#platform/http/route.ts';
import { markMax } from './domain/rules.ts';
import { categories, channels, kinds } from './domain/kinds.ts';
import { digests } from './domain/preferences.ts';
import type { Notifications } from './index.ts';

const category = z.enum(categories);
const unread = z.object({ all: z.int(), trade: z.int(), people: z.int(), house: z.int() });
const notification = z.object({
  id,
  type: z.string(),
  kind: z.enum(kinds),
  category,
  text: z.string(),
  link: z.string().nullable(),
  actors: z.array(z.object({ id, nickname: z.string(), avatarUrl: z.string().nullable() })),
  actorsCount: z.int(),
  createdAt: at,
  raisedAt: at,
  readAt: at.nullable(),
});

const duty = z.object({
  key: z.string(),
  type: z.string(),
  text: z.string(),
  link: z.string(),
  since: at,
  dueAt: at.nullable(),
});
const wanted = z.object({ inApp: z.boolean(), push: z.boolean(), mail: z.boolean() });
const minute = z.int().min(0).max(1439);
const digest = z.enum(digests);
const settings = z.object({
  kinds: z.array(z.object({ kind: z.enum(kinds), fixed: z.array(z.enum(channels)), wanted })),
  quiet: z.object({
    isOn: z.boolean(),
    fromMinute: minute,
    toMinute: minute,
    dutiesPass: z.boolean(),
  }),
  digest,
  pushKey: z.string(),
  browsers: z.int(),
  mailMasked: z.string().nullable(),
});
const endpoint = z.url().max(1000);
const key = z.string().regex(/^[A-Za-z0-9_-]{16,120}$/);
const pushTarget = z.object({ endpoint, p256dh: key, auth: key });
const token = z.object({ token: z.string().max(120) });
/** What a member may change; what is left out stays. */
export const settingsChange = z.object({
  choices: z.partialRecord(z.enum(kinds), wanted.partial()).optional(),
  quiet: z
    .object({ isOn: z.boolean(), fromMinute: minute, toMinute: minute, dutiesPass: z.boolean() })
    .partial()
    .optional(),
  digest: digest.optional(),
});
const tag = 'notifications';

/** The HTTP face of this room. */
export function notificationRoutes(
  door: Pick<
    Notifications,
    | 'listNotifications'
    | 'markNotificationsRead'
    | 'listDuties'
    | 'getNotificationSettings'
    | 'updateNotificationSettings'
    | 'subscribePush'
    | 'unsubscribePush'
    | 'unsubscribeMail'
    | 'readMailToken'
  >,
): Route[] {
  return [
    ...centreRoutes(door),
    ...settingsRoutes(door),
    ...pushRoutes(door),
    ...unsubscriptionRoutes(door),
  ];
}

function settingsRoutes(
  door: Pick<Notifications, 'getNotificationSettings' | 'updateNotificationSettings'>,
): Route[] {
  return [
    route(
      {
        operationId: 'getNotificationSettings',
        method: 'GET',
        path: '/notifications/settings',
        summary: 'What I want to hear, when, and by which channel',
        tag,
        response: settings,
      },
      (input) => door.getNotificationSettings(input.call().actor),
    ),
    route(
      {
        operationId: 'updateNotificationSettings',
        method: 'PATCH',
        path: '/notifications/settings',
        summary: 'Change that; what is left out stays as it is',
        tag,
        body: settingsChange,
        response: settings,
      },
      (input) => door.updateNotificationSettings(input.call(), input.body),
    ),
  ];
}

function centreRoutes(
  door: Pick<Notifications, 'listNotifications' | 'markNotificationsRead' | 'listDuties'>,
): Route[] {
  return [
    route(
      {
        operationId: 'listDuties',
        method: 'GET',
        path: '/notifications/duties',
        summary: 'What I must do now, the most pressing first',
        tag,
        response: z.object({ items: z.array(duty) }),
      },
      (input) => door.listDuties(input.call().actor, { locale: input.locale }),
    ),
    route(
      {
        operationId: 'listNotifications',
        method: 'GET',
        path: '/notifications',
        summary: 'What happened, newest first, in the language asked for',
        tag,
        query: z.object({ category: category.optional(), cursor, limit }),
        response: z.object({
          items: z.array(notification),
          nextCursor: z.string().nullable(),
          unread,
        }),
      },
      (input) =>
        door.listNotifications(input.call().actor, { ...input.query, locale: input.locale }),
    ),
    route(
      {
        operationId: 'markNotificationsRead',
        method: 'POST',
        path: '/notifications/receipts',
        summary: 'Mark these ids as read, or a category, or everything',
        tag,
        body: z.object({
          ids: z.array(id).min(1).max(markMax).optional(),
          category: category.optional(),
        }),
        response: z.object({ unread }),
      },
      async (input) => ({ unread: await door.markNotificationsRead(input.call(), input.body) }),
    ),
  ];
}

function pushRoutes(door: Pick<Notifications, 'subscribePush' | 'unsubscribePush'>): Route[] {
  return [
    route(
      {
        operationId: 'subscribePush',
        method: 'POST',
        path: '/notifications/push-subscriptions',
        summary: 'Ring this browser, as long as this session lives',
        tag,
        body: pushTarget,
        response: done,
      },
      async (input) => {
        await door.subscribePush(input.call(), input.body);
        return { ok: true };
      },
    ),
    route(
      {
        operationId: 'unsubscribePush',
        method: 'POST',
        path: '/notifications/push-unsubscriptions',
        summary: 'Ring this browser no more',
        tag,
        body: z.object({ endpoint }),
        response: done,
      },
      async (input) => {
        await door.unsubscribePush(input.call(), input.body);
        return { ok: true };
      },
    ),
  ];
}

/** Links in mails work without signing in; a mail program posts, a person opens a page. */
function unsubscriptionRoutes(
  door: Pick<Notifications, 'unsubscribeMail' | 'readMailToken'>,
): Route[] {
  const path = '/notifications/mail-unsubscriptions/{token}';
  return [
    route(
      {
        operationId: 'unsubscribeMail',
        method: 'POST',
        path,
        summary: 'End a kind of mail by the link in it (RFC 8058)',
        tag,
        params: token,
        rawTypes: ['application/x-www-form-urlencoded', 'multipart/form-data'],
        response: z.object({ kind: z.enum(['digest', 'duty']) }),
      },
      (input) => door.unsubscribeMail(input.params),
    ),
    route(
      {
        operationId: 'openMailUnsubscription',
        method: 'GET',
        path,
        summary: 'Leads to the page on which a person ends a kind of mail',
        tag,
        params: token,
      },
      (input) => {
        door.readMailToken(input.params);
        return new Answer(303, '', { location: `/unsubscribe/${input.params.token}` });
      },
    ),
  ];
}
