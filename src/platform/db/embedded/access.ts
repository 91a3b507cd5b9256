import { randomBytes } from 'node:crypto';
import { chmod, link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { errnoOf, StartFault } from '../start-fault.ts';
import { guarded } from './place.ts';

/** The two passwords of a server: its superuser's (`postgres`) and the application's (`tuckshop`). */
export type Access = { adminPassword: string; password: string };

/** The role and the database the application uses; it owns the database and may create others. */
export const appName = 'tuckshop';

const fileName = 'access.json';

/**
 * Makes random passwords, readable by the caller only. Of several starters at once the first one's
 * hold for all.
 */
export async function makeAccess(folder: string): Promise<Access> {
  const there = await accessIn(folder);
  if (there) return there;
  const fresh: Access = {
    adminPassword: randomBytes(24).toString('base64url'),
    password: randomBytes(24).toString('base64url'),
  };
  const making = await guarded(folder, () => writeBeside(join(folder, fileName), fresh));
  try {
    await link(making, join(folder, fileName));
    return fresh;
  } catch (error) {
    // Another starter was first, or (a file system without links) we are alone.
    if (errnoOf(error) !== 'EEXIST') await rename(making, join(folder, fileName));
    return await readAccess(folder);
  } finally {
    await rm(making, { force: true });
  }
}

async function writeBeside(file: string, content: Access): Promise<string> {
  const making = `${file}.new-${process.pid}`;
  await writeFile(making, `${JSON.stringify(content)}\n`, { mode: 0o600, flush: true });
  await chmod(making, 0o600);
  return making;
}

/** @throws StartFault start/data-corrupt when they are gone: nobody could sign in any more. */
export async function readAccess(folder: string): Promise<Access> {
  const access = await accessIn(folder);
  if (access) return access;
  throw new StartFault('start/data-corrupt', { folder, reason: `${fileName} is missing` });
}

async function accessIn(folder: string): Promise<Access | undefined> {
  const file = join(folder, fileName);
  const text = await guarded(file, () =>
    readFile(file, 'utf8').catch((error: unknown) => {
      if (errnoOf(error) === 'ENOENT') return '';
      throw error;
    }),
  );
  return parse(text);
}

function parse(text: string): Access | undefined {
  try {
    const { adminPassword, password } = JSON.parse(text) as Partial<Access>;
    return adminPassword && password ? { adminPassword, password } : undefined;
  } catch {
    return undefined;
  }
}

/** The port used last, so that addresses in notes and tools stay right; undefined at first. */
export async function readPort(folder: string): Promise<number | undefined> {
  const text = await readFile(join(folder, 'port'), 'utf8').catch(() => '');
  const port = Number(text);
  return Number.isInteger(port) && port > 0 && port < 65_536 ? port : undefined;
}

export async function rememberPort(folder: string, port: number): Promise<void> {
  if ((await readPort(folder)) === port) return;
  await guarded(folder, () => writeFile(join(folder, 'port'), `${port}\n`, { flush: true }));
}

/** The address of a database on the server. */
export function urlOf(role: 'admin' | 'app', access: Access, port: number): string {
  return role === 'admin'
    ? `postgres://postgres:${access.adminPassword}@127.0.0.1:${port}/postgres`
    : `postgres://${appName}:${access.password}@127.0.0.1:${port}/${appName}`;
}
