import { identityTopics } from '#identity';
import type { Tx } from '#platform/db/database.ts';
import type { Subscription, ToldEvent } from '#platform/outbox.ts';
import { notify } from './commands/notify.ts';
import type { NoticeTexts } from './domain/texts.ts';
import { newNotification } from './events.ts';
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
  return [...told, { topic: newNotification, name: 'notifications/wake', handle: wake }];

  /** The notification was committed with the event, so the page finds it. */
  async function wake(_tx: Tx, event: ToldEvent): Promise<void> {
    room.platform.realtime.wake([event.payload['memberId'] as string], { type: newNotification });
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
