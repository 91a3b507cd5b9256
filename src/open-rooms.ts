import type { Platform } from '#platform/room.ts';
import { createAdmin } from '#admin';
import { createAfterSale } from '#aftersale';
import { createCatalog } from '#catalog';
import { createChat } from '#chat';
import { createCircles } from '#circles';
import { createCommunity } from '#community';
import { createFulfilment } from '#fulfilment';
import { createIdentity } from '#identity';
import { createLedger } from '#ledger';
import { createModeration } from '#moderation';
import { createNotifications } from '#notifications';
import { createOffice } from '#office';
import { createOrders } from '#orders';
import { createPayments } from '#payments';
import { createReactions } from '#reactions';
import { createReviews } from '#reviews';
import { createSearch } from '#search';
import { createTies } from '#ties';
import type { AppOptions } from './app.ts';

export type Rooms = ReturnType<typeof openRooms>;

/**
 * Opens the rooms in the order of the room table; each is handed only what it may use. The only
 * file that knows every room.
 */
export function openRooms(platform: Platform, options: AppOptions) {
  const ground = openGround(platform, options);
  const talk = openTalk(platform, ground);
  return { ...ground, ...talk, ...openTrade(platform, { ...ground, ...talk }) };
}

type Ground = ReturnType<typeof openGround>;
type Talk = ReturnType<typeof openTalk>;

/** Who people are, what they are told, their money and their parcels. */
function openGround(platform: Platform, options: AppOptions) {
  const identity = createIdentity(platform, {
    realNameProvider: options.realNameProvider,
    limits: options.codeLimits,
  });
  const ledger = createLedger(platform);
  const notifications = createNotifications(platform, { identity }, { sendPush: options.sendPush });
  const admin = createAdmin(platform, { identity });
  const moderation = createModeration(platform, { identity, notifications, admin });
  const payments = createPayments(
    platform,
    { identity, ledger, notifications, admin },
    { provider: options.paymentProvider, others: options.otherPaymentProviders },
  );
  const fulfilment = createFulfilment(platform, { identity }, { courier: options.courier });
  return { identity, ledger, notifications, admin, moderation, payments, fulfilment };
}

/** What people write, to everybody and to each other. */
function openTalk(platform: Platform, ground: Ground) {
  const { identity, notifications, admin, moderation } = ground;
  const ties = createTies(platform, { identity, notifications });
  const circles = createCircles(platform, { identity, notifications, admin, ties });
  const read = { identity, notifications, moderation, ties };
  const community = createCommunity(platform, { ...read, circles });
  const reactions = createReactions(platform, { ...read, community });
  const chat = createChat(platform, read);
  return { ties, circles, community, reactions, chat };
}

/** What people sell, and how a trade comes to its end. */
function openTrade(platform: Platform, rooms: Ground & Talk) {
  const { identity, ledger, notifications, admin, moderation, payments, fulfilment } = rooms;
  const { ties, circles, community, reactions, chat } = rooms;
  const written = { circles, community, reactions, chat };
  const catalog = createCatalog(platform, { identity, notifications, moderation, ...written });
  const parties = { identity, ledger, notifications, fulfilment };
  const orders = createOrders(platform, { ...parties, payments, chat, catalog });
  const aftersale = createAfterSale(platform, { ...parties, admin, orders });
  const told = { identity, notifications, ties };
  const reviews = createReviews(platform, { ...told, moderation, payments, orders });
  const money = { ...parties, admin, payments };
  const office = createOffice(platform, { ...money, chat, orders, aftersale, reviews });
  const talked = { ...told, circles, community };
  const search = createSearch(platform, { ...talked, catalog });
  return { catalog, orders, aftersale, reviews, office, search };
}
