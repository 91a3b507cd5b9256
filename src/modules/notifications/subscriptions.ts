import { identityTopics } from '#identity';
import type { Locale } from '#platform/refusal.ts';
import type { Tx } from '#platform/db/database.ts';
import type { Subscription, ToldEvent } from '#platform/outbox.ts';
import { notify } from './commands/notify.ts';
import type { NoticeTexts } from './domain/texts.ts';
import { lockPreferences, writePreferences } from './store/preferences.ts';
import { planLine } from './commands/plan-deliveries.ts';
import { newNotification, seenElsewhere } from './events.ts';
import type { Room } from './types.ts';

/** Sentences for what the room below tells; it cannot register them itself. */
export const identityNotices: NoticeTexts = {
  'identity/signed-up': {
    'zh-CN': '欢迎来到小卖部！逛逛大家的笔记，看到喜欢的就聊两句吧',
    en: 'Welcome to Tuckshop! Look around, and say hello where you like something',
  },
  'identity/new-device': {
    'zh-CN': '你的账号在新设备上登录了：{device}。如果不是你，请马上把它下线',
    en: 'Your account signed in on a new device: {device}. Not you? Sign it out now',
  },
  'identity/phone-changed': {
    'zh-CN': '你已换绑新的手机号',
    en: 'Your phone number was changed',
  },
  'identity/mail-bound': {
    'zh-CN': '邮箱绑定成功，每周一早上会收到一封小结，可以随时关掉',
    en: 'Your e-mail address is bound: a digest comes on Monday mornings, until you stop it',
  },
  'identity/real-name-verified': {
    'zh-CN': '实名认证通过了',
    en: 'Your real name is verified',
  },
  'identity/real-name-refused': {
    'zh-CN': '实名认证没有通过，看看原因再试一次',
    en: 'Your real name could not be verified: see why, and try again',
  },
  'identity/pro-account-opened': {
    'zh-CN': '专业号开通了',
    en: 'Your pro account is open',
  },
};

const links: Record<string, string> = {
  [identityTopics.signedUp]: '/',
  [identityTopics.newDevice]: '/settings',
  [identityTopics.phoneChanged]: '/settings',
  [identityTopics.mailBound]: '/settings/notifications',
  [identityTopics.realNameVerified]: '/verify',
  [identityTopics.realNameRefused]: '/verify',
  [identityTopics.proAccountOpened]: '/verify',
};

/** Wakes the pages of who was told something, and tells members what identity knows of them. */
export function notificationSubscriptions(room: Room): Subscription[] {
  const told = Object.values(identityTopics).map((topic) => ({
    topic,
    name: 'notifications/tell-member',
    handle: (tx: Tx, event: ToldEvent) => tellMember(room, tx, event),
  }));
  return [
    ...told,
    { topic: newNotification, name: 'notifications/wake', handle: wakeAndPlan },
    { topic: identityTopics.mailBound, name: 'notifications/begin-digest', handle: beginDigest },
    { topic: seenElsewhere, name: 'notifications/wake', handle: wake('notifications/read') },
  ];

  /** The notification was committed with the event, so the page finds it. */
  async function wakeAndPlan(tx: Tx, event: ToldEvent): Promise<void> {
    const told = event.payload as { memberId: string; notificationId?: string };
    await wake(newNotification)(tx, event);
    // What an older version told had no id yet, and no way out either.
    if (told.notificationId) await planLine(room, tx, told.memberId, told.notificationId);
  }

  /** Who binds an address gets the weekly digest, unless they chose otherwise before. */
  async function beginDigest(tx: Tx, event: ToldEvent): Promise<void> {
    const { memberId, locale } = event.payload as { memberId: string; locale: Locale };
    const now = room.platform.clock.now();
    const wants = await lockPreferences(tx, memberId, locale, now);
    await writePreferences(
      tx,
      memberId,
      { ...wants, digest: wants.digest === 'never' ? 'weekly' : wants.digest },
      now,
    );
  }

  function wake(type: 'notifications/new' | 'notifications/read'): Subscription['handle'] {
    return async (_tx, event) =>
      room.platform.realtime.wake([event.payload['memberId'] as string], { type });
  }
}

async function tellMember(room: Room, tx: Tx, event: ToldEvent): Promise<void> {
  const { memberId, device } = event.payload as { memberId: string; device?: string };
  await notify(room, tx, {
    memberId,
    type: event.topic,
    params: device === undefined ? {} : { device },
    link: links[event.topic] ?? null,
    dedupeKey: `event:${event.id}`,
  });
}
