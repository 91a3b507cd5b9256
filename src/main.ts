import { join } from 'node:path';
import { createApp, version, type App } from './app.ts';
import { createFolderBlobStore } from '#platform/blobs/folder-blob-store.ts';
import { ConfigFault, readConfig, type Config } from '#platform/config.ts';
import { startEmbeddedDatabase } from '#platform/db/embedded.ts';
import { migrate, unsafeSettings } from '#platform/db/migrate.ts';
import { listenFault, StartFault } from '#platform/db/start-fault.ts';
import { createPictureProcessor } from '#platform/pictures/picture-processor.ts';
import { terminalLocale } from '#platform/terminal.ts';
import { openSandbox, type Sandbox } from './sandbox/sandbox.ts';
import { openSandboxClock } from './sandbox/sandbox-clock.ts';
import { phoneOf, seedDemoTown } from '../db/seed/seed.ts';
import { townsmen } from '../db/seed/town.ts';
import { loadSandboxKeys } from './sandbox/keys.ts';

/** Says what is happening, one line a step, to the person who started the product. */
function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

type Closing = { name: string; close(): Promise<void> };

const locale = terminalLocale(process.env);

async function start(closings: Closing[]): Promise<void> {
  const config = readConfig(process.env);
  stopOnSignal(closings);
  const databaseUrl = await openDatabase(config, closings);
  const applied = await migrate(databaseUrl);
  if (applied.length > 0) say(`Database schema: ${applied.length} steps applied`);
  const { app, sandbox } = await openProduct(config, databaseUrl, closings);
  if (config.role !== 'web') app.startWork();
  if (config.role !== 'worker') await listen(app, config);
  // After listening: the town's payments are told to the product like any other.
  if (config.role === 'all') await seedDemoTown({ app, sandbox, say });
  say(banner(config));
}

async function openDatabase(config: Config, closings: Closing[]): Promise<string> {
  if (config.databaseUrl) return refuseUnsafe(config.databaseUrl);
  say('Starting the database …');
  const starting = startEmbeddedDatabase({
    dataFolder: join(config.dataFolder, 'postgres'),
    log: (line) => say(line[locale]),
  });
  // At once: a Ctrl-C in the middle of the start must not leave a server behind.
  closings.unshift({
    name: 'database',
    close: () =>
      starting.then(
        (server) => server.stop(),
        () => undefined,
      ),
  });
  return refuseUnsafe((await starting).url);
}

/** A database that may lose an acknowledged payment in a crash is not started on. */
async function refuseUnsafe(url: string): Promise<string> {
  const unsafe = await unsafeSettings(url);
  if (unsafe.length === 0) return url;
  throw new ConfigFault(unsafe.map((name) => `the database runs with ${name} = off`));
}

async function openProduct(
  config: Config,
  databaseUrl: string,
  closings: Closing[],
): Promise<{ app: App; sandbox: Sandbox }> {
  const keys = await loadSandboxKeys(config.dataFolder);
  const clock = await openSandboxClock(databaseUrl);
  const sandbox = await openSandbox({ config, clock, keys });
  closings.unshift({ name: 'sandbox', close: sandbox.close });
  const app = await createApp({
    config,
    databaseUrl,
    clock: sandbox.clock,
    secretKey: config.secretKey ?? keys.secretKey,
    blobs: createFolderBlobStore({ folder: join(config.dataFolder, 'blobs') }),
    pictures: createPictureProcessor(),
    ...sandbox.outside,
  });
  closings.unshift({ name: 'app', close: app.close });
  sandbox.onMoved(app.leapOver);
  return { app, sandbox };
}

async function listen(app: App, config: Config): Promise<void> {
  try {
    await app.http.listen({ port: config.port, host: config.host });
  } catch (error) {
    throw listenFault(error, config.port);
  }
}

function banner(config: Config): string {
  const accounts = townsmen
    .filter(({ place }) => [1, 2, 3, 8, 9, 11].includes(place))
    .map(({ place, gloss }) => `    ${phoneOf(place)}  ${gloss}`)
    .join('\n');
  return `
  Tuckshop 小卖部 ${version}

  Open        ${config.publicOrigin}
  API         ${config.publicOrigin}/api/v1/openapi.json
  Messages    ${config.publicOrigin}/sandbox   (codes by SMS are caught and shown here)

  Sign in with any of these numbers; the code appears on the messages page:
${accounts}

  Stop with Ctrl-C; everything is kept.`;
}

function stopOnSignal(closings: Closing[]): void {
  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    say('\nStopping …');
    await closeAll(closings);
    process.exit(0);
  };
  process.on('SIGINT', () => void stop());
  process.on('SIGTERM', () => void stop());
}

async function closeAll(closings: Closing[]): Promise<void> {
  for (const { name, close } of closings.splice(0)) {
    await close().catch((error: Error) => say(`${name} did not stop cleanly: ${error.message}`));
  }
}

/** One sentence for what the person can mend; everything else is ours and shows its stack. */
function explain(error: unknown): { text: string; exitCode: number } {
  if (error instanceof StartFault) return { text: error.inWords(locale), exitCode: 2 };
  if (error instanceof ConfigFault) return { text: error.message, exitCode: 2 };
  return {
    text: `Tuckshop could not start.\n${(error as Error).stack ?? String(error)}`,
    exitCode: 1,
  };
}

const closings: Closing[] = [];
try {
  await start(closings);
} catch (error) {
  const { text, exitCode } = explain(error);
  process.stderr.write(`${text}\n`);
  await closeAll(closings);
  process.exit(exitCode);
}
