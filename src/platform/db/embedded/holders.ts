import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { birthOf, isAlive } from '../../processes.ts';
import { guarded } from './place.ts';

/**
 * Who uses the server of a place: one small file for each process. The last one to leave turns it
 * off, so that a second process on the same data (a command, a worker) does not lose its database
 * when the first one stops.
 */
export async function enter(folder: string): Promise<void> {
  const holders = join(folder, 'holders');
  await guarded(holders, () => mkdir(holders, { recursive: true }));
  const file = join(holders, String(process.pid));
  await guarded(holders, async () => writeFile(file, await birthOf(process.pid)));
}

/** Leaves; answers whether nobody else is there. Files of processes that are gone are cleared. */
export async function leave(folder: string): Promise<boolean> {
  const holders = join(folder, 'holders');
  await rm(join(holders, String(process.pid)), { force: true });
  let others = 0;
  for (const name of await readdir(holders).catch(() => [])) {
    if (await isHolder(join(holders, name), Number(name))) others += 1;
    else await rm(join(holders, name), { force: true });
  }
  return others === 0;
}

async function isHolder(file: string, pid: number): Promise<boolean> {
  if (!Number.isInteger(pid) || !(await isAlive(pid))) return false;
  const written = await readFile(file, 'utf8').catch(() => '');
  return written === (await birthOf(pid));
}
