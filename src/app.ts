import type { FastifyInstance } from 'fastify';
import { access } from './access.ts';
import { createAuditWatch } from './audit/watch.ts';
import { house } from './house.ts';
import type { BlobStore } from '#platform/blobs/blob-store.ts';
import type { Clock } from '#platform/clock.ts';
import { createCommandRunner } from '#platform/command.ts';
import type { Config } from '#platform/config.ts';
import { openDatabase } from '#platform/db/database.ts';
import { createDeadlines } from '#platform/deadlines.ts';
import { acceptSockets } from '#platform/http/accept-sockets.ts';
import { apiRoutes } from '#platform/http/api-page/api-routes.ts';
import { createPageActor, createPageLocals } from '#platform/http/page-locals.ts';
import { mountPages, pagesAreBuilt } from '#platform/http/pages.ts';
import type { Route } from '#platform/http/route.ts';
import { createHttp } from '#platform/http/server.ts';
import { createLinkPreviews } from '#platform/link-previews/link-previews.ts';
import { log } from '#platform/log.ts';
import type { Messenger } from '#platform/messenger.ts';
import { createOutbox } from '#platform/outbox.ts';
import type { PictureProcessor } from '#platform/pictures/picture-processor.ts';
import { createPictureShelf } from '#platform/pictures/picture-shelf.ts';
import { createRealtime } from '#platform/realtime.ts';
import {
  createRefusalCatalogue,
  type RefusalCatalogue,
  type RefusalTexts,
} from '#platform/refusal.ts';
import type { Platform, RoomParts } from '#platform/room.ts';
import { createSecrets } from '#platform/secrets.ts';
import { createWork, type Work } from '#platform/work.ts';
import type { Courier } from '#fulfilment';
import type { CodeLimits, RealNameProvider } from '#identity';
import type { NotificationOptions } from '#notifications';
import type { PaymentProvider } from '#payments';
import { openRooms, type Rooms } from './open-rooms.ts';

export const version = '0.3.0';

/** What the composition root is handed: the outside world, real or simulated. */
export type AppOptions = NotificationOptions & {
  config: Config;
  databaseUrl: string;
  clock: Clock;
  secretKey: Buffer;
  blobs: BlobStore;
  pictures: PictureProcessor;
  messenger: Messenger;
  paymentProvider: PaymentProvider;
  otherPaymentProviders?: PaymentProvider[];
  courier: Courier;
  realNameProvider: RealNameProvider | undefined;
  /** Other limits on codes than the house's own. */
  codeLimits?: Partial<CodeLimits>;
  /** Routes and texts of the sandbox; none in production. */
  sandbox?: {
    routes: Route[];
    refusals: RefusalTexts;
    formTargets: string[];
    toolsHref: string;
    /** Sets this process's clock to where another has moved it. */
    readClock(): Promise<void>;
  };
  connectionsMax?: number;
};

export type { Rooms } from './open-rooms.ts';
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

/** Puts the product together. */
export async function createApp(options: AppOptions): Promise<App> {
  const { platform, outbox } = await openPlatform(options);
  const rooms = openRooms(platform, options);
  const parts = partsOf(rooms, platform);
  for (const part of parts) await part.open?.();
  const work = createWork(platform, parts);
  const watch = createAuditWatch(options.databaseUrl, rooms.office.stopForBreach);
  // Who only serves pages has those who work look at once.
  const isWeb = options.config.role === 'web';
  outbox.onNudge(() => (isWeb ? platform.realtime.forget('due', ['']) : work.nudge()));
  platform.realtime.whenStale('due', work.nudge);
  platform.realtime.whenStale('clock', () => void followClock(options, work));
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
      platform.realtime.forget('clock', ['']);
    },
    startWork: () => [work, watch].forEach((one) => one.start()),
    async close() {
      await Promise.all([platform.realtime.close(), watch.stop()]);
      await http.close();
      await work.stop();
      await options.pictures.close();
      await platform.database.close();
    },
  };
}

async function followClock({ sandbox }: AppOptions, work: Work): Promise<void> {
  await sandbox?.readClock().catch((error: Error) => {
    log.warn('sandbox/clock-not-read', { message: error.message });
  });
  work.nudge();
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
    linkPreviews: createLinkPreviews({ database, clock, config: options.config }),
    secrets,
    messenger: options.messenger,
  };
  return { platform, outbox };
}

function partsOf(rooms: Rooms, platform: Platform): RoomParts[] {
  const own = [platform.pictureShelf.parts, platform.linkPreviews.parts];
  return [...own, ...Object.values(rooms).map((room) => room.parts)];
}

async function openHttp(
  options: AppOptions,
  platform: Platform,
  rooms: Rooms,
  { catalogue, routes }: { catalogue: RefusalCatalogue; routes: Route[] },
): Promise<FastifyInstance> {
  const { config } = options;
  const http = await createHttp({
    routes,
    access,
    catalogue,
    authenticate: (token) => rooms.identity.authenticate(token),
    publicOrigin: config.publicOrigin,
    trustedProxies: config.trustedProxies,
    perMinuteMax: config.perMinuteMax,
  });
  acceptSockets(http, {
    realtime: platform.realtime,
    authenticate: (token) => rooms.identity.authenticate(token),
    publicOrigin: config.publicOrigin,
  });
  if (pagesAreBuilt()) await openPages(http, { options, platform, rooms, catalogue });
  return http;
}

/** Pages that search, or ask a courier or a provider while they are made. */
const costlyPaths = ['/search', '/orders'];

async function openPages(
  http: FastifyInstance,
  parts: { options: AppOptions; platform: Platform; rooms: Rooms; catalogue: RefusalCatalogue },
): Promise<void> {
  const { options, platform, rooms, catalogue } = parts;
  const { config, sandbox } = options;
  const actorOf = createPageActor((token) => rooms.identity.authenticate(token));
  const countUnread = async (memberId: string) => {
    const { sql } = platform.database;
    const counts = [
      rooms.chat.unreadCount(sql, memberId),
      rooms.notifications.unreadCount(sql, memberId),
    ];
    return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
  };
  await mountPages(http, {
    origin: config.publicOrigin,
    limits: {
      perMinuteMax: config.perMinuteMax,
      costlyPaths,
      catalogue,
      memberOf: async (request) => (await actorOf(request))?.memberId,
    },
    formTargets: [...(sandbox?.formTargets ?? []), ...rooms.payments.cashierOrigins()],
    locals: createPageLocals({
      rooms: { ...rooms, pictureShelf: platform.pictureShelf, house, countUnread },
      clock: platform.clock,
      catalogue,
      actorOf,
      publicOrigin: config.publicOrigin,
      sandboxToolsHref: sandbox?.toolsHref,
    }),
  });
}
