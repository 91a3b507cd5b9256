import type { Identity } from '#identity';
import type { Actor, Call } from '#platform/actor.ts';
import { hourMs } from '#platform/clock.ts';
import type { Sql, Tx } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import type { Platform, RoomParts } from '#platform/room.ts';
import { markNotificationsRead, type MarkInput } from './commands/mark-notifications-read.ts';
import { notify } from './commands/notify.ts';
import { keptMs } from './domain/rules.ts';
import { createTextBook, type NoticeTexts } from './domain/texts.ts';
import {
  listNotifications,
  unread,
  type ListInput,
  type NotificationPage,
} from './queries/list-notifications.ts';
import { notificationRefusals } from './refusals.ts';
import { notificationRoutes } from './routes.ts';
import { deleteOldNotifications } from './store/notifications.ts';
import { identityNotices, notificationSubscriptions } from './subscriptions.ts';
import type { Notice, Room, Unread } from './types.ts';

export type { Category, NoticeText, NoticeTexts } from './domain/texts.ts';
export type { ListInput, NotificationPage } from './queries/list-notifications.ts';
export type { MarkInput } from './commands/mark-notifications-read.ts';
export type { Notice, NotificationView, Unread } from './types.ts';

/** The room that tells members what happened. */
export type Notifications = {
  /** Names the sentences of a room's notifications; once, when the room is built. */
  registerTypes(texts: NoticeTexts): void;
  /** Tells a member something in this transaction; once a `dedupeKey`. */
  notify(tx: Tx, notice: Notice): Promise<void>;
  /** How many notifications a member has not read. */
  unreadCount(handle: Sql, memberId: Id): Promise<number>;
  /** The member's notifications, newest first, with what is unread by category. */
  listNotifications(actor: Actor, input: ListInput): Promise<NotificationPage>;
  /** Marks ids, a category or everything as read; answers what is left. */
  markNotificationsRead(call: Call, input: MarkInput): Promise<Unread>;
};

/** Builds the room; it tells members what identity's events say, too. */
export function createNotifications(
  platform: Platform,
  _rooms: { identity: Identity },
): Notifications & { parts: RoomParts } {
  const room: Room = { platform, texts: createTextBook() };
  room.texts.add(identityNotices);
  const door: Notifications = {
    registerTypes: (texts) => room.texts.add(texts),
    notify: (tx, notice) => notify(room, tx, notice),
    unreadCount: async (handle, memberId) => (await unread(handle, memberId)).all,
    listNotifications: (actor, input) => listNotifications(room, actor, input),
    markNotificationsRead: (call, input) => markNotificationsRead(room, call, input),
  };
  const forgetOld = async () => {
    const before = new Date(platform.clock.now().getTime() - keptMs);
    await deleteOldNotifications(platform.database.sql, before);
  };
  return {
    ...door,
    parts: {
      routes: notificationRoutes(door),
      refusals: notificationRefusals,
      subscriptions: notificationSubscriptions(room),
      sweeps: [{ name: 'notifications/forget-old', everyMs: hourMs, run: forgetOld }],
    },
  };
}
