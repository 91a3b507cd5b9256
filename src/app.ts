import type { FastifyInstance } from 'fastify';
import { access } from './access.ts';
import type { BlobStore } from '#platform/blobs/blob-store.ts';
import type { Clock } from '#platform/clock.ts';
import { createCommandRunner } from '#platform/command.ts';
import type { Config } from '#platform/config.ts';
import { openDatabase } from '#platform/db/database.ts';
import { createDeadlines, createDeadlineWorker } from '#platform/deadlines.ts';
import { apiRoutes } from '#platform/http/api-page/api-routes.ts';
import { createPageLocals } from '#platform/http/page-locals.ts';
import { mountPages, pagesAreBuilt } from '#platform/http/pages.ts';
import type { Route } from '#platform/http/route.ts';
import { createHttp, sessionCookie } from '#platform/http/server.ts';
import type { Messenger } from '#platform/messenger.ts';
import { createLoop, createOutbox, createRelay } from '#platform/outbox.ts';
import type { PictureProcessor } from '#platform/pictures/picture-processor.ts';
import { createPictureShelf } from '#platform/pictures/picture-shelf.ts';
import { createRealtime } from '#platform/realtime.ts';
import {
  createRefusalCatalogue,
  type RefusalCatalogue,
  type RefusalTexts,
} from '#platform/refusal.ts';
import type { Platform, RoomParts, Sweep } from '#platform/room.ts';
import { createSecrets } from '#platform/secrets.ts';
import { createAdmin } from '#admin';
import { createCatalog, feeBps } from '#catalog';
import { createChat } from '#chat';
import { createCommunity } from '#community';
import { createFulfilment, type Courier } from '#fulfilment';
import {
  createIdentity,
  privacyVersion,
  termsVersion,
  type CodeLimits,
  type RealNameProvider,
} from '#identity';
import { createLedger } from '#ledger';
import { createModeration } from '#moderation';
import { createNotifications } from '#notifications';
import { confirmAfterDeliveredMs, confirmAfterHandoverMs, createOrders } from '#orders';
import { createPayments, type PaymentProvider } from '#payments';

export const version = '0.1.0';

/** What the composition root is handed: the outside world, real or simulated. */
export type AppOptions = {
  config: Config;
  databaseUrl: string;
  clock: Clock;
  secretKey: Buffer;
  blobs: BlobStore;
  pictures: PictureProcessor;
  messenger: Messenger;
  paymentProvider: PaymentProvider;
  courier: Courier;
  realNameProvider: RealNameProvider | undefined;
  /** Other limits on codes than the house's own. */
  codeLimits?: Partial<CodeLimits>;
  /** Routes and texts of the sandbox; none in production. */
  sandbox?: { routes: Route[]; refusals: RefusalTexts; formTargets: string[]; toolsHref: string };
  connectionsMax?: number;
};

export type Rooms = ReturnType<typeof openRooms>;
export type App = {
  http: FastifyInstance;
  platform: Platform;
  rooms: Rooms;
  routes: Route[];
  /** Delivers and works off everything that is due now: outbox, deadlines, sweeps. For tests and seeds. */
  settle(): Promise<void>;
  /** A sandbox's clock has leapt: sessions live on, and what became due is looked at now. */
  leapOver(byMs: number): Promise<void>;
  startWork(): void;
  close(): Promise<void>;
};

/** Puts the product together; the only file that knows every room. */
export async function createApp(options: AppOptions): Promise<App> {
  const { platform, outbox } = await openPlatform(options);
  const rooms = openRooms(platform, options);
  const parts = partsOf(rooms, platform);
  for (const part of parts) await part.open?.();
  const work = createWork(platform, parts);
  outbox.onNudge(() => work.nudge());
  const catalogue = createRefusalCatalogue(
    ...parts.map((part) => part.refusals),
    options.sandbox?.refusals ?? {},
  );
  const operations = [...parts.flatMap((part) => part.routes), ...(options.sandbox?.routes ?? [])];
  const routes = [...operations, ...apiRoutes(operations, { access, catalogue, version })];
  const http = await openHttp(options, platform, rooms, { catalogue, routes });
  return {
    http,
    platform,
    rooms,
    routes,
    settle: work.settle,
    async leapOver(byMs) {
      await rooms.identity.leapOver(byMs);
      work.nudge();
    },
    startWork: work.start,
    async close() {
      await platform.realtime.close();
      await http.close();
      await work.stop();
      await options.pictures.close();
      await platform.database.close();
    },
  };
}

async function openPlatform(options: AppOptions) {
  const { clock } = options;
  const database = openDatabase({
    url: options.databaseUrl,
    connectionsMax: options.connectionsMax ?? 20,
  });
  const outbox = createOutbox();
  const secrets = createSecrets(options.secretKey);
  const platform: Platform = {
    config: options.config,
    database,
    clock,
    run: createCommandRunner(database, clock),
    outbox,
    deadlines: createDeadlines(),
    realtime: await createRealtime(options.databaseUrl),
    blobs: options.blobs,
    pictures: options.pictures,
    pictureShelf: createPictureShelf({
      database,
      clock,
      blobs: options.blobs,
      pictures: options.pictures,
    }),
    secrets,
    messenger: options.messenger,
  };
  return { platform, outbox };
}

/** Opens the rooms in the order of the room table; each is handed only what it may use. */
function openRooms(platform: Platform, options: AppOptions) {
  const identity = createIdentity(platform, {
    realNameProvider: options.realNameProvider,
    limits: options.codeLimits,
  });
  const ledger = createLedger(platform);
  const notifications = createNotifications(platform, { identity });
  const admin = createAdmin(platform, { identity });
  const moderation = createModeration(platform, { identity, notifications, admin });
  const payments = createPayments(
    platform,
    { identity, ledger, notifications },
    { provider: options.paymentProvider },
  );
  const fulfilment = createFulfilment(platform, { identity }, { courier: options.courier });
  const community = createCommunity(platform, { identity, moderation });
  const chat = createChat(platform, { identity, moderation });
  const catalog = createCatalog(platform, { identity, moderation, community, chat });
  const orders = createOrders(platform, {
    identity,
    ledger,
    notifications,
    admin,
    payments,
    fulfilment,
    chat,
    catalog,
  });
  return {
    identity,
    ledger,
    notifications,
    admin,
    moderation,
    payments,
    fulfilment,
    community,
    chat,
    catalog,
    orders,
  };
}

/** Numbers of the rooms that pages show; pages import no values of rooms. */
export const house = {
  feeBps,
  termsVersion,
  privacyVersion,
  confirmAfterDeliveredMs,
  confirmAfterHandoverMs,
} as const;

function partsOf(rooms: Rooms, platform: Platform): RoomParts[] {
  return [platform.pictureShelf.parts, ...Object.values(rooms).map((room) => room.parts)];
}

/** The repeated work of a process: outbox relay, deadlines, sweeps. */
function createWork(platform: Platform, parts: RoomParts[]) {
  const { database, clock } = platform;
  const subscriptions = parts.flatMap((part) => part.subscriptions ?? []);
  const relay = createRelay(database, clock, subscriptions);
  const handlers = parts.flatMap((part) => part.deadlines ?? []);
  const deadlines = createDeadlineWorker(database, clock, handlers);
  const sweeps = parts.flatMap((part) => part.sweeps ?? []);
  const loops = sweeps.map((sweep) => createLoop(sweep.name, sweep.everyMs, () => runOnce(sweep)));
  const all = [relay, deadlines, ...loops];
  return {
    start: () => all.forEach((loop) => loop.start()),
    stop: async () => void (await Promise.all(all.map((loop) => loop.stop()))),
    nudge: () => [relay, deadlines].forEach((loop) => loop.nudge()),
    async settle() {
      for (const sweep of sweeps) await sweep.run();
      while ((await relay.drain()) + (await deadlines.drain()) > 0);
    },
  };
}

async function runOnce(sweep: Sweep): Promise<number> {
  await sweep.run();
  return 0;
}

async function openHttp(
  options: AppOptions,
  platform: Platform,
  rooms: Rooms,
  { catalogue, routes }: { catalogue: RefusalCatalogue; routes: Route[] },
): Promise<FastifyInstance> {
  const { config, sandbox } = options;
  const http = await createHttp({
    routes,
    access,
    catalogue,
    authenticate: (token) => rooms.identity.authenticate(token),
    publicOrigin: config.publicOrigin,
    trustedProxies: config.trustedProxies,
    perMinuteMax: config.perMinuteMax,
  });
  acceptSockets(http, platform, rooms, config.publicOrigin);
  if (pagesAreBuilt()) {
    await mountPages(http, {
      origin: config.publicOrigin,
      formTargets: sandbox?.formTargets ?? [],
      locals: createPageLocals({
        rooms: {
          ...rooms,
          pictureShelf: platform.pictureShelf,
          house,
          countUnread: async (memberId: string) => {
            const { sql } = platform.database;
            const counts = [
              rooms.chat.unreadCount(sql, memberId),
              rooms.notifications.unreadCount(sql, memberId),
            ];
            return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
          },
        },
        clock: platform.clock,
        catalogue,
        authenticate: (token) => rooms.identity.authenticate(token),
        publicOrigin: config.publicOrigin,
        sandboxToolsHref: sandbox?.toolsHref,
      }),
    });
  }
  return http;
}

/** Sockets at /api/v1/realtime: our own origin and a signed-in member, or nothing. */
function acceptSockets(
  http: FastifyInstance,
  platform: Platform,
  rooms: Rooms,
  publicOrigin: string,
): void {
  http.server.on('upgrade', (request, socket, head) => {
    // Before anything else: a caller that breaks the connection off must not end the process.
    socket.on('error', () => socket.destroy());
    const refuseSocket = (status: string) =>
      void socket.end(`HTTP/1.1 ${status}\r\n\r\n`, () => socket.destroy());
    const { origin, host, cookie = '' } = request.headers;
    const isOurs =
      origin === undefined || origin === publicOrigin || URL.parse(origin)?.host === host;
    if (request.url !== '/api/v1/realtime' || !isOurs) return refuseSocket('403 Forbidden');
    const token = new RegExp(`(?:^|; )${sessionCookie}=([^;]+)`).exec(cookie)?.[1];
    const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
    rooms.identity
      .authenticate(bearer ?? token ?? '')
      .then((actor) => {
        if (actor) platform.realtime.upgrade(request, socket, head, actor);
        else refuseSocket('401 Unauthorized');
      })
      .catch(() => refuseSocket('503 Service Unavailable'));
  });
}
