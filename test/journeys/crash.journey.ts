// Real: src/main.ts as a process of its own with its embedded PostgreSQL, HTTP, sockets, jobs, the
// simulators' journals. Processes are ended with SIGKILL while trades go on, at moments that a seed
// chooses; callers repeat under their keys. The audit's invariants close the file.
// TUCKSHOP_TORTURE_KILLS and TUCKSHOP_TORTURE_SEED make it longer, or another run.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { WebSocket } from 'ws';
import { checkInvariants } from '../../src/audit/check.ts';
import { minuteMs } from '#platform/clock.ts';
import { isAlive } from '#platform/processes.ts';
import {
  childGround,
  databaseUrlOf,
  endHard,
  routesOf,
  serverProcesses,
  signInTo,
  startChild,
} from '../support/child-product.ts';
import type { Client } from '../support/client.ts';
import { openTrade, type Stall } from '../support/insistent-trade.ts';
import { assertInvariants } from '../support/invariants.ts';
import { buy, sell, stateOf, until } from '../support/people.ts';
import { createSeededRandom } from '../support/seeded-random.ts';

const appKills = Number(process.env['TUCKSHOP_TORTURE_KILLS'] ?? 10);
const databaseKills = Math.max(2, Math.round(appKills / 10));
const seed = Number(process.env['TUCKSHOP_TORTURE_SEED'] ?? 20_261);
const random = createSeededRandom(seed);
const callersAtOnce = 6;
/** Only ends a hopeless wait: how long it took is told, not asserted. */
const recoveryMsMax = 120_000;

const ground = await childGround();
const { dataFolder } = ground;
let child = startChild(ground);
await child.ready;
const routes = await routesOf(child.url);
const buyer = await signInTo(child.url, routes, '13800000002');
const stalls: Stall[] = [];
for (const phone of ['13800000001', '13800000004', '13800000005']) stalls.push(await stall(phone));
const trade = await openTrade({ buyer, stalls, random });
const databaseUrl = await databaseUrlOf(dataFolder);
// What happened in the town long before is told by now; from here on it happens in time.
while (!(await isTold())) await wait(100);

/** Something to buy again and again, from one who can withdraw. */
async function stall(phone: string): Promise<Stall> {
  const seller = await signInTo(child.url, routes, phone);
  const account = { bankName: '招商银行', account: '6225880123456789' };
  await seller.call('bindPayoutAccount', { body: account });
  const goods = { title: '兑换码', priceFen: 20_000, quantity: 99, delivery: 'virtual' } as const;
  const { listingId } = await sell({ ...seller, memberId: '', phone }, goods);
  return { seller, listingId };
}

/** Whether the town stands, and everything that happened in it has gone round. */
async function isTold(): Promise<boolean> {
  const stands = await query(`select from platform.setting where value = '"stands"'::jsonb`);
  const waiting = await query('select from platform.outbox where sent_at is null limit 1');
  return stands.length === 1 && waiting.length === 0;
}

async function restart(): Promise<number> {
  child = startChild(ground);
  return child.ready;
}

async function query<Row extends pg.QueryResultRow>(text: string, values: unknown[] = []) {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return (await client.query<Row>(text, values)).rows;
  } finally {
    await client.end();
  }
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
    child.kill('SIGKILL');
    await child.ended;
    await restart();
  }
  await trade.finish();
  t.diagnostic(`${trade.deeds.length} deeds acknowledged, ${trade.retries()} repeated calls`);
  assert.ok(trade.deeds.length > appKills);
  assert.ok(trade.retries() > 0, 'no call ever met a killed app');
  await trade.check(databaseUrl);
  await assertInvariants(databaseUrl);
});

test(`the app lives through ${databaseKills} killed databases and starts each again`, async (t) => {
  const before = trade.deeds.length;
  trade.outages.clear();
  const { pid } = child;
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
  t.diagnostic(`${trade.deeds.length - before} deeds, met ${JSON.stringify([...trade.outages])}`);
  assert.ok(trade.outages.size > 0, 'no call ever met a killed database');
  assert.deepEqual([...trade.outages.keys()].filter(isOurFault), []);
  await trade.check(databaseUrl);
  await assertInvariants(databaseUrl);
  await heard.wakes();
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
  child.kill('SIGKILL');
  await child.ended;
  await holder.end();

  const [left] = await leased();
  assert.ok(left!.seconds > 60 && left!.seconds <= 120, `${left!.seconds} seconds`);
  await restart();
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
  await assertInvariants(databaseUrl);
  const server = await serverProcesses(dataFolder);
  child.kill('SIGINT');
  assert.equal(await child.ended, 0, child.output());
  for (const pid of server) assert.equal(await isAlive(pid), false, `${pid} stayed behind`);
});

/** A member's page: hears wakes, and says a message of its own to be woken by. */
function listen(member: Client) {
  const socket = new WebSocket(`${child.url.replace('http', 'ws')}/api/v1/realtime`, {
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
