import { createHash } from 'node:crypto';
import { chmod, mkdir, readFile, realpath, stat, statfs, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { errnoOf, StartFault } from '../start-fault.ts';
import { canWriteIn, serverUser, type OsUser } from './os-user.ts';

/**
 * Where the database lives: `folder` holds the cluster, its passwords, its port and its log;
 * `user` owns the cluster and runs the server (undefined: the caller does).
 */
export type Place = { folder: string; cluster: string; user: OsUser | undefined };

const movedFile = 'location.json';
// Never a temporary folder: those are emptied, and this is somebody's data.
const outsideBases = ['/var/lib/tuckshop', '/var/opt/tuckshop', '/srv/tuckshop'];

/**
 * Settles where the data is. Normally the folder asked for; when the account that must run the
 * server cannot enter it (root, with the clone in a home only root may enter) a folder outside,
 * remembered in `location.json`, so that the next start finds the same data.
 * @throws StartFault start/no-permission, start/data-corrupt (remembered data is gone)
 */
export async function settlePlace(dataFolder: string): Promise<Place> {
  const asked = resolve(dataFolder);
  await makeFolder(asked);
  const moved = await readMoved(asked);
  if (moved) return moved;
  const cluster = join(asked, 'cluster');
  const user = await serverUser(cluster);
  if (!user) return { folder: asked, cluster, user };
  // Only its names can be seen by entering it: passwords and cluster have rights of their own.
  await guarded(asked, () => chmod(asked, 0o711));
  if (await canEnter(asked, user)) return { folder: asked, cluster, user };
  return outside(asked, user);
}

/** Remembers that the data of `asked` is elsewhere; called once data really is there. */
export async function rememberPlace(dataFolder: string, place: Place): Promise<void> {
  const asked = resolve(dataFolder);
  if (place.folder === asked) return;
  await writeFile(join(asked, movedFile), `${JSON.stringify({ folder: place.folder })}\n`);
  await writeFile(join(place.folder, 'origin.json'), `${JSON.stringify({ askedFor: asked })}\n`);
}

async function readMoved(asked: string): Promise<Place | undefined> {
  const text = await guarded(asked, () =>
    readFile(join(asked, movedFile), 'utf8').catch((error: unknown) => {
      if (errnoOf(error) === 'ENOENT') return undefined;
      throw error;
    }),
  );
  if (text === undefined) return undefined;
  const folder = folderIn(text);
  const cluster = folder && join(folder, 'cluster');
  if (!cluster || !(await exists(cluster))) {
    const reason = folder ? `${folder} is gone` : `${movedFile} cannot be read`;
    throw new StartFault('start/data-corrupt', { folder: asked, reason });
  }
  return { folder, cluster, user: await serverUser(cluster) };
}

function folderIn(text: string): string | undefined {
  try {
    const { folder } = JSON.parse(text) as { folder?: unknown };
    return typeof folder === 'string' && folder !== '' ? folder : undefined;
  } catch {
    return undefined;
  }
}

async function outside(asked: string, user: OsUser): Promise<Place> {
  // Data made here before the way was closed must not be left behind for an empty beginning.
  if (await exists(join(asked, 'cluster', 'PG_VERSION'))) throw await permissionFault(asked);
  const name = createHash('sha256')
    .update(await realpath(asked))
    .digest('hex')
    .slice(0, 12);
  for (const base of outsideBases) {
    const folder = join(base, name);
    const made = await mkdir(folder, { recursive: true, mode: 0o755 }).then(
      () => true,
      () => false,
    );
    if (!made) continue;
    await chmod(folder, 0o711);
    if (await canEnter(folder, user)) return { folder, cluster: join(folder, 'cluster'), user };
  }
  throw await permissionFault(asked);
}

/** Whether the account can reach a folder; asked of the system, which also knows mounts and ACLs. */
async function canEnter(folder: string, user: OsUser): Promise<boolean> {
  const probe = join(folder, `probe-${process.pid}`);
  await guarded(folder, () => mkdir(probe, { recursive: true }));
  const { chown, rm } = await import('node:fs/promises');
  await chown(probe, user.uid, user.gid);
  const can = await canWriteIn(probe, user);
  await rm(probe, { recursive: true, force: true });
  return can;
}

/**
 * Makes a folder and those above it, one by one: Node's own recursion tries for ever where the
 * system takes no folders, and hides that a disk is read-only.
 */
export async function makeFolder(folder: string): Promise<void> {
  if (await guarded(folder, () => isFolder(folder))) return;
  await makeFolder(dirname(folder));
  try {
    await guarded(folder, () => mkdir(folder));
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') throw await permissionFault(folder);
    // Another starter may have been faster.
    if (!(await isFolder(folder))) throw error;
  }
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return false;
    throw error;
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

/**
 * Does something with files; what the disk refuses becomes a fault with one sentence.
 * @throws StartFault start/no-permission, start/disk-full, start/data-corrupt (not a folder)
 */
export async function guarded<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const code = errnoOf(error);
    const at = (error as { path?: string }).path ?? path;
    if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') throw await permissionFault(at);
    if (code === 'ENOSPC' || code === 'EDQUOT') throw await diskFault(path);
    if (code === 'EEXIST' || code === 'ENOTDIR') {
      throw new StartFault('start/data-corrupt', { folder: path, reason: `${at} is not a folder` });
    }
    throw error;
  }
}

/**
 * The fault behind any error of a start: what the disk refused, to us or to the database; other
 * errors come back as they are. `throw await diskFaultBehind(error, folder)`.
 */
export async function diskFaultBehind(error: unknown, folder: string): Promise<unknown> {
  if (error instanceof StartFault) return error;
  const { code, path, cause } = (error ?? {}) as { code?: string; path?: string; cause?: unknown };
  const isRefused = code === 'EACCES' || code === 'EPERM' || code === 'EROFS';
  if (isRefused && path !== undefined) return permissionFault(path);
  const isFull = code === 'ENOSPC' || code === 'EDQUOT' || code === '53100';
  if (isFull || (await freeMbAt(folder)) < runNeedMb / 2) return diskFault(folder);
  return cause === undefined ? error : diskFaultBehind(cause, folder);
}

/** The fault for a path this user may not use, naming the nearest owner that can be seen. */
export async function permissionFault(path: string): Promise<StartFault> {
  for (let seen = path; ; seen = dirname(seen)) {
    const found = await stat(seen).catch(() => undefined);
    if (found)
      return new StartFault('start/no-permission', { path: seen, owner: await nameOf(found.uid) });
    if (seen === dirname(seen)) return new StartFault('start/no-permission', { path, owner: '?' });
  }
}

async function nameOf(uid: number): Promise<string> {
  const accounts = await readFile('/etc/passwd', 'utf8').catch(() => '');
  const line = accounts.split('\n').find((account) => account.split(':')[2] === String(uid));
  return line?.split(':')[0] ?? String(uid);
}

const mb = 1024 * 1024;

/** Megabytes free where a folder is; Infinity where the system cannot say. */
export async function freeMbAt(folder: string): Promise<number> {
  const disk = await statfs(folder).catch(() => undefined);
  return disk && disk.blocks > 0 ? Math.floor((disk.bavail * disk.bsize) / mb) : Infinity;
}

/** An empty database with room to work: measured 40 MB, and 80 MB of write-ahead log. */
export const freshNeedMb = 200;
/** A server that cannot write one more segment of its log (16 MB each) stops. */
export const runNeedMb = 48;

/** The fault for a disk without room. */
export async function diskFault(folder: string, needMb = runNeedMb): Promise<StartFault> {
  const freeMb = await freeMbAt(folder);
  return new StartFault('start/disk-full', {
    folder,
    freeMb: Math.min(freeMb, needMb - 1),
    needMb,
  });
}
