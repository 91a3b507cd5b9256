import { join } from 'node:path';
import { createApp, type App } from './app.ts';
import { createFolderBlobStore } from '#platform/blobs/folder-blob-store.ts';
import type { Config } from '#platform/config.ts';
import { openProviders, type PaymentProvider } from '#payments';
import { assertKeyFits } from '#platform/db/key-check.ts';
import { listenFault } from '#platform/db/start-fault.ts';
import { createPictureProcessor } from '#platform/pictures/picture-processor.ts';
import { bannerOf } from './banner.ts';
import { keysToJoin, loadSandboxKeys } from './sandbox/keys.ts';
import { joinSandbox, openSandbox, type Sandbox, type SandboxShare } from './sandbox/sandbox.ts';
import { openSandboxClock } from './sandbox/sandbox-clock.ts';
import type { Words } from './start-words.ts';
import { quarterOf } from '../db/seed/quarter.ts';
import { seedDemoTown } from '../db/seed/seed.ts';
import { readTownScript } from '../db/seed/town.ts';

/** Something that was opened and is closed at the end. */
export type Closing = { name: string; close(): Promise<void> };

export type Opening = {
  config: Config;
  databaseUrl: string;
  /** Takes what is to be closed, the last opened first. */
  closings: Closing[];
  say(words: Words): void;
};

/** Opens the whole product on a migrated database; answers what to say once it runs. */
export async function openProduct(opening: Opening): Promise<Words> {
  const { config, closings, say } = opening;
  const { app, sandbox } = await putTogether(opening);
  if (config.role !== 'web') app.startWork();
  if (config.role !== 'worker') await listen(app, config);
  // After listening: the town's payments are told to the product like any other.
  // It pays at the simulator's cashier, so it needs that one to take new payments.
  if (config.role === 'all' && sandbox && config.payments.providers[0] === 'simulator') {
    const script = config.town === 'quarter' ? quarterOf(readTownScript()) : readTownScript();
    const town = await seedDemoTown({ app, sandbox, script, say });
    closings.unshift({ name: 'demo town', close: town.close });
  }
  return bannerOf(config);
}

async function putTogether({
  config,
  databaseUrl,
  closings,
}: Opening): Promise<{ app: App; sandbox?: Sandbox }> {
  const isWeb = config.role === 'web';
  const found = await (isWeb ? keysToJoin : loadSandboxKeys)(config.dataFolder);
  const secretKey = config.secretKey ?? found.secretKey;
  await assertKeyFits(databaseUrl, secretKey);
  const clock = await openSandboxClock(databaseUrl);
  const options = { config, databaseUrl, clock, keys: { ...found, secretKey } };
  const own = isWeb ? undefined : await openSandbox(options);
  const sandbox = own ?? (await joinSandbox(options));
  closings.unshift({ name: 'sandbox', close: sandbox.close });
  const [paymentProvider, ...otherPaymentProviders] = await providersOf(config, sandbox.outside);
  const app = await createApp({
    config,
    databaseUrl,
    clock: sandbox.clock,
    secretKey,
    blobs: createFolderBlobStore({ folder: join(config.dataFolder, 'blobs') }),
    pictures: createPictureProcessor(),
    ...sandbox.outside,
    paymentProvider: paymentProvider!,
    otherPaymentProviders,
  });
  closings.unshift({ name: 'app', close: app.close });
  sandbox.onMoved(app.leapOver);
  return { app, ...(own && { sandbox: own }) };
}

/** The providers in the order they were named; the simulator is the sandbox's own. */
async function providersOf(
  config: Config,
  { paymentProvider }: SandboxShare['outside'],
): Promise<PaymentProvider[]> {
  const real = await openProviders(config);
  const all = [paymentProvider, ...real];
  return config.payments.providers.map((wanted) => all.find(({ name }) => name === wanted)!);
}

async function listen(app: App, config: Config): Promise<void> {
  try {
    await app.http.listen({ port: config.port, host: config.host });
  } catch (error) {
    throw listenFault(error, config.port);
  }
}
