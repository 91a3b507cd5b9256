import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { createApp, type App, type AppOptions } from '../../src/app.ts';
import { openSandboxClock } from '../../src/sandbox/sandbox-clock.ts';
import { openSandbox, type Sandbox } from '../../src/sandbox/sandbox.ts';
import { createFolderBlobStore } from '#platform/blobs/folder-blob-store.ts';
import type { Clock } from '#platform/clock.ts';
import { readConfig } from '#platform/config.ts';
import { createPictureProcessor } from '#platform/pictures/picture-processor.ts';
import { startChild, type ChildProduct } from './child-product.ts';
import { createClient, type Client } from './client.ts';
import { testDatabase } from './database.ts';
import { freePorts } from './free-ports.ts';
import { assertInvariants } from './invariants.ts';

/** The whole product as a stranger meets it: HTTP, sockets, jobs, simulators, a real database. */
export type Product = {
  url: string;
  databaseUrl: string;
  app: App;
  sandbox: Sandbox;
  /** A new caller with a cookie jar of its own. */
  client(): Client;
  /** A second web process of the product on the same database and data folder, as operators run it. */
  beside(): Promise<ChildProduct>;
};

/** What an instance has of its own before it is started: its database, keys and files. */
export type Estate = {
  databaseUrl: string;
  keys: { secretKey: Buffer; merchantSecret: string };
  /** Files of the data folder by name. */
  files: [string, string][];
};

/**
 * Starts the product on free ports and a fresh database, at the top of a test file. At the file's
 * end everything due is worked off, every invariant of the audit must hold, and it is stopped.
 * @param env more settings, as the environment would give them
 * @param makeEstate an instance that is there already, instead of a new one
 * @param change what of the outside world is another than the sandbox's
 */
export async function startProduct(
  env: Record<string, string> = {},
  makeEstate: () => Promise<Estate> = newEstate,
  change: (clock: Clock) => Promise<Partial<AppOptions>> = () => Promise.resolve({}),
): Promise<Product> {
  // Registered before the database's own end, so that the product stops first.
  const ends: (() => Promise<void>)[] = [];
  after(async () => {
    for (const end of ends) await end();
  });
  const { databaseUrl, keys, files } = await makeEstate();
  const dataFolder = await mkdtemp(join(tmpdir(), 'tuckshop-product-'));
  for (const [name, text] of files) await writeFile(join(dataFolder, name), text);
  const config = readConfig({
    PORT: String(await freePorts(1)),
    TUCKSHOP_HOST: '127.0.0.1',
    TUCKSHOP_DATA: dataFolder,
    TUCKSHOP_PAYMENT_SIMULATOR_PORT: '0',
    TUCKSHOP_COURIER_SIMULATOR_PORT: '0',
    TUCKSHOP_REQUESTS_PER_MINUTE: '100000',
    ...env,
  });
  const clock = await openSandboxClock(databaseUrl);
  const sandbox = await openSandbox({ config, databaseUrl, clock, keys });
  const app = await createApp({
    config,
    databaseUrl,
    clock,
    secretKey: keys.secretKey,
    blobs: createFolderBlobStore({ folder: join(dataFolder, 'blobs') }),
    pictures: createPictureProcessor(),
    ...sandbox.outside,
    ...(await change(sandbox.clock)),
  });
  sandbox.onMoved(app.leapOver);
  app.startWork();
  await app.http.listen({ port: config.port, host: '127.0.0.1' });
  ends.push(async () => {
    await app.settle();
    try {
      await assertInvariants(databaseUrl);
    } finally {
      await app.close();
      await sandbox.close();
      await rm(dataFolder, { recursive: true, force: true });
    }
  });
  const beside = async () => {
    const secretKey = keys.secretKey.toString('base64');
    await writeFile(join(dataFolder, 'keys.json'), JSON.stringify({ ...keys, secretKey }));
    const env = { TUCKSHOP_ROLE: 'web', DATABASE_URL: databaseUrl };
    const child = startChild({ dataFolder, port: await freePorts(1), env });
    ends.unshift(async () => {
      child.kill('SIGTERM');
      assert.equal(await child.ended, 0, child.output());
    });
    await child.ready;
    return child;
  };
  const url = `http://localhost:${config.port}`;
  return { url, databaseUrl, app, sandbox, client: () => createClient(url, app.routes), beside };
}

async function newEstate(): Promise<Estate> {
  const { url: databaseUrl } = await testDatabase();
  const keys = { secretKey: randomBytes(32), merchantSecret: randomBytes(32).toString('hex') };
  return { databaseUrl, keys, files: [] };
}
