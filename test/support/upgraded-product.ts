import assert from 'node:assert/strict';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { systemClock } from '#platform/clock.ts';
import { migrate, migrationsFolder } from '#platform/db/migrate.ts';
import {
  copyAgain,
  movedTables,
  readCopy,
  restoreDatabase,
  type InstanceCopy,
} from '../upgrade/copy.ts';
import type { Client } from './client.ts';
import { emptyDatabase } from './database.ts';
import * as people from './people.ts';
import { startProduct, type Product } from './product.ts';

/** The product of today on what an earlier version left. */
export type Upgraded = {
  product: Product;
  /** The rows of a table as the earlier version wrote them. */
  rowsIn(table: string): Record<string, unknown>[];
  signIn(phone: string): Promise<Client>;
  /** Fails when a row, or something it said, is not there any more. */
  assertKept(): void;
};

/** Starts the product, at the top of a test file, on a copy of an earlier version's instance. */
export async function startUpgraded(version: string): Promise<Upgraded> {
  // Whoever joins now has another phone than those who were there.
  people.beginAt(500);
  const old = await readCopy(join(import.meta.dirname, `../upgrade/${version}.json.gz`));
  const rowsIn = (table: string) => rowsOf(old, table);
  let added: string[] = [];
  let kept: [string, string[]][] = [];
  const product = await startProduct({}, async () => {
    const databaseUrl = await oldDatabase(old);
    // A migration that was edited since is refused here: each was stored with its hash.
    added = await migrate(databaseUrl);
    kept = await copyAgain(databaseUrl, old);
    // A minute after the last thing that happened then: no order has run out of time.
    const times = rowsIn('orders.order_event').map(({ at }) => Date.parse(String(at)));
    await standAt(databaseUrl, Math.max(...times) + 60_000);
    const keys = JSON.parse(new Map(old.files).get('keys.json')!) as Record<string, string>;
    const secretKey = Buffer.from(keys['secretKey']!, 'base64');
    const { merchantSecret = '' } = keys;
    return { databaseUrl, keys: { secretKey, merchantSecret }, files: old.files };
  });
  return {
    product,
    rowsIn,
    async signIn(phone) {
      const client = product.client();
      const code = await people.codeFor(product, client, phone);
      await client.call('signIn', { body: { phone, code } });
      return client;
    },
    assertKept() {
      assert.ok(kept.reduce((sum, [, rows]) => sum + rows.length, 0) > 300, 'much was kept');
      for (const [table, before] of old.tables.filter(([name]) => !movedTables.includes(name))) {
        const now = new Map(kept).get(table) ?? [];
        if (table === 'platform.migration') assert.equal(now.length, before.length + added.length);
        const missing = before.filter((row) => !now.includes(row));
        assert.deepEqual(missing, [], table);
      }
    },
  };
}

function rowsOf({ tables }: InstanceCopy, table: string): Record<string, unknown>[] {
  const [, rows = []] = tables.find(([name]) => name === table) ?? [];
  // Ids are larger than a number holds exactly: they are read as texts.
  const exact = rows.map((row) => row.replaceAll(/:(\d{16,})/g, ':"$1"'));
  return exact.map((row) => JSON.parse(row) as Record<string, unknown>);
}

/** The database as it was: the migrations of that version alone, and its rows. */
async function oldDatabase(old: InstanceCopy): Promise<string> {
  const url = await emptyDatabase();
  const folder = await mkdtemp(join(tmpdir(), 'tuckshop-old-'));
  const applied = rowsOf(old, 'platform.migration').map(({ name }) => String(name));
  for (const name of applied) await copyFile(join(migrationsFolder, name), join(folder, name));
  assert.deepEqual(await migrate(url, folder), applied);
  await rm(folder, { recursive: true });
  await restoreDatabase(url, old);
  return url;
}

/** The sandbox's clock goes on where the earlier version stood. */
async function standAt(url: string, atMs: number): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(
    `insert into platform.setting (name, value, changed_at)
     values ('sandbox/clock-ahead-ms', $1::jsonb, now())
     on conflict (name) do update set value = excluded.value`,
    [JSON.stringify(atMs - systemClock.now().getTime())],
  );
  await client.end();
}
