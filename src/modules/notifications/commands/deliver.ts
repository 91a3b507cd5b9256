import type { Locale } from '#platform/refusal.ts';
import { log } from '#platform/log.ts';
import { sealPush } from '../adapters/web-push.ts';
import { noticeMail } from '../domain/mails.ts';
import type { PushTarget } from '../domain/endpoint.ts';
import { kindRules, type Kind } from '../domain/kinds.ts';
import { deliveriesAtOnce, deliveryTriesMax, retryMs, ttlSeconds } from '../domain/rules.ts';
import { notificationViews, unread } from '../queries/list-notifications.ts';
import {
  claimDeliveries,
  findLine,
  settleDelivery,
  type Delivery,
  type Outcome,
} from '../store/deliveries.ts';
import { readPreferences } from '../store/preferences.ts';
import { dropSubscription, findSubscriptions } from '../store/push.ts';
import type { NotificationView, Room } from '../types.ts';
import { pushKeysOf } from './subscribe-push.ts';
import { unsubscribeUrlOf } from './unsubscribe-mail.ts';

/** Sends what is due; each delivery is claimed first, so that no two processes send the same. */
export async function deliverDue(room: Room): Promise<void> {
  const { database, clock } = room.platform;
  const claimed = await claimDeliveries(database.sql, clock.now(), deliveriesAtOnce);
  await Promise.all(
    claimed.map(async (delivery) => {
      const outcome = await deliver(room, delivery).catch((error: Error) =>
        afterSilence(room, delivery, error),
      );
      await settleDelivery(database.sql, delivery, outcome, clock.now());
    }),
  );
}

/** Nobody knows whether it arrived: what must arrive is sent again, all else is not. */
function afterSilence(room: Room, delivery: Delivery, error: Error): Outcome {
  const { notificationId, channel } = delivery;
  log.warn('notifications/not-delivered', { notificationId, channel, message: error.message });
  if (delivery.importance === 'once') return { kind: 'dropped', why: error.message };
  return later(room, delivery, error.message);
}

function later(room: Room, { attempts }: Delivery, why: string): Outcome {
  if (attempts >= deliveryTriesMax) return { kind: 'dropped', why };
  return {
    kind: 'later',
    at: new Date(room.platform.clock.now().getTime() + retryMs(attempts)),
    why,
  };
}

async function deliver(room: Room, delivery: Delivery): Promise<Outcome> {
  const { memberId, notificationId, raise } = delivery;
  const handle = room.platform.database.sql;
  const row = await findLine(handle, memberId, notificationId);
  if (!row) return { kind: 'dropped', why: 'withdrawn' };
  if (row.read_at) return { kind: 'dropped', why: 'read' };
  const kind = room.texts.kindOf(row.type);
  if (kindRules[kind].ringsAgain && row.raises > raise) {
    return { kind: 'dropped', why: 'raised again' };
  }
  const { locale } = await readPreferences(handle, memberId);
  const [view] = await notificationViews(room, [row], locale);
  const send = delivery.channel === 'push' ? push : mail;
  return send(room, delivery, { view: view!, kind, locale });
}

type Told = { view: NotificationView; kind: Kind; locale: Locale };

async function push(room: Room, delivery: Delivery, told: Told): Promise<Outcome> {
  const { memberId, targetId } = delivery;
  const handle = room.platform.database.sql;
  const browsers = await findSubscriptions(handle, memberId);
  const browser = browsers.find(({ id }) => id === targetId);
  if (!browser) return { kind: 'dropped', why: 'no such browser any more' };
  const drop = async (why: string): Promise<Outcome> => {
    await dropSubscription(handle, memberId, browser.endpoint_fingerprint);
    return { kind: 'dropped', why };
  };
  const open = await room.identity.openSessionIds(handle, memberId);
  if (!open.has(browser.session_id)) return drop('signed out');
  const target = JSON.parse(room.platform.secrets.open(browser.subscription_sealed)) as PushTarget;
  const status = await room.sendPush(await sealed(room, target, delivery, told));
  if (status >= 200 && status < 300) return { kind: 'sent' };
  if (status === 404 || status === 410) return drop('gone');
  // The push service said that it did not take it: sending again cannot double it.
  if (status === 429 || status >= 500) return later(room, delivery, `status ${status}`);
  return { kind: 'dropped', why: `status ${status}` };
}

async function sealed(room: Room, target: PushTarget, delivery: Delivery, told: Told) {
  const { platform, texts } = room;
  const { all } = await unread(platform.database.sql, delivery.memberId);
  const message = {
    title: texts.titleOf(told.kind, told.locale),
    body: told.view.text,
    link: told.view.link ?? '/notifications',
    // The browser shows one of a tag: a second of the same takes the place of the first.
    tag: `n${delivery.notificationId}`,
    id: delivery.notificationId,
    lang: told.locale,
    unread: all,
  };
  const { urgency } = kindRules[told.kind];
  return sealPush(target, JSON.stringify(message), {
    keys: await pushKeysOf(room),
    contact: contactOf(room),
    ttlSeconds: ttlSeconds(urgency),
    urgency,
    topic: `n${delivery.notificationId}`,
  });
}

/** Where a push service can ask about us: our pages over https, else the sender of our mails. */
function contactOf({ platform }: Room): string {
  const { publicOrigin, smtp } = platform.config;
  if (publicOrigin.startsWith('https:')) return publicOrigin;
  const address = /<([^>]+)>/.exec(smtp?.from ?? '')?.[1] ?? smtp?.from;
  return `mailto:${address ?? 'nobody@localhost'}`;
}

async function mail(room: Room, delivery: Delivery, { view, locale }: Told): Promise<Outcome> {
  const { platform, identity } = room;
  const to = await identity.mailOf(platform.database.sql, delivery.memberId);
  if (to === undefined) return { kind: 'dropped', why: 'no address any more' };
  const { publicOrigin: origin } = platform.config;
  const unsubscribe = unsubscribeUrlOf(room, delivery.memberId, 'duty');
  const letter = noticeMail(
    { text: view.text, link: view.link ?? '/notifications' },
    { origin, locale, unsubscribePage: unsubscribe.page },
  );
  const template = 'notifications/duty';
  await platform.messenger.sendMail({ to, template, ...letter, unsubscribeUrl: unsubscribe.api });
  return { kind: 'sent' };
}
