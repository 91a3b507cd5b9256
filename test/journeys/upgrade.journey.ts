// Real: what version 0.1.0 left of its demo town (database, keys, the simulators' memories), the
// migrations since, the whole product on top. Simulated: the outside world, as in every sandbox.
import assert from 'node:assert/strict';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import pg from 'pg';
import { systemClock } from '#platform/clock.ts';
import { migrate, migrationsFolder } from '#platform/db/migrate.ts';
import { emptyDatabase } from '../support/database.ts';
import * as people from '../support/people.ts';
import { startProduct } from '../support/product.ts';
import { copyAgain, readCopy, restoreDatabase, type InstanceCopy } from '../upgrade/copy.ts';

const old = await readCopy(join(import.meta.dirname, '../upgrade/v0.1.0.json.gz'));

/** The database as it was: the migrations of that version alone, and its rows. */
async function oldDatabase({ tables }: InstanceCopy): Promise<string> {
  const url = await emptyDatabase();
  const folder = await mkdtemp(join(tmpdir(), 'tuckshop-old-'));
  const applied = rowsIn(tables, 'platform.migration').map(({ name }) => String(name));
  for (const name of applied) await copyFile(join(migrationsFolder, name), join(folder, name));
  assert.deepEqual(await migrate(url, folder), applied);
  await rm(folder, { recursive: true });
  await restoreDatabase(url, old);
  return url;
}

function rowsIn(tables: InstanceCopy['tables'], table: string): Record<string, unknown>[] {
  const [, rows = []] = tables.find(([name]) => name === table) ?? [];
  return rows.map((row) => JSON.parse(row) as Record<string, unknown>);
}

/** A minute after the last thing that happened then: no order has run out of time. */
const afterEverything =
  Math.max(...rowsIn(old.tables, 'orders.order_event').map(({ at }) => Date.parse(String(at)))) +
  60_000;

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

let added: string[] = [];
let kept: [string, string[]][] = [];

const product = await startProduct({}, async () => {
  const databaseUrl = await oldDatabase(old);
  // A migration that was edited since is refused here: each was stored with its hash.
  added = await migrate(databaseUrl);
  kept = await copyAgain(databaseUrl, old);
  await standAt(databaseUrl, afterEverything);
  const keys = JSON.parse(new Map(old.files).get('keys.json')!) as Record<string, string>;
  const secretKey = Buffer.from(keys['secretKey']!, 'base64');
  const { merchantSecret = '' } = keys;
  return { databaseUrl, keys: { secretKey, merchantSecret }, files: old.files };
});

type Page<T> = { items: T[]; nextCursor: string | null };
type Order = { id: string; state: string };

async function signIn(phone: string) {
  const client = product.client();
  const code = await people.codeFor(product, client, phone);
  await client.call('signIn', { body: { phone, code } });
  return client;
}

test('every row of the earlier version is there with everything it said', () => {
  assert.ok(kept.reduce((sum, [, rows]) => sum + rows.length, 0) > 400, 'there was much to keep');
  for (const [table, before] of old.tables) {
    const now = new Map(kept).get(table) ?? [];
    if (table === 'platform.migration') assert.equal(now.length, before.length + added.length);
    const missing = before.filter((row) => !now.includes(row));
    assert.deepEqual(missing, [], table);
  }
});

test('its notes are read, one by one and in the feed', async () => {
  const guest = product.client();
  const notes = rowsIn(old.tables, 'community.note');
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const query = { limit: 50, ...(cursor === undefined ? {} : { cursor }) };
    const page = await guest.call<Page<{ title: string }>>('getFeed', { query });
    seen.push(...page.items.map(({ title }) => title));
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  assert.deepEqual(seen.toSorted(), notes.map(({ title }) => String(title)).toSorted());
});

test('its orders stand where they stood, and one of them is brought to its end', async () => {
  const states = rowsIn(old.tables, 'orders."order"').map(({ state }) => String(state));
  assert.ok(new Set(states).size >= 6, 'orders were left in many states');
  const buyer = await signIn('13800000002');
  const { items } = await buyer.call<Page<Order>>('listOrders', { query: { role: 'buyer' } });
  assert.ok(items.length >= 3);
  for (const { id, state } of items) {
    const order = await buyer.call<Order>('getOrder', { params: { orderId: id } });
    assert.equal(order.state, state);
    assert.ok(states.includes(state));
  }
  const delivered = items.find(({ state }) => state === 'DELIVERED');
  await buyer.call('confirmReceipt', { params: { orderId: delivered!.id } });
  const after = await buyer.call<Order>('getOrder', { params: { orderId: delivered!.id } });
  assert.equal(after.state, 'COMPLETED');
});
