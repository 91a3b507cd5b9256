// Real: PostgreSQL and the SQL doors that orders take stock through. Nothing is fake.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newId, sql, sqlStateOf } from '#platform/db/database.ts';
import { bucketOf, type Id } from '#platform/ids.ts';
import { testDatabase } from '../../../../test/support/database.ts';

const { database } = await testDatabase();
const bucket = 77;
const sellerId = await newId(database.sql, bucket);

async function listing(stock: number): Promise<Id> {
  const id = await newId(database.sql, bucket);
  await sql`
    insert into catalog.listing (bucket, id, seller_id, title, description, price_fen, condition,
      delivery, freight_fen, ship_within_ms, picture_ids, cover_url, stock, stock_added, published_at)
    values (${bucket}, ${id}, ${sellerId}, '台灯', '搬家出', 4900, '9', 'courier', 800, 259200000,
      array[11, 12]::bigint[], '/media/a-360.webp', ${stock}, ${stock}, now())`.execute(
    database.sql,
  );
  return id;
}

type Shelf = { stock: number; sold: number; stock_added: number };

async function shelf(id: Id): Promise<Shelf> {
  const { rows } = await sql<Shelf>`
    select stock, sold, stock_added from catalog.listing
    where bucket = ${bucket} and id = ${id}`.execute(database.sql);
  return rows[0]!;
}

function take(id: Id, quantity: number) {
  return sql<Record<string, string>>`
    select * from catalog.take_stock(${bucket}, ${id}, ${quantity})`.execute(database.sql);
}

function giveBack(id: Id, quantity: number) {
  return sql`select catalog.return_stock(${bucket}, ${id}, ${quantity})`.execute(database.sql);
}

const refusedWith = (state: string) => (error: unknown) => sqlStateOf(error) === state;

/** Takes `quantity` as many times at once; answers how many got it and how the rest were refused. */
async function rush(id: Id, buyers: number, quantity: number) {
  const tries = await Promise.allSettled(Array.from({ length: buyers }, () => take(id, quantity)));
  const states = tries.flatMap((one) =>
    one.status === 'rejected' ? [sqlStateOf(one.reason)] : [],
  );
  return { taken: buyers - states.length, states: new Set(states) };
}

test('taking stock answers the terms and moves pieces from stock to sold', async () => {
  const id = await listing(3);
  const { rows } = await take(id, 2);
  assert.deepEqual(rows, [
    {
      seller_id: sellerId,
      price_fen: '4900',
      freight_fen: '800',
      delivery: 'courier',
      ship_within_ms: '259200000',
      title: '台灯',
    },
  ]);
  assert.deepEqual(await shelf(id), { stock: 1, sold: 2, stock_added: 3 });
});

test('taking more than is left is refused as sold out and takes nothing', async () => {
  const id = await listing(2);
  await assert.rejects(take(id, 3), refusedWith('TS001'));
  assert.deepEqual(await shelf(id), { stock: 2, sold: 0, stock_added: 2 });
});

test('what is withdrawn, taken down or unknown is not for sale', async () => {
  const withdrawn = await listing(1);
  const takenDown = await listing(1);
  await sql`update catalog.listing set withdrawn_at = now() where id = ${withdrawn}`.execute(
    database.sql,
  );
  await sql`update catalog.listing set taken_down_at = now(), take_down_reason = '违禁品'
    where id = ${takenDown}`.execute(database.sql);
  for (const id of [withdrawn, takenDown, await newId(database.sql, bucket)]) {
    await assert.rejects(take(id, 1), refusedWith('TS002'));
  }
});

test('a quantity below one or above ninety-nine is a bug and adds nothing', async () => {
  const id = await listing(99);
  for (const quantity of [-1, 0, 100]) {
    await assert.rejects(take(id, quantity), refusedWith('22023'));
    await assert.rejects(giveBack(id, quantity), refusedWith('22023'));
  }
  assert.deepEqual(await shelf(id), { stock: 99, sold: 0, stock_added: 99 });
});

test('stock of a closed order returns, even to a listing that was withdrawn meanwhile', async () => {
  const id = await listing(2);
  await take(id, 2);
  await sql`update catalog.listing set withdrawn_at = now() where id = ${id}`.execute(database.sql);
  await giveBack(id, 2);
  assert.deepEqual(await shelf(id), { stock: 2, sold: 0, stock_added: 2 });
});

test('more than was ever sold cannot return', async () => {
  const id = await listing(2);
  await take(id, 1);
  await assert.rejects(giveBack(id, 2), refusedWith('22023'));
  assert.deepEqual(await shelf(id), { stock: 1, sold: 1, stock_added: 2 });
});

test('of eight who take the last piece at once, one gets it', async () => {
  for (let round = 0; round < 5; round += 1) {
    const id = await listing(1);
    const { taken, states } = await rush(id, 8, 1);
    assert.equal(taken, 1);
    assert.deepEqual(states, new Set(['TS001']));
    assert.deepEqual(await shelf(id), { stock: 0, sold: 1, stock_added: 1 });
  }
});

test('two hundred buyers of ten pieces get ten between them', async () => {
  const id = await listing(10);
  const { taken } = await rush(id, 200, 1);
  assert.equal(taken, 10);
  assert.deepEqual(await shelf(id), { stock: 0, sold: 10, stock_added: 10 });
});

test('eight who give back one sold piece at once give it back once', async () => {
  const id = await listing(1);
  await take(id, 1);
  const tries = await Promise.allSettled(Array.from({ length: 8 }, () => giveBack(id, 1)));
  assert.equal(tries.filter((one) => one.status === 'fulfilled').length, 1);
  assert.deepEqual(await shelf(id), { stock: 1, sold: 0, stock_added: 1 });
});

test('buyers and returns at once leave stock and sold adding up', async () => {
  const id = await listing(30);
  const moves = Array.from({ length: 120 }, (_, index) =>
    index % 3 === 0 ? giveBack(id, 1) : take(id, 1 + (index % 2)),
  );
  await Promise.allSettled(moves);
  const after = await shelf(id);
  assert.equal(after.stock + after.sold, 30);
  assert.ok(after.stock >= 0 && after.sold >= 0);
});

test('no row may say that more was sold than there was', async () => {
  const id = await listing(1);
  for (const change of ['stock = -1, sold = 2', 'sold = 1', 'stock_added = 2']) {
    await assert.rejects(
      sql`update catalog.listing set ${sql.raw(change)} where id = ${id}`.execute(database.sql),
      refusedWith('23514'),
    );
  }
});

test('the snapshot holds what the buyer decided by, ids as texts', async () => {
  const id = await listing(1);
  const { rows } = await sql<{ kept: Record<string, unknown> }>`
    select catalog.listing_snapshot(${bucket}, ${id}) as kept`.execute(database.sql);
  assert.deepEqual(rows[0]!.kept, {
    listingId: id,
    version: 1,
    sellerId,
    noteId: null,
    title: '台灯',
    description: '搬家出',
    condition: '9',
    flaw: null,
    delivery: 'courier',
    priceFen: 4900,
    freightFen: 800,
    shipWithinMs: 259_200_000,
    coverUrl: '/media/a-360.webp',
    pictureIds: ['11', '12'],
  });
  assert.equal(bucketOf(id), bucket);
});

test('no index names what a purchase changes, so that buying stays a heap-only update', async () => {
  const { rows } = await sql<{ indexdef: string }>`
    select indexdef from pg_indexes where schemaname = 'catalog' and tablename = 'listing'
  `.execute(database.sql);
  assert.equal(rows.length, 4);
  for (const { indexdef } of rows) assert.doesNotMatch(indexdef, /\b(stock|sold)\b/);
});

test('the audit view shows every listing with its state', async () => {
  const id = await listing(1);
  await take(id, 1);
  const { rows } = await sql<Record<string, unknown>>`
    select price, stock, stock_added, state from audit.listing where id = ${id}`.execute(
    database.sql,
  );
  assert.deepEqual(rows, [{ price: '4900', stock: 0, stock_added: 1, state: 'sold-out' }]);
});
