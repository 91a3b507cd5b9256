import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The account of the operating system that owns the data and runs the server. */
export type OsUser = { uid: number; gid: number };

const ownName = 'tuckshop';

/**
 * PostgreSQL refuses to run as root. For root this is the account to run it under: the one that
 * owns the data already, else the machine's `postgres`, else a new `tuckshop`, else `nobody`.
 * For everybody else it is undefined: the server runs as the caller.
 */
export async function serverUser(cluster: string): Promise<OsUser | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const owner = await stat(cluster).catch(() => undefined);
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const known = (await accountOf('postgres')) ?? (await accountOf(ownName));
  if (known) return known;
  await createAccount();
  return (await accountOf(ownName)) ?? (await accountOf('nobody')) ?? { uid: 65_534, gid: 65_534 };
}

async function accountOf(name: string): Promise<OsUser | undefined> {
  const uid = await numberFrom('id', ['-u', name]);
  const gid = await numberFrom('id', ['-g', name]);
  return uid !== undefined && gid !== undefined && uid > 0 ? { uid, gid } : undefined;
}

async function numberFrom(program: string, args: string[]): Promise<number | undefined> {
  const answer = await run(program, args).catch(() => undefined);
  const number = Number(answer?.stdout.trim() || 'none');
  return Number.isInteger(number) ? number : undefined;
}

/** Tries useradd (most systems), then adduser (BusyBox); where neither exists `nobody` serves. */
async function createAccount(): Promise<void> {
  const noShell = '/usr/sbin/nologin';
  await run('useradd', ['--system', '--user-group', '--no-create-home', '-s', noShell, ownName])
    .catch(() => run('adduser', ['-S', '-D', '-H', '-s', '/sbin/nologin', ownName]))
    .catch(() => undefined);
}

/** Whether that account (or the caller) can enter a folder and write in it. */
export function canWriteIn(folder: string, user: OsUser | undefined): Promise<boolean> {
  return succeeds('cd -- "$1" && test -w .', folder, user);
}

/** What `program --version` prints under that account, or undefined if it does not run. */
export async function versionOf(
  program: string,
  user: OsUser | undefined,
): Promise<string | undefined> {
  const answer = await run(program, ['--version'], { ...user, cwd: '/' }).catch(() => undefined);
  return answer?.stdout.trim();
}

async function succeeds(script: string, argument: string, user?: OsUser): Promise<boolean> {
  // Windows has no such accounts; the caller's own rights show when the files are written.
  if (process.platform === 'win32') return true;
  const done = run('/bin/sh', ['-c', script, 'sh', argument], { ...user, cwd: '/' });
  return done.then(
    () => true,
    () => false,
  );
}
