import { spawn, type ChildProcess } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import type { Route } from '#platform/http/route.ts';
import { isAlive } from '#platform/processes.ts';
import { readAccess, readPort, urlOf } from '#platform/db/embedded/access.ts';
import { readPostmaster } from '#platform/db/embedded/postmaster.ts';
import { freePorts } from './free-ports.ts';
import { createClient, type Client } from './client.ts';

/** The product as a process of its own, as `npm start` runs it: `src/main.ts` on a data folder. */
export type ChildProduct = {
  url: string;
  pid: number;
  /** Everything it has printed. */
  output(): string;
  /** Waits until it has printed these words. */
  says(words: string): Promise<void>;
  /** Settles when it says that it is ready, with its milliseconds since the start. */
  ready: Promise<number>;
  /** Its exit code; undefined when a signal ended it. */
  ended: Promise<number | undefined>;
  kill(signal: NodeJS.Signals): void;
};

export type ChildOptions = { dataFolder: string; port: number; env?: Record<string, string> };

const root = join(import.meta.dirname, '../..');

/** Starts the product as a child; at the file's end it is gone, whatever happened. */
export function startChild({ dataFolder, port, env = {} }: ChildOptions): ChildProduct {
  const startedAt = performance.now();
  // With a channel, as `npm start` does: it must not outlive a test file that is ended hard.
  const args = ['--import', './scripts/follow-parent.mjs', 'src/main.ts'];
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: {
      PATH: process.env['PATH'],
      NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'],
      TZ: 'UTC',
      LANG: 'en_US.UTF-8',
      TUCKSHOP_LOG: 'off',
      TUCKSHOP_HOST: '127.0.0.1',
      TUCKSHOP_REQUESTS_PER_MINUTE: '100000',
      TUCKSHOP_DATA: dataFolder,
      TUCKSHOP_TOWN: 'quarter',
      PORT: String(port),
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const printed = keepOutput(child);
  const ended = new Promise<number | undefined>((done) => {
    child.once('close', (code) => done(code ?? undefined));
  });
  const ready = sees(printed, 'Stop with Ctrl-C', ended).then(() => performance.now() - startedAt);
  // Some tests only look at how it ends.
  ready.catch(() => undefined);
  after(() => void child.kill('SIGKILL'));
  return {
    url: `http://localhost:${port}`,
    pid: child.pid!,
    output: () => printed.text,
    says: (words) => sees(printed, words, ended),
    ready,
    ended,
    kill: (signal) => void child.kill(signal),
  };
}

type Printed = { text: string; changed(react: () => void): void };

function keepOutput(child: ChildProcess): Printed {
  const reactions: (() => void)[] = [];
  const printed = { text: '', changed: (react: () => void) => void reactions.push(react) };
  const keep = (part: Buffer) => {
    printed.text += part.toString('utf8');
    for (const react of reactions) react();
  };
  child.stdout!.on('data', keep);
  child.stderr!.on('data', keep);
  return printed;
}

function sees(printed: Printed, words: string, ended: Promise<unknown>): Promise<void> {
  return new Promise((done, fail) => {
    const look = () => printed.text.includes(words) && done();
    printed.changed(look);
    look();
    void ended.then(() => fail(new Error(`it ended before it said “${words}”:\n${printed.text}`)));
  });
}

/**
 * A data folder that every account may enter, and three free ports in a row. At the file's end the
 * database that a killed product left behind is ended, and the folder is gone.
 */
export async function childGround(): Promise<{ dataFolder: string; port: number }> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'tuckshop-child-'));
  await chmod(dataFolder, 0o711);
  after(async () => {
    for (const pid of await serverProcesses(dataFolder)) endHard(pid);
    await rm(dataFolder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  });
  return { dataFolder, port: await freePorts(3) };
}

/** The processes of the embedded server on a data folder: its postmaster first, then its children. */
export async function serverProcesses(dataFolder: string): Promise<number[]> {
  const found = await readPostmaster(join(dataFolder, 'postgres/cluster'));
  // A server that was killed leaves its number behind.
  if (!found || !(await isAlive(found.pid))) return [];
  const children = await readFile(`/proc/${found.pid}/task/${found.pid}/children`, 'utf8').catch(
    () => '',
  );
  return [found.pid, ...children.split(' ').filter(Boolean).map(Number)];
}

/** Kills a process the hard way; it may be gone already. */
export function endHard(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as { code?: string }).code !== 'ESRCH') throw error;
  }
}

/** The address of the database of a data folder, as the product itself uses it. */
export const databaseUrlOf = (dataFolder: string) => addressIn(dataFolder, 'app');

/** The same for the server's superuser. */
export const adminUrlOf = (dataFolder: string) => addressIn(dataFolder, 'admin');

async function addressIn(dataFolder: string, role: 'app' | 'admin'): Promise<string> {
  const folder = join(dataFolder, 'postgres');
  return urlOf(role, await readAccess(folder), (await readPort(folder))!);
}

/** The route table as a stranger knows it: from the product's own OpenAPI document. */
export async function routesOf(url: string): Promise<Route[]> {
  const document = (await (await fetch(`${url}/api/v1/openapi.json`)).json()) as {
    paths: Record<string, Record<string, { operationId: string }>>;
  };
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId }]) => ({
      operationId,
      method: method.toUpperCase(),
      path: path.replace('/api/v1', ''),
    })),
  ) as Route[];
}

/** Signs one of the demo town in, with the code that the sandbox caught. */
export async function signInTo(url: string, routes: Route[], phone: string): Promise<Client> {
  const client = createClient(url, routes);
  await client.call('requestSignInCode', { body: { phone } });
  const { items } = await client.call<{ items: { code?: string }[] }>('listSandboxMessages', {
    query: { to: phone },
  });
  await client.call('signIn', { body: { phone, code: items[0]!.code } });
  return client;
}
