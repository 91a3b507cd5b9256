// Real: PostgreSQL, the rooms fulfilment and identity, the adapter of 快递100 over HTTP.
// Fake: the clock, and 快递100, as a server that checks signatures as the provider does.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayMs, hourMs, minuteMs } from '#platform/clock.ts';
import { newId, sql } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import { Outage } from '#platform/refusal.ts';
import { createFulfilment } from '#fulfilment';
import { createIdentity } from '#identity';
import {
  account,
  pushOf,
  startKuaidi100,
  type Scan,
} from '../../../test/support/kuaidi100-server.ts';
import { createPeople } from '../../../test/support/members.ts';
import { testPlatform } from '../../../test/support/platform.ts';
import { refused } from '../../../test/support/refused.ts';
import { createKuaidi100Courier } from './adapters/kuaidi100.ts';

const { platform, database, clock, wakes } = await testPlatform(new Date('2026-07-05T04:00:00Z'));
const identity = createIdentity(platform);
const people = createPeople(database, identity);
const seller = await people.join('阿禾');
const buyer = await people.join('小满');
const world = await startKuaidi100(clock.now);
world.answers.locks = true;
const courier = createKuaidi100Courier({
  ...account,
  pollUrl: world.url,
  guessUrl: world.url,
  callbackUrl: 'https://shop.example/notices',
});
const room = createFulfilment(platform, { identity }, { courier });
const told: string[] = [];
room.whenMoved(async (_tx, { orderId }) => void told.push(`${orderId} moved`));
room.whenDelivered(async (_tx, { orderId }) => void told.push(`${orderId} delivered`));
const sweep = () => room.parts.sweeps![0]!.run();

let last = 2_000_000_000_000;
async function shipped() {
  const orderId = await newId(database.sql, 5);
  const waybillNo = `SF${(last += 1)}`;
  const parties = { orderId, sellerId: seller.id, buyerId: buyer.id };
  const where = { toPhoneTail: '5678', toCity: '杭州市', carrier: 'SF', waybillNo };
  await database.transaction((tx) => room.ship(tx, { ...parties, ...where, now: clock.now() }));
  return { orderId, waybillNo };
}
const hear = (rawBody: Buffer, name = 'kuaidi100') => room.hearCourier({ courier: name, rawBody });
const viewOf = (orderId: Id) => room.getTracking(database.sql, orderId);
const toldOf = (orderId: Id) => told.filter((line) => line.startsWith(orderId));
const scan = (time: string, statusCode: string): Scan => ({
  time: `2026-07-0${time}`,
  statusCode,
  context: `扫描 ${statusCode}`,
  areaName: '浙江,杭州市',
});
const pickedUp = { com: 'shunfeng', state: '103', data: [scan('1 13:00:00', '103')] };
const arrived = {
  com: 'shunfeng',
  state: '301',
  data: [scan('3 09:00:00', '301'), ...pickedUp.data],
};
const taken = { result: true, returnCode: '200', message: '成功' };

test('a pushed notice moves its parcel at once, wakes both, and is answered in its own form', async () => {
  const { orderId, waybillNo } = await shipped();
  assert.deepEqual(await hear(pushOf(waybillNo, pickedUp)), taken);
  assert.equal((await viewOf(orderId)).state, 'PICKED_UP');
  assert.deepEqual(wakes.at(-1)!.wake, { type: 'fulfilment/parcel-moved', orderId });
  assert.deepEqual(await hear(pushOf(waybillNo, arrived)), taken);
  assert.equal((await viewOf(orderId)).state, 'DELIVERED');
  assert.deepEqual(toldOf(orderId), [`${orderId} moved`, `${orderId} delivered`]);
});

test('a forged notice changes nothing and is told so', async () => {
  const { orderId, waybillNo } = await shipped();
  const forged = await hear(pushOf(waybillNo, arrived, 'salt-of-others'));
  assert.deepEqual([forged['result'], forged['returnCode']], [false, '500']);
  assert.deepEqual([(await viewOf(orderId)).state, toldOf(orderId)], ['NONE', []]);
  await assert.rejects(
    hear(pushOf(waybillNo, arrived), 'kdniao'),
    refused('fulfilment/unknown-courier'),
  );
});

test('a notice told twice, or once more later on, counts once', async () => {
  const { orderId, waybillNo } = await shipped();
  for (const said of [pickedUp, pickedUp, arrived, arrived, pickedUp]) {
    assert.deepEqual(await hear(pushOf(waybillNo, said)), taken);
  }
  assert.deepEqual(toldOf(orderId), [`${orderId} moved`, `${orderId} delivered`]);
  assert.equal((await viewOf(orderId)).events.length, 2);
});

test('notices that overtake each other leave the parcel where it is', async () => {
  const { orderId, waybillNo } = await shipped();
  const onItsWay = {
    com: 'shunfeng',
    state: '1002',
    data: [scan('2 09:00:00', '1002'), ...pickedUp.data],
  };
  await hear(pushOf(waybillNo, onItsWay));
  await hear(pushOf(waybillNo, pickedUp));
  await hear(pushOf(waybillNo, { com: 'shunfeng', state: '0', data: [] }));
  const view = await viewOf(orderId);
  assert.deepEqual([view.state, view.events.length], ['IN_TRANSIT', 2]);
});

test('a scan that lies in the future does not shut out the news that follow', async () => {
  const { orderId, waybillNo } = await shipped();
  await hear(pushOf(waybillNo, { com: 'shunfeng', state: '0', data: [scan('9 09:00:00', '0')] }));
  await hear(pushOf(waybillNo, arrived));
  assert.equal((await viewOf(orderId)).state, 'DELIVERED');
});

test('eight notices at the same time deliver once', async () => {
  const { orderId, waybillNo } = await shipped();
  await sql`create table if not exists public.heard (order_id text)`.execute(database.sql);
  const counted = createFulfilment(platform, { identity }, { courier });
  counted.whenDelivered(async (tx, news) => {
    await sql`insert into public.heard values (${news.orderId})`.execute(tx);
  });
  const rawBody = pushOf(waybillNo, arrived);
  const input = { courier: 'kuaidi100', rawBody };
  const answers = await Promise.all(Array.from({ length: 8 }, () => counted.hearCourier(input)));
  assert.deepEqual(answers, Array(8).fill(taken));
  const { rows } = await sql`
    select 1 from public.heard where order_id = ${orderId}`.execute(database.sql);
  assert.equal(rows.length, 1);
});

test('a notice about a number nobody gave, or one that was corrected, is taken and changes nothing', async () => {
  assert.deepEqual(await hear(pushOf('SF7777777777777', arrived)), taken);
  const { orderId, waybillNo } = await shipped();
  const right = `SF${(last += 1)}`;
  await database.transaction((tx) =>
    room.correctWaybill(tx, {
      orderId,
      parcelNo: 1,
      carrier: 'SF',
      waybillNo: right,
      now: clock.now(),
    }),
  );
  assert.deepEqual(await hear(pushOf(waybillNo, arrived)), taken);
  assert.equal((await viewOf(orderId)).state, 'NONE');
});

test('what is pushed is looked at seldom, and asked at once for a decision, once in half an hour', async () => {
  const { orderId, waybillNo } = await shipped();
  const asked = () =>
    world.calls.filter(({ path, param }) => path === '/poll/query.do' && param!.num === waybillNo)
      .length;
  await sweep();
  clock.move(6 * hourMs - 1);
  await sweep();
  assert.equal(asked(), 1);
  await room.askNow(orderId);
  await room.askNow(orderId);
  assert.equal(asked(), 2);
  clock.move(30 * minuteMs - 1);
  await room.askNow(orderId);
  assert.equal(asked(), 2);
  clock.move(1);
  world.answers.next = { status: 502, body: '' };
  await assert.rejects(room.askNow(orderId), (error) => error instanceof Outage);
  await assert.rejects(room.askNow(orderId), (error) => error instanceof Outage);
  assert.equal(asked(), 3, 'the second was never made');
  clock.move(30 * minuteMs);
  await room.askNow(orderId);
  assert.equal(asked(), 4);
});

test('an old notice sent once more does not stand for an answer', async () => {
  const { orderId, waybillNo } = await shipped();
  await hear(pushOf(waybillNo, pickedUp));
  clock.move(hourMs);
  await hear(pushOf(waybillNo, pickedUp));
  const before = world.calls.length;
  world.say(waybillNo, arrived);
  await room.askNow(orderId);
  assert.ok(world.calls.length > before);
  assert.equal((await viewOf(orderId)).state, 'DELIVERED');
});

test('carriers are guessed where looks do not decide, and looks count while the courier is silent', async () => {
  const guess = (waybillNo: string) => room.guessCarriers({ waybillNo, memberId: seller.id });
  const calls = world.calls.length;
  assert.deepEqual(await guess('YT1234567890123'), ['YTO']);
  for (const odd of ['12345', '中文', 'ABCDEFGH', '1234567890/12', '1'.repeat(33)]) {
    await guess(odd);
  }
  assert.equal(world.calls.length, calls, 'what is no waybill number is asked of nobody');
  assert.deepEqual(await guess('1234 5678 9012'), ['YTO', 'SF', 'ZTO', 'STO']);
  world.answers.next = { status: 500, body: '' };
  assert.deepEqual(await guess('123456789012'), ['SF', 'ZTO', 'STO']);
});

test('a member’s entries make the courier guess a hundred times a day, and no more', async () => {
  const { id: memberId } = await people.join('爱试');
  const calls = world.calls.length;
  const waybillNo = '123456789012';
  for (let turn = 0; turn < 102; turn += 1) await room.guessCarriers({ waybillNo, memberId });
  assert.equal(world.calls.length - calls, 100);
  assert.deepEqual(await room.guessCarriers({ waybillNo, memberId }), ['SF', 'ZTO', 'STO']);
  await room.guessCarriers({ waybillNo, memberId: buyer.id });
  assert.equal(world.calls.length - calls, 101, 'others ask for themselves');
  clock.move(dayMs);
  await room.guessCarriers({ waybillNo, memberId });
  assert.equal(world.calls.length - calls, 102);
});
