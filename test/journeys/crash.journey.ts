// Real: src/main.ts as a process of its own with its embedded PostgreSQL, HTTP, sockets, jobs, the
// simulators' journals. Processes are ended with SIGKILL while trades go on, at moments that a seed
// chooses; callers repeat under their keys. The audit's invariants close the file.
// TUCKSHOP_TORTURE_KILLS and TUCKSHOP_TORTURE_SEED make it longer, or another run.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { WebSocket } from 'ws';
import { checkInvariants } from '../../src/audit/check.ts';
import { minuteMs } from '#platform/clock.ts';
import { startEmbeddedDatabase } from '#platform/db/embedded.ts';
import { isAlive } from '#platform/processes.ts';
import { adminUrlOf, endHard, serverProcesses, signInTo } from '../support/child-product.ts';
import type { Client } from '../support/client.ts';
import { openTrade, type Stall } from '../support/insistent-trade.ts';
import { assertInvariantsInTime } from '../support/invariants.ts';
import { startMortal } from '../support/mortal-product.ts';
import { buy, sell, stateOf, until } from '../support/people.ts';
import { createSeededRandom } from '../support/seeded-random.ts';
import { tell } from '../support/tally.ts';

const appKills = Number(process.env['TUCKSHOP_TORTURE_KILLS'] ?? 6);
const databaseKills = Number(process.env['TUCKSHOP_TORTURE_DATABASE_KILLS'] ?? 2);
const seed = Number(process.env['TUCKSHOP_TORTURE_SEED'] ?? 20_261);
const random = createSeededRandom(seed);
const callersAtOnce = 6;
/** Only ends a hopeless wait: how long it took is told, not asserted. */
const recoveryMsMax = 120_000;

const product = await startMortal();
const { dataFolder, databaseUrl, query } = product;
const buyer = await signInTo(product.url, product.routes, '13800000002');
const stalls: Stall[] = [];
for (const phone of ['13800000001', '13800000004', '13800000005']) stalls.push(await stall(phone));
const trade = await openTrade({ buyer, stalls, random });
// What happened in the town long before is told by now; from here on it happens in time.
await product.settled();

/** Something to buy again and again, from one who can withdraw. */
async function stall(phone: string): Promise<Stall> {
  const seller = await signInTo(product.url, product.routes, phone);
  const account = { bankName: '招商银行', account: '6225880123456789' };
  await seller.call('bindPayoutAccount', { body: account });
  const goods = { title: '兑换码', priceFen: 20_000, quantity: 99, delivery: 'virtual' } as const;
  const { listingId } = await sell({ ...seller, memberId: '', phone }, goods);
  return { seller, listingId };
}

/** Waits until so many more deeds were acknowledged: a kill meets trades at work on any machine. */
async function deedsMore(count: number): Promise<void> {
  const wanted = trade.deeds.length + count;
  while (trade.deeds.length < wanted && trade.going()) await wait(2);
}

/** How long it takes after this moment until the product answers out of its database again. */
async function answersAgain(): Promise<number> {
  const from = performance.now();
  while ((await buyer.send('getMe')).status !== 200) {
    assert.ok(performance.now() - from < recoveryMsMax, 'the product never answered again');
    await wait(20);
  }
  return performance.now() - from;
}

test(`no deed is lost or doubled when the app is killed ${appKills} times`, async (t) => {
  t.diagnostic(`seed ${seed}`);
  trade.begin(callersAtOnce);
  for (let kill = 0; kill < appKills; kill += 1) {
    await deedsMore(random.between(1, 12));
    await wait(random.between(0, 60));
    product.child.kill('SIGKILL');
    await product.child.ended;
    await product.restart();
  }
  await trade.finish();
  assert.ok(trade.deeds.length > appKills);
  assert.ok(trade.retries() > 0, 'no call ever met a killed app');
  await trade.check(databaseUrl);
  await assertInvariantsInTime(databaseUrl);
  tell(t, { appKills, ...kept(), retries: trade.retries() });
});

test(`the app lives through ${databaseKills} killed databases and starts each again`, async (t) => {
  const before = trade.deeds.length;
  trade.outages.clear();
  const { pid } = product.child;
  const heard = listen(buyer);
  await heard.ready;
  trade.begin(callersAtOnce);
  for (let kill = 0; kill < databaseKills; kill += 1) {
    await deedsMore(random.between(5, 20));
    await wait(random.between(0, 60));
    const server = await serverProcesses(dataFolder);
    assert.ok(server.length > 5);
    for (const one of server) endHard(one);
    const tookMs = await answersAgain();
    t.diagnostic(`database killed: it answered again after ${Math.round(tookMs)} ms`);
    assert.notEqual((await serverProcesses(dataFolder))[0], server[0]);
    await deedsMore(callersAtOnce + 1);
  }
  await trade.finish();
  assert.ok(await isAlive(pid));
  t.diagnostic(`met ${JSON.stringify([...trade.outages])}`);
  assert.ok(trade.outages.size > 0, 'no call ever met a killed database');
  assert.deepEqual([...trade.outages.keys()].filter(isOurFault), []);
  await trade.check(databaseUrl);
  await assertInvariantsInTime(databaseUrl);
  await heard.wakes();
  tell(t, { databaseKills, ...kept(before) });
});

/** What the checks have just found of the deeds since then. */
const kept = (before = 0) => ({
  acks: trade.deeds.length - before,
  lost: 0,
  doubled: 0,
  invariantRows: 0,
});

const isOurFault = (code: string) => !['platform/busy', 'platform/outage'].includes(code);

test('one killed connection of the database is no end either', async () => {
  trade.begin(callersAtOnce);
  await deedsMore(5);
  const [backend] = await query<{ pid: number }>(
    `select pid from pg_stat_activity where application_name = 'tuckshop' limit 1`,
  );
  endHard(backend!.pid);
  await deedsMore(callersAtOnce + 1);
  await trade.finish();
  assert.deepEqual([...trade.outages.keys()].filter(isOurFault), []);
  await trade.check(databaseUrl);
});

test('a lease that a killed app left behind is respected, ends by itself and is taken over', async () => {
  const { orderId } = await buy({ ...buyer, memberId: '', phone: '' }, stalls[0]!.listingId);
  const holder = new pg.Client({ connectionString: databaseUrl });
  await holder.connect();
  await holder.query('begin');
  await holder.query('lock table orders."order" in exclusive mode');
  await buyer.call('moveClock', { body: { byMs: 31 * minuteMs } });
  const leased = () =>
    query<{ seconds: number }>(
      `select extract(epoch from lease_until - clock_timestamp())::float as seconds
       from platform.deadline where ref = $1 and done_at is null and lease_until is not null`,
      [orderId],
    );
  await until(async () => (await leased()).length > 0);
  product.child.kill('SIGKILL');
  await product.child.ended;
  await holder.end();

  const [left] = await leased();
  assert.ok(left!.seconds > 60 && left!.seconds <= 120, `${left!.seconds} seconds`);
  await product.restart();
  await wait(1500);
  assert.equal(await stateOf(buyer, orderId), 'WAIT_PAY');
  // Two minutes are waited for nobody: what the killed app had leased ends now.
  await query(
    `update platform.deadline set lease_until = clock_timestamp()
     where done_at is null and lease_until is not null`,
  );
  await until(async () => (await stateOf(buyer, orderId)) === 'CLOSED');
  await until(async () => (await checkInvariants(databaseUrl)).length === 0);
});

test('in the end the books are right and everything stops as it should', async () => {
  await assertInvariantsInTime(databaseUrl);
  const server = await serverProcesses(dataFolder);
  product.child.kill('SIGINT');
  assert.equal(await product.child.ended, 0, product.child.output());
  for (const pid of server) assert.equal(await isAlive(pid), false, `${pid} stayed behind`);
});

// The control: where commits are not written down at once, the same checks must find deeds lost.
test('a database that answers before it has written loses deeds, and is found out', async (t) => {
  await product.restart();
  await onServer(
    // What is written down from time to time has just been: nothing of it comes in between.
    'checkpoint',
    'alter role tuckshop set synchronous_commit = off',
    `select pg_terminate_backend(pid) from pg_stat_activity where usename = 'tuckshop'`,
  );
  await stopOtherWriters();
  const before = trade.deeds.length;
  trade.begin(callersAtOnce);
  // The first of each caller's deeds is an order.
  await deedsMore(callersAtOnce);
  const server = await serverProcesses(dataFolder);
  product.child.kill('SIGKILL');
  for (const one of server) endHard(one);
  await product.child.ended;
  await trade.abandon();
  const acks = trade.deeds.length - before;

  await assert.rejects(product.restart(), /synchronous_commit/, 'the product does not start on it');
  const again = await startEmbeddedDatabase({
    dataFolder: join(dataFolder, 'postgres'),
    log: () => undefined,
  });
  const lost = await trade.lost(again.url);
  await onServer('alter role tuckshop reset all', 'alter system reset autovacuum');
  await again.stop();
  tell(t, { controlLost: lost.length, acks });
  assert.ok(lost.length > 0, 'nothing was lost: the checks would not have seen it either');
  await product.restart();
  await assert.rejects(trade.check(databaseUrl));
});

/**
 * Nobody else writes down what the deeds' commits do not wait for, however long they take. A cleaner
 * (autovacuum) is not stopped but ended: it may hold what everybody waits for.
 */
async function stopOtherWriters(): Promise<void> {
  const client = new pg.Client({ connectionString: await adminUrlOf(dataFolder) });
  await client.connect();
  await client.query('alter system set autovacuum = off');
  await client.query('select pg_reload_conf()');
  await until(async () => {
    const { rows } = await client.query(`select pg_terminate_backend(pid) from pg_stat_activity
      where backend_type in ('autovacuum launcher', 'autovacuum worker')`);
    return rows.length === 0;
  });
  const { rows } = await client.query<{ pid: number }>(
    `select pid from pg_stat_activity where backend_type = 'walwriter'`,
  );
  await client.end();
  assert.equal(rows.length, 1);
  process.kill(rows[0]!.pid, 'SIGSTOP');
}

/** Statements of the server's superuser. */
async function onServer(...statements: string[]): Promise<void> {
  const client = new pg.Client({ connectionString: await adminUrlOf(dataFolder) });
  await client.connect();
  for (const statement of statements) await client.query(statement);
  await client.end();
}

/** A member's page: hears wakes, and says a message of its own to be woken by. */
function listen(member: Client) {
  const socket = new WebSocket(`${product.url.replace('http', 'ws')}/api/v1/realtime`, {
    headers: { cookie: member.cookie() },
  });
  const heard: { type: string }[] = [];
  socket.on('message', (data: Buffer) => heard.push(JSON.parse(data.toString('utf8'))));
  return {
    ready: until(async () => heard.some(({ type }) => type === 'realtime/ready')),
    /** The same socket, never closed, is woken by what happens now. */
    async wakes() {
      const { seller } = stalls[0]!;
      const { id: memberId } = await buyer.call<{ id: string }>('getMe');
      const { conversationId } = await seller.call<{ conversationId: string }>(
        'startConversation',
        { body: { memberId } },
      );
      heard.length = 0;
      await seller.call('sendMessage', {
        params: { conversationId },
        body: { clientId: `after-${performance.now()}`, text: '还在吗？' },
      });
      await until(async () => heard.length > 0);
      socket.close();
    },
  };
}
