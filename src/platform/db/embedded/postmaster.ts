import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { isAlive, isGoneWithin } from '../../processes.ts';
import { errnoOf } from '../start-fault.ts';

/** What a running server writes into its data folder about itself. */
export type Postmaster = { pid: number; port: number; status: string };

/** Reads postmaster.pid; undefined when there is none or it is not (yet) whole. */
export async function readPostmaster(cluster: string): Promise<Postmaster | undefined> {
  const text = await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch((error: unknown) => {
    if (errnoOf(error) === 'ENOENT') return '';
    throw error;
  });
  // Lines: process, data folder, start time, port, socket folder, address, shared memory, status.
  const lines = text.split('\n');
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  return { pid, port: Number(lines[3] ?? 0), status: (lines[7] ?? '').trim() };
}

/**
 * What is behind the process number of a lock file: the server of this data folder, nobody, or
 * (numbers are used again) another program.
 */
export async function whoIs(pid: number, cluster: string): Promise<'server' | 'gone' | 'other'> {
  if (!(await isAlive(pid))) return 'gone';
  const command = await commandOf(pid);
  // Unknown (no /proc, no ps): believed; the connection that follows decides.
  if (command === undefined) return 'server';
  return command.includes('postgres') && command.includes(cluster) ? 'server' : 'other';
}

async function commandOf(pid: number): Promise<string | undefined> {
  if (process.platform === 'linux') {
    return readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => undefined);
  }
  if (process.platform === 'win32') return undefined;
  const answer = await promisify(execFile)('ps', ['-o', 'command=', '-p', String(pid)]).catch(
    () => undefined,
  );
  return answer?.stdout;
}

/**
 * Ends a server the fast way (clients are cut off, everything is written down) and waits until it
 * is gone; after `patienceMs` it is ended the hard way and recovers at the next start.
 */
export async function endServer(pid: number, patienceMs = 60_000): Promise<void> {
  const orders = [
    { signal: 'SIGINT', patienceMs },
    { signal: 'SIGQUIT', patienceMs: 10_000 },
    { signal: 'SIGKILL', patienceMs: 5_000 },
  ] as const;
  for (const order of orders) {
    if (!sendSignal(pid, order.signal)) return;
    if (await isGoneWithin(pid, order.patienceMs)) return;
  }
  throw new Error(`the database server ${pid} does not end`);
}

function sendSignal(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal);
  } catch (error) {
    if (errnoOf(error) === 'ESRCH') return false;
    throw error;
  }
}
