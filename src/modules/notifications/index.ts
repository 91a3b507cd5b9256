import type { Identity } from '#identity';
import type { Actor, Call } from '#platform/actor.ts';
import { hourMs } from '#platform/clock.ts';
import type { Sql, Tx } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import type { Locale } from '#platform/refusal.ts';
import type { Platform, RoomParts, Sweep } from '#platform/room.ts';
import { markNotificationsRead, type MarkInput } from './commands/mark-notifications-read.ts';
import { notify } from './commands/notify.ts';
import { deliverEveryMs, deliveriesKeptMs, digestEveryMs, keptMs } from './domain/rules.ts';
import { deleteOldDeliveries } from './store/deliveries.ts';
import { sendToPublic, type PushTransport } from './adapters/push-transport.ts';
import { deliverDue } from './commands/deliver.ts';
import { sendDigests } from './commands/send-digests.ts';
import { pushKeysOf, subscribePush, unsubscribePush } from './commands/subscribe-push.ts';
import { readToken, unsubscribeMail, type MailKind } from './commands/unsubscribe-mail.ts';
import type { PushTarget } from './domain/endpoint.ts';
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
import type {
  DigestSource,
  DutySource,
  DutyView,
  HiddenSource,
  Notice,
  Room,
  Unread,
} from './types.ts';

export type { Category, Channel, Kind } from './domain/kinds.ts';
export type { Digest } from './domain/preferences.ts';
export type { NoticeText, NoticeTexts } from './domain/texts.ts';
export type { SettingsInput } from './commands/update-settings.ts';
export type { NotificationSettings } from './queries/get-settings.ts';
export type { ListInput, NotificationPage } from './queries/list-notifications.ts';
export type { MarkInput } from './commands/mark-notifications-read.ts';
export type * from './types.ts';
export type { PushTransport } from './adapters/push-transport.ts';
export type { PushTarget } from './domain/endpoint.ts';
export type { MailKind } from './commands/unsubscribe-mail.ts';

/** How what is sent leaves the house; tests bring their own. */
export type NotificationOptions = { sendPush?: PushTransport | undefined };

/** The room that tells members what happened. */
export type Notifications = {
  /** Names the sentences of a room's notifications; once, when the room is built. */
  registerTypes(texts: NoticeTexts): void;
  /** Port: a room above adds a section to digests. */
  registerDigest(source: DigestSource): void;
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
  /** Rings the calling session's browser from now on. @throws notifications/push-target-invalid */
  subscribePush(call: Call, target: PushTarget): Promise<void>;
  unsubscribePush(call: Call, input: { endpoint: string }): Promise<void>;
  /** Ends a kind of mail by the token of its link. @throws notifications/link-invalid */
  unsubscribeMail(input: { token: string }): Promise<{ kind: MailKind }>;
  /** What such a link would end. @throws notifications/link-invalid */
  readMailToken(input: { token: string }): { kind: MailKind };
  /** Marks ids, a category or everything as read; answers what is left. */
  markNotificationsRead(call: Call, input: MarkInput): Promise<Unread>;
};

/** Builds the room; it tells members what identity's events say, too. */
export function createNotifications(
  platform: Platform,
  { identity }: { identity: Identity },
  { sendPush = sendToPublic }: NotificationOptions = {},
): Notifications & { parts: RoomParts } {
  const texts = createTextBook();
  const room: Room = {
    platform,
    identity,
    texts,
    duties: [],
    hidden: undefined,
    digestSources: [],
    sendPush,
  };
  room.texts.add(identityNotices);
  const door: Notifications = { ...telling(room), ...reading(room), ...outside(room) };
  return {
    ...door,
    parts: {
      routes: notificationRoutes(door),
      refusals: notificationRefusals,
      subscriptions: notificationSubscriptions(room),
      sweeps: sweepsOf(room),
      open: async () => void (await pushKeysOf(room)),
    },
  };
}

function telling(room: Room) {
  return {
    registerTypes: (texts) => room.texts.add(texts),
    notify: (tx, notice) => notify(room, tx, notice),
    settleGroup: (tx, memberId, group) => settleGroup(room, tx, memberId, group),
    forgetActor: (tx, memberId, actorId) => forgetActor(room, tx, memberId, actorId),
    registerDigest: (source) => void room.digestSources.push(source),
    registerDuties: (source) => void room.duties.push(source),
    whoIsHidden: (source) => void (room.hidden = source),
  } satisfies Partial<Notifications>;
}

function reading(room: Room) {
  return {
    unreadCount: async (handle, memberId) => (await unread(handle, memberId)).all,
    listNotifications: (actor, input) => listNotifications(room, actor, input),
    listDuties: (actor, input) => listDuties(room, actor, input),
    countDuties: async (handle, memberId) => (await dutiesOf(room, handle, memberId)).length,
    markNotificationsRead: (call, input) => markNotificationsRead(room, call, input),
  } satisfies Partial<Notifications>;
}

function outside(room: Room) {
  return {
    getNotificationSettings: (actor) => getSettings(room, actor),
    updateNotificationSettings: (call, input) => updateSettings(room, call, input),
    subscribePush: (call, target) => subscribePush(room, call, target),
    unsubscribePush: (call, input) => unsubscribePush(room, call, input),
    unsubscribeMail: (input) => unsubscribeMail(room, input),
    readMailToken: ({ token }) => ({ kind: readToken(room, token).kind }),
  } satisfies Partial<Notifications>;
}

function sweepsOf(room: Room): Sweep[] {
  const { database, clock } = room.platform;
  const ago = (ms: number) => new Date(clock.now().getTime() - ms);
  const forgetOld = async () => {
    await deleteOldNotifications(database.sql, ago(keptMs));
    await deleteOldDeliveries(database.sql, ago(deliveriesKeptMs));
  };
  return [
    { name: 'notifications/forget-old', everyMs: hourMs, run: forgetOld },
    { name: 'notifications/deliver', everyMs: deliverEveryMs, run: () => deliverDue(room) },
    { name: 'notifications/digests', everyMs: digestEveryMs, run: () => sendDigests(room) },
  ];
}
