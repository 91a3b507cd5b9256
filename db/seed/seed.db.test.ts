// Real: the whole product with its simulators, PostgreSQL, the town's own script and pictures.
// Every invariant of the audit holds at the end. Nothing is faked.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startProduct } from '../../test/support/product.ts';
import { seedDemoTown } from './seed.ts';
import { readTownScript } from './town.ts';

const product = await startProduct();
const { app, sandbox } = product;
const { pool } = app.platform.database;
const script = readTownScript();
const said: string[] = [];
const seed = () => seedDemoTown({ app, sandbox, say: ({ en }) => said.push(en) });

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
};

async function counts(): Promise<Record<keyof typeof tables, number>> {
  const columns = Object.entries(tables).map(
    ([name, table]) => `(select count(*)::int from ${table}) as ${name}`,
  );
  const { rows } = await pool.query(`select ${columns.join(', ')}`);
  return rows[0];
}

async function backTo(stage: object): Promise<void> {
  await pool.query(
    `update platform.setting set value = $1::jsonb where name = 'sandbox/demo-town'`,
    [JSON.stringify(stage)],
  );
}

test('a town that is called off while it comes alive is finished by the next start, once', async () => {
  const begun = await seed();
  await begun.close();
  const { rows } = await pool.query(
    `select value from platform.setting where name = 'sandbox/demo-town'`,
  );
  assert.equal(rows[0].value.isOpen, true, 'it is not whole yet');

  await (
    await seed()
  ).whole;
  const whole = await counts();
  const open = script.notes.filter(({ onlyFor }) => onlyFor === undefined);
  assert.equal(whole.members, script.members.length);
  assert.equal(whole.circles, script.circles.length);
  assert.equal(whole.notes, script.notes.length);
  assert.equal(whole.listings, script.notes.flatMap(({ listings }) => listings).length);
  assert.equal(whole.comments, open.flatMap(({ remarks }) => remarks).length);
  assert.ok(whole.messages >= script.talks.flatMap(({ lines }) => lines).length);
  assert.ok(whole.follows > 400 && whole.likes > 1500, JSON.stringify(whole));

  await (
    await seed()
  ).whole;
  assert.deepEqual(await counts(), whole, 'a town that stands is left alone');
  await backTo({ begunAt: rows[0].value.begunAt });
  await (
    await seed()
  ).whole;
  assert.deepEqual(await counts(), whole, 'nothing is done a second time');
  assert.equal(said.length, 2);
});
