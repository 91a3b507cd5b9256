import { execFile } from 'node:child_process';
import {
  chmod,
  chown,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { isAlive } from '../../processes.ts';
import { errnoOf, StartFault } from '../start-fault.ts';
import { makeAccess } from './access.ts';
import type { Binaries } from './binaries.ts';
import { diskFault, freeMbAt, freshNeedMb, guarded, permissionFault, type Place } from './place.ts';

const run = promisify(execFile);

/**
 * What is in the place: nothing yet, or a cluster these programs can open.
 * @throws StartFault start/data-corrupt, start/data-other-version, start/no-permission
 */
export async function inspectCluster(place: Place, major: string): Promise<'none' | 'there'> {
  const { cluster, folder } = place;
  const names = await guarded(cluster, () => namesIn(cluster));
  if (names === undefined) return 'none';
  const corrupt = (reason: string) => new StartFault('start/data-corrupt', { folder, reason });
  if (names.length === 0) throw corrupt('its cluster folder is empty');
  const { uid: owner, mode } = await stat(cluster);
  const runner = place.user?.uid ?? process.getuid?.();
  if (runner !== undefined && owner !== runner) throw await permissionFault(cluster);
  // A copy brought back may be open to others, and then PostgreSQL refuses it.
  if ((mode & 0o027) !== 0) await guarded(cluster, () => chmod(cluster, 0o700));
  const version = await guarded(cluster, () => readIfThere(join(cluster, 'PG_VERSION')));
  if (version === undefined) throw corrupt('PG_VERSION is missing');
  const found = version.trim();
  if (!/^\d+$/.test(found)) throw corrupt('PG_VERSION cannot be read');
  if (found !== major) {
    throw new StartFault('start/data-other-version', { folder, found, ours: major });
  }
  const control = await stat(join(cluster, 'global/pg_control')).catch(() => undefined);
  if (!control) throw corrupt('global/pg_control is missing');
  // Brought back by another account: the folder may be right and the files in it not.
  if (runner !== undefined && control.uid !== runner) {
    throw await permissionFault(join(cluster, 'global/pg_control'));
  }
  return 'there';
}

async function namesIn(folder: string): Promise<string[] | undefined> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * Makes an empty cluster beside its place and moves it there whole, so that a start cut off in
 * the middle leaves nothing that looks like data. Checksums on (a damaged page is noticed), texts
 * in UTF-8 compared by code point, the one order no update of a library can change.
 */
export async function createCluster(place: Place, binaries: Binaries): Promise<void> {
  const { folder, cluster } = place;
  const freeMb = await freeMbAt(folder);
  if (freeMb < freshNeedMb) throw await diskFault(folder, freshNeedMb);
  await removeUnfinished(folder);
  const making = `${cluster}.new-${process.pid}`;
  const passwordFile = `${making}.password`;
  const { adminPassword } = await makeAccess(folder);
  try {
    await guarded(folder, async () => {
      await mkdir(making, { mode: 0o700 });
      await writeFile(passwordFile, adminPassword, { mode: 0o600 });
      if (place.user) await giveTo(place.user, [making, passwordFile]);
    });
    await initdb(place, binaries, { making, passwordFile });
    await rename(making, cluster);
  } finally {
    await rm(passwordFile, { force: true });
    await rm(making, { recursive: true, force: true });
  }
}

async function giveTo(user: { uid: number; gid: number }, paths: string[]): Promise<void> {
  for (const path of paths) await chown(path, user.uid, user.gid);
}

async function removeUnfinished(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const pid = Number(/^cluster\.new-(\d+)/.exec(name)?.[1] ?? 0);
    if (pid === 0 || (pid !== process.pid && (await isAlive(pid)))) continue;
    await rm(join(folder, name), { recursive: true, force: true });
  }
}

async function initdb(
  place: Place,
  binaries: Binaries,
  files: { making: string; passwordFile: string },
): Promise<void> {
  const args = [
    `--pgdata=${files.making}`,
    '--username=postgres',
    `--pwfile=${files.passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--data-checksums',
    '--no-instructions',
  ];
  const env = { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' };
  const logFile = join(place.folder, 'server.log');
  try {
    await run(binaries.initdb, args, { ...place.user, cwd: '/', env });
  } catch (error) {
    const { stderr, message } = error as { stderr?: string; message: string };
    await writeFile(logFile, stderr || message, { flag: 'a' }).catch(() => undefined);
    if ((await freeMbAt(place.folder)) < freshNeedMb / 4) {
      throw await diskFault(place.folder, freshNeedMb);
    }
    throw new StartFault('start/database-wont-start', { reason: 'initdb failed', logFile }, error);
  }
}
