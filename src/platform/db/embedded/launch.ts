import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { open, rename, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { StartFault } from '../start-fault.ts';
import type { Binaries } from './binaries.ts';
import { diskFault, freeMbAt, guarded, permissionFault, runNeedMb, type Place } from './place.ts';
import { serverSettings } from './settings.ts';

/** A server process that was started; `ended` settles when it ends. */
export type Launched = { pid: number; ended: Promise<void>; logStart: number };

/**
 * Starts the server as a process of its own session, with its output in a file: a Ctrl-C in our
 * terminal does not reach it, and it outlives us if we are killed.
 */
export async function launch(place: Place, binaries: Binaries, port: number): Promise<Launched> {
  const logFile = join(place.folder, 'server.log');
  const logStart = await guarded(logFile, () => rotateLog(logFile));
  const out = await guarded(logFile, async () => openSync(logFile, 'a', 0o600));
  try {
    const child = spawn(binaries.postgres, ['-D', place.cluster, ...serverSettings(port)], {
      ...place.user,
      cwd: '/',
      detached: true,
      stdio: ['ignore', out, out],
      env: { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' },
    });
    const ended = new Promise<void>((done) => child.once('exit', () => done()));
    await new Promise<void>((done, fail) => {
      child.once('spawn', done);
      child.once('error', fail);
    });
    child.unref();
    return { pid: child.pid!, ended, logStart };
  } finally {
    closeSync(out);
  }
}

const logBytesMax = 10 * 1024 * 1024;

/** Keeps one earlier log; answers where the new lines will begin. */
async function rotateLog(logFile: string): Promise<number> {
  const size = await stat(logFile).then(
    (found) => found.size,
    () => 0,
  );
  if (size <= logBytesMax) return size;
  await rename(logFile, `${logFile}.1`);
  return 0;
}

/** Why a server that was launched ended; `busy` is worth another try. */
export type Failure = 'busy' | StartFault;

/**
 * Reads from the log of this launch why the server ended, by SQLSTATE: never by sentence.
 * @source PostgreSQL's appendix of error codes
 */
export async function whyEnded(place: Place, launched: Launched): Promise<Failure> {
  const { folder } = place;
  const logFile = join(folder, 'server.log');
  const fatal = fatalLines(await readFrom(logFile, launched.logStart));
  const states = new Set(fatal.map((line) => line.state));
  if (states.has('F0001')) return 'busy';
  if (states.has('53100') || (await freeMbAt(folder)) < runNeedMb / 2) return diskFault(folder);
  if (states.has('42501')) return permissionFault(place.cluster);
  const reason = fatal.at(-1)?.text ?? 'it ended without a word';
  // Damage found while opening the files: data_corrupted, index_corrupted, undefined_file,
  // io_error, the plain internal_error of a control file with a wrong checksum, and the
  // prerequisite state of one that was made by no PostgreSQL at all.
  const damaged = ['XX001', 'XX002', '58P01', '58030', 'XX000', '55000'];
  if (damaged.some((state) => states.has(state))) {
    return new StartFault('start/data-corrupt', { folder, reason });
  }
  return new StartFault('start/database-wont-start', { reason, logFile });
}

type LogLine = { state: string; text: string };

function fatalLines(text: string): LogLine[] {
  const shape = /\[\d+\] ([0-9A-Z]{5}) (?:FATAL|PANIC): {2}(.*)$/;
  return text.split('\n').flatMap((line) => {
    const [, state, said] = shape.exec(line) ?? [];
    // 57P03 is only our own early knock at the door.
    return state && said && state !== '57P03' ? [{ state, text: said }] : [];
  });
}

const readMax = 256 * 1024;

async function readFrom(file: string, start: number): Promise<string> {
  const handle = await open(file, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(readMax), 0, readMax, start);
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** Whether nobody listens on a port of this machine. */
export function isPortFree(port: number): Promise<boolean> {
  return new Promise((done) => {
    const probe = createServer();
    probe.once('error', () => done(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => done(true)));
  });
}

/** A port nobody listens on at this moment. */
export function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.once('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      probe.close(() => done(port));
    });
  });
}
