import { join } from 'node:path';
import { createApp, type App } from './app.ts';
import { createFolderBlobStore } from '#platform/blobs/folder-blob-store.ts';
import { ConfigFault, readConfig, type Config } from '#platform/config.ts';
import { occupyDataFolder } from '#platform/data-folder.ts';
import { startEmbeddedDatabase } from '#platform/db/embedded.ts';
import { diskFaultBehind } from '#platform/db/embedded/place.ts';
import { migrate, unsafeSettings } from '#platform/db/migrate.ts';
import { assertPortFree, listenFault, StartFault } from '#platform/db/start-fault.ts';
import { createPictureProcessor } from '#platform/pictures/picture-processor.ts';
import { terminalLocale } from '#platform/terminal.ts';
import { openSandbox, type Sandbox } from './sandbox/sandbox.ts';
import { openSandboxClock } from './sandbox/sandbox-clock.ts';
import { seedDemoTown } from '../db/seed/seed.ts';
import { loadSandboxKeys } from './sandbox/keys.ts';
import { banner, progress, type Words } from './start-words.ts';

const locale = terminalLocale(process.env);

/** Says what is happening, one line a step, to the person who started the product. */
function say(words: Words): void {
  process.stdout.write(`${words[locale]}\n`);
}

type Closing = { name: string; close(): Promise<void> };
/** What is to be closed, the last opened first; `signal` says that the start is given up. */
type Run = { closings: Closing[]; signal: AbortSignal };

async function start(run: Run, config: Config): Promise<void> {
  const { closings } = run;
  const leave = await occupyDataFolder(config.dataFolder, config.publicOrigin);
  closings.unshift({ name: 'data folder', close: leave });
  for (const port of portsOf(config)) await assertPortFree(port, config.host);
  const databaseUrl = await openDatabase(config, run);
  const applied = await migrate(databaseUrl);
  if (applied.length > 0) say(progress.schema(applied.length));
  const { app, sandbox } = await openProduct(config, databaseUrl, closings);
  if (config.role !== 'web') app.startWork();
  if (config.role !== 'worker') await listen(app, config);
  // After listening: the town's payments are told to the product like any other.
  if (config.role === 'all') await seedDemoTown({ app, sandbox, say });
  process.stdout.write(`${banner(config, locale)}\n`);
}

/** Looked at before anything is made: the simulators' ports belong to the start like our own. */
function portsOf(config: Config): number[] {
  const { port, role, paymentSimulatorPort, courierSimulatorPort } = config;
  return [...(role === 'worker' ? [] : [port]), paymentSimulatorPort, courierSimulatorPort];
}

async function openDatabase(config: Config, { closings, signal }: Run): Promise<string> {
  if (config.databaseUrl) {
    await refuseUnsafe(config.databaseUrl).catch((error: unknown) => {
      throw unreachable(config.databaseUrl!, error);
    });
    return config.databaseUrl;
  }
  say(progress.database);
  const starting = startEmbeddedDatabase({
    dataFolder: join(config.dataFolder, 'postgres'),
    log: say,
    signal,
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
  const { url } = await starting;
  await refuseUnsafe(url);
  return url;
}

function unreachable(url: string, error: unknown): StartFault {
  if (error instanceof StartFault) return error;
  const { host, pathname } = new URL(url);
  const { message, code } = error as { message?: string; code?: string };
  const params = { address: `${host}${pathname}`, reason: message || code || String(error) };
  return new StartFault('start/database-unreachable', params, error);
}

/** A database that may lose an acknowledged payment in a crash is not started on. */
async function refuseUnsafe(url: string): Promise<void> {
  const unsafe = await unsafeSettings(url);
  if (unsafe.length === 0) return;
  throw new StartFault('start/database-unsafe', { settings: unsafe.join(', ') });
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
  sandbox.onMoved(() => app.nudge());
  return { app, sandbox };
}

async function listen(app: App, config: Config): Promise<void> {
  try {
    await app.http.listen({ port: config.port, host: config.host });
  } catch (error) {
    throw listenFault(error, config.port);
  }
}

function stopOnSignal(closings: Closing[]): AbortSignal {
  const ending = new AbortController();
  const stop = async () => {
    if (ending.signal.aborted) return;
    ending.abort();
    say(progress.stopping);
    await closeAll(closings);
    process.exit(0);
  };
  process.on('SIGINT', () => void stop());
  process.on('SIGTERM', () => void stop());
  return ending.signal;
}

async function closeAll(closings: Closing[]): Promise<void> {
  for (const { name, close } of closings.splice(0)) {
    await close().catch((error: Error) => say(progress.notClean(name, error.message)));
  }
}

/** One sentence for what the person can mend; everything else is ours and shows its stack. */
function explain(error: unknown): { text: string; exitCode: number } {
  if (error instanceof StartFault) return { text: error.inWords(locale), exitCode: 2 };
  if (error instanceof ConfigFault) return { text: error.inWords(locale), exitCode: 2 };
  return {
    text: `${progress.failed[locale]}\n${(error as Error).stack ?? String(error)}`,
    exitCode: 1,
  };
}

const closings: Closing[] = [];
const signal = stopOnSignal(closings);
try {
  const config = readConfig(process.env);
  await start({ closings, signal }, config).catch(async (error: unknown) => {
    throw await diskFaultBehind(error, config.dataFolder);
  });
} catch (error) {
  // A start that was given up fails somewhere in the middle: whoever gave it up ends the process.
  if (!signal.aborted) {
    const { text, exitCode } = explain(error);
    process.stderr.write(`${text}\n`);
    await closeAll(closings);
    process.exit(exitCode);
  }
}
