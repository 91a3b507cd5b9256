import type { Identity } from '#identity';
import type { Actor, Call } from '#platform/actor.ts';
import { hourMs } from '#platform/clock.ts';
import type { Sql, Tx } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import type { Locale } from '#platform/refusal.ts';
import type { Platform, RoomParts } from '#platform/room.ts';
import { markNotificationsRead, type MarkInput } from './commands/mark-notifications-read.ts';
import { notify } from './commands/notify.ts';
import { keptMs } from './domain/rules.ts';
import { createTextBook, type NoticeTexts } from './domain/texts.ts';
import { forgetActor, settleGroup } from './commands/settle-group.ts';
import { updateSettings, type SettingsInput } from './commands/update-settings.ts';
import { getSettings, type NotificationSettings } from './queries/get-settings.ts';
import { dutiesOf, listDuties } from './queries/list-duties.ts';
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
import type { DutySource, DutyView, HiddenSource, Notice, Room, Unread } from './types.ts';

export type { Category, Channel, Kind } from './domain/kinds.ts';
export type { Digest } from './domain/preferences.ts';
export type { NoticeText, NoticeTexts } from './domain/texts.ts';
export type { SettingsInput } from './commands/update-settings.ts';
export type { NotificationSettings } from './queries/get-settings.ts';
export type { ListInput, NotificationPage } from './queries/list-notifications.ts';
export type { MarkInput } from './commands/mark-notifications-read.ts';
export type * from './types.ts';

/** The room that tells members what happened. */
export type Notifications = {
  /** Names the sentences of a room's notifications; once, when the room is built. */
  registerTypes(texts: NoticeTexts): void;
  /** Tells a member something in this transaction; once a `dedupeKey`. */
  notify(tx: Tx, notice: Notice): Promise<void>;
  /** What a group tells was seen where it happened: its open line is read. */
  settleGroup(tx: Tx, memberId: Id, group: string): Promise<void>;
  /** Takes somebody out of everything a member was told (they no longer see each other). */
  forgetActor(tx: Tx, memberId: Id, actorId: Id): Promise<void>;
  /** Port: the room that knows what a member must do says so. */
  registerDuties(source: DutySource): void;
  /** Port: the room that knows who is hidden from whom says so; one. */
  whoIsHidden(source: HiddenSource): void;
  /** How many notifications a member has not read. */
  unreadCount(handle: Sql, memberId: Id): Promise<number>;
  /** The member's notifications, newest first, with what is unread by category. */
  listNotifications(actor: Actor, input: ListInput): Promise<NotificationPage>;
  /** What the member must do now, the most pressing first. */
  listDuties(actor: Actor, input: { locale: Locale }): Promise<{ items: DutyView[] }>;
  /** How many duties a member has. */
  countDuties(handle: Sql, memberId: Id): Promise<number>;
  /** What the member wants to hear, when, and by which channel. */
  getNotificationSettings(actor: Actor): Promise<NotificationSettings>;
  /** Changes that; what is not named stays. */
  updateNotificationSettings(call: Call, input: SettingsInput): Promise<NotificationSettings>;
  /** Marks ids, a category or everything as read; answers what is left. */
  markNotificationsRead(call: Call, input: MarkInput): Promise<Unread>;
};

/** Builds the room; it tells members what identity's events say, too. */
export function createNotifications(
  platform: Platform,
  { identity }: { identity: Identity },
): Notifications & { parts: RoomParts } {
  const texts = createTextBook();
  const room: Room = { platform, identity, texts, duties: [], hidden: undefined };
  room.texts.add(identityNotices);
  const door: Notifications = {
    registerTypes: (texts) => room.texts.add(texts),
    notify: (tx, notice) => notify(room, tx, notice),
    settleGroup: (tx, memberId, group) => settleGroup(room, tx, memberId, group),
    forgetActor: (tx, memberId, actorId) => forgetActor(room, tx, memberId, actorId),
    registerDuties: (source) => void room.duties.push(source),
    whoIsHidden: (source) => void (room.hidden = source),
    unreadCount: async (handle, memberId) => (await unread(handle, memberId)).all,
    listNotifications: (actor, input) => listNotifications(room, actor, input),
    listDuties: (actor, input) => listDuties(room, actor, input),
    countDuties: async (handle, memberId) => (await dutiesOf(room, handle, memberId)).length,
    getNotificationSettings: (actor) => getSettings(room, actor),
    updateNotificationSettings: (call, input) => updateSettings(room, call, input),
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
