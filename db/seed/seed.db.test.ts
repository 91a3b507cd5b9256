// Real: the whole product with its simulators, PostgreSQL, the town's own script and pictures.
// Every invariant of the audit holds at the end. Nothing is faked.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startProduct } from '../../test/support/product.ts';
import { quarterOf } from './quarter.ts';
import { seedDemoTown } from './seed.ts';
import { readTownScript } from './town.ts';

const product = await startProduct();
const { app, sandbox } = product;
const { pool } = app.platform.database;
const script = quarterOf(readTownScript());
const listings = script.notes.flatMap((note) => note.listings);
const said: string[] = [];
const seed = () => seedDemoTown({ app, sandbox, script, say: ({ en }) => said.push(en) });

const tables = {
  members: 'identity.member',
  circles: 'circles.circle',
  pictures: 'platform.picture',
  notes: 'community.note',
  listings: 'catalog.listing',
  messages: 'chat.message',
  orders: 'orders."order"',
  follows: 'ties.follow',
  comments: 'reactions.comment',
  likes: 'reactions.note_like',
  reviews: 'reviews.review',
};

async function counts(): Promise<Record<keyof typeof tables, number>> {
  const columns = Object.entries(tables).map(
    ([name, table]) => `(select count(*)::int from ${table}) as ${name}`,
  );
  const { rows } = await pool.query(`select ${columns.join(', ')}`);
  return rows[0];
}

/** Holds back what would have things found by and by, as a busy start does; answers the end of it. */
async function holdBackEvents(): Promise<() => Promise<void>> {
  await pool.query(`
    create function platform.hold_back() returns trigger language plpgsql as $$
    begin new.next_try_at := 'infinity'; return new; end $$;
    create trigger held_back before insert on platform.outbox for each row
      when (new.topic ~ '^(community|catalog|identity)/')
      execute function platform.hold_back()`);
  return async () => {
    await pool.query('drop function platform.hold_back cascade');
    await pool.query(
      `update platform.outbox set next_try_at = created_at where next_try_at = 'infinity'`,
    );
  };
}

async function assertAllFound(): Promise<void> {
  const { rows } = await pool.query(`
    select (select count(*)::int from search.note) as notes,
      (select count(*)::int from search.listing) as listings,
      (select count(*)::int from search.member) as members`);
  const { notes, listings, members } = await counts();
  assert.deepEqual(rows[0], { notes, listings, members });
}

async function orderStates(): Promise<Record<string, number>> {
  const { rows } = await pool.query(
    `select state, count(*)::int as count from orders."order" group by state`,
  );
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
}

/** How many orders the script brings to each state. */
function statesInScript(): Record<string, number> {
  const states = script.orders.map(({ until }) => (until === 'problem' ? 'DELIVERED' : until));
  const sold = listings.filter(({ soldTo }) => soldTo !== undefined).map(() => 'COMPLETED');
  const counted: Record<string, number> = {};
  for (const state of [...states, ...sold]) counted[state] = (counted[state] ?? 0) + 1;
  return counted;
}

async function backTo(stage: object): Promise<void> {
  await pool.query(
    `update platform.setting set value = $1::jsonb where name = 'sandbox/demo-town'`,
    [JSON.stringify(stage)],
  );
}

test('an open town is found by searching; called off as it comes alive, the next start ends it once', async () => {
  const letEventsGo = await holdBackEvents();
  const begun = await seed();
  await assertAllFound();
  await letEventsGo();
  await begun.close();
  const { rows } = await pool.query(
    `select value from platform.setting where name = 'sandbox/demo-town'`,
  );
  assert.equal(rows[0].value.isOpen, true, 'it is not whole yet');

  await (
    await seed()
  ).whole;
  const whole = await counts();
  assert.equal(whole.members, script.members.length);
  assert.equal(whole.circles, script.circles.length);
  assert.equal(whole.notes, script.notes.length);
  assert.equal(whole.listings, listings.length);
  assert.equal(whole.comments, script.notes.flatMap(({ remarks }) => remarks).length);
  assert.equal(whole.messages, script.talks.flatMap(({ lines }) => lines).length);
  assert.ok(whole.reviews > 10, `${whole.reviews} reviews`);
  assert.ok(whole.follows > 20 && whole.likes > script.notes.length, JSON.stringify(whole));

  await (
    await seed()
  ).whole;
  assert.deepEqual(await counts(), whole, 'a town that stands is left alone');
  await backTo({ begunAt: rows[0].value.begunAt });
  await (
    await seed()
  ).whole;
  assert.deepEqual(await counts(), whole, 'nothing is done a second time');
  assert.equal(said.length, 4, 'moving in and being whole, once for each time it was made');
});

test('what is sold was paid, handed over and received, whatever way it went', async () => {
  assert.deepEqual(await orderStates(), statesInScript());
  const ways = listings.filter(({ soldTo }) => soldTo !== undefined);
  assert.deepEqual([...new Set(ways.map(({ delivery }) => delivery))].toSorted(), [
    'courier',
    'pickup',
  ]);
});

test('everybody has their parcels sent to their own city', async () => {
  const { rows } = await pool.query(
    `select count(*)::int as homes, count(distinct a.member_id)::int as buyers,
       count(*) filter (where a.city <> m.city || '市')::int as elsewhere
     from identity.address a join identity.member m on m.id = a.member_id`,
  );
  assert.ok(rows[0].homes > 5, `${rows[0].homes} homes`);
  assert.equal(rows[0].homes, rows[0].buyers, 'one each');
  assert.equal(rows[0].elsewhere, 0);
});
