import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { guarded, makeFolder } from './db/embedded/place.ts';
import { errnoOf, StartFault } from './db/start-fault.ts';
import { birthOf, isAlive } from './processes.ts';

type Occupant = { pid: number; birth: string; origin: string };

const triesMax = 5;

/**
 * Makes the data folder (if it is missing) and takes it for this process; what a process that is
 * gone left behind is taken over. Two products on one folder would each run their own simulators
 * over the same files.
 * @returns what gives the folder back
 * @throws StartFault start/already-running naming the process that has it, start/no-permission
 */
export async function occupyDataFolder(
  folder: string,
  origin: string,
): Promise<() => Promise<void>> {
  await makeFolder(folder);
  const file = join(folder, 'running.json');
  const birth = await birthOf(process.pid);
  const text = JSON.stringify({ pid: process.pid, birth, origin } satisfies Occupant);
  for (let tries = 0; tries < triesMax; tries += 1) {
    if (await guarded(file, () => place(file, text))) return () => rm(file, { force: true });
    const found = await guarded(file, () => readFile(file, 'utf8').catch(emptyWhereMissing));
    const occupant = parse(found);
    if (occupant && (await isThere(occupant))) {
      const { pid } = occupant;
      throw new StartFault('start/already-running', { folder, pid, origin: occupant.origin });
    }
    await guarded(file, () => clear(file, found));
  }
  throw new StartFault('start/already-running', { folder, pid: '?', origin });
}

/** Puts the whole text at its place, unless something is there. */
async function place(file: string, text: string): Promise<boolean> {
  const making = `${file}.${process.pid}`;
  await writeFile(making, text, { mode: 0o600 });
  try {
    await link(making, file);
    return true;
  } catch (error) {
    if (errnoOf(error) === 'EEXIST') return false;
    // A file system without links.
    await writeFile(file, text, { mode: 0o600, flag: 'wx' });
    return true;
  } finally {
    await rm(making, { force: true });
  }
}

/** Clears what was found; what another start has put there meanwhile goes back. */
async function clear(file: string, found: string): Promise<void> {
  const aside = `${file}.old-${process.pid}`;
  try {
    await rename(file, aside);
    if ((await readFile(aside, 'utf8')) !== found) await link(aside, file);
  } catch (error) {
    if (errnoOf(error) !== 'ENOENT') throw error;
  } finally {
    await rm(aside, { force: true });
  }
}

async function isThere({ pid, birth }: Occupant): Promise<boolean> {
  return pid !== process.pid && (await isAlive(pid)) && (await birthOf(pid)) === birth;
}

function parse(text: string): Occupant | undefined {
  try {
    return JSON.parse(text) as Occupant;
  } catch {
    return undefined;
  }
}

function emptyWhereMissing(error: unknown): string {
  if (errnoOf(error) === 'ENOENT') return '';
  throw error;
}
