import { join } from 'node:path';
import { ConfigFault, readConfig, type Config } from '#platform/config.ts';
import { occupyDataFolder } from '#platform/data-folder.ts';
import { startEmbeddedDatabase } from '#platform/db/embedded.ts';
import { diskFaultBehind } from '#platform/db/embedded/place.ts';
import { migrate, unsafeSettings } from '#platform/db/migrate.ts';
import { assertPortFree, StartFault } from '#platform/db/start-fault.ts';
import { terminalLocale } from '#platform/terminal.ts';
import type { Closing } from './open-product.ts';
import { keysToJoin } from './sandbox/keys.ts';
import { progress, type Words } from './start-words.ts';

const locale = terminalLocale(process.env);

/** Says what is happening, one line a step, to the person who started the product. */
function say(words: Words): void {
  process.stdout.write(`${words[locale]}\n`);
}

/** What is to be closed, the last opened first; `signal` says that the start is given up. */
type Run = { closings: Closing[]; signal: AbortSignal };

async function start(run: Run, config: Config): Promise<void> {
  const { closings } = run;
  await enterDataFolder(config, closings);
  for (const port of portsOf(config)) await assertPortFree(port, config.host);
  // Read while the database starts: what refuses a start is told without waiting for it.
  const reading = import('./open-product.ts');
  const databaseUrl = await openDatabase(config, run);
  const applied = await migrate(databaseUrl);
  if (applied.length > 0) say(progress.schema(applied.length));
  const { openProduct } = await reading;
  const banner = await openProduct({ config, databaseUrl, closings, say });
  process.stdout.write(`${banner[locale]}\n`);
}

/** One process owns the folder; those that only serve pages join it, and make nothing there. */
async function enterDataFolder(config: Config, closings: Closing[]): Promise<void> {
  const { role, dataFolder, publicOrigin } = config;
  if (role === 'web') return void (await keysToJoin(dataFolder));
  const leave = await occupyDataFolder(dataFolder, publicOrigin);
  closings.unshift({ name: 'data folder', close: leave });
}

/** Looked at before anything is made: the simulators' ports belong to the start like our own. */
function portsOf(config: Config): number[] {
  const { port, role, paymentSimulatorPort, courierSimulatorPort } = config;
  if (role === 'web') return [port];
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
