import * as z from 'zod';
import { at, cursor, id, limit } from '#platform/http/schemas.ts';
import { route, type Route } from '#platform/http/route.ts';
import { markMax } from './domain/rules.ts';
import { categories } from './domain/texts.ts';
import type { Notifications } from './index.ts';

const category = z.enum(categories);
const unread = z.object({ all: z.int(), trade: z.int(), people: z.int(), house: z.int() });
const notification = z.object({
  id,
  type: z.string(),
  category,
  text: z.string(),
  link: z.string().nullable(),
  createdAt: at,
  readAt: at.nullable(),
});

/** The HTTP face of this room. */
export function notificationRoutes(
  door: Pick<Notifications, 'listNotifications' | 'markNotificationsRead'>,
): Route[] {
  return [
    route(
      {
        operationId: 'listNotifications',
        method: 'GET',
        path: '/notifications',
        summary: 'What happened, newest first, in the language asked for',
        tag: 'notifications',
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
        tag: 'notifications',
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
