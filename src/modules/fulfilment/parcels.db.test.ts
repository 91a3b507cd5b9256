// Real: PostgreSQL, the rooms fulfilment and identity. Fake: the clock, and a courier that says
// what the test wrote.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayMs, hourMs } from '#platform/clock.ts';
import { newId, sql } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import { createFulfilment, type TrackingState } from '#fulfilment';
import { createIdentity } from '#identity';
import { createPeople } from '../../../test/support/members.ts';
import { testPlatform } from '../../../test/support/platform.ts';
import { refused } from '../../../test/support/refused.ts';
import { scriptedCourier } from '../../../test/support/scripted-courier.ts';

const { platform, database, clock } = await testPlatform();
const identity = createIdentity(platform);
const people = createPeople(database, identity);
const seller = await people.join('阿禾');
const buyer = await people.join('小满');
const script = scriptedCourier();
const room = createFulfilment(platform, { identity }, { courier: script.courier });
const told: string[] = [];
room.whenMoved(async (_tx, news) => void told.push(`${news.orderId} ${news.parcelNo} moved`));
room.whenDelivered(async (tx, { orderId, parcelNo }) => {
  const isLast = await room.haveOthersArrived(tx, orderId, parcelNo);
  told.push(`${orderId} ${parcelNo} ${isLast ? 'all' : 'one'} arrived`);
});
room.whenDropped(async (tx, { orderId, parcelNo }) => {
  const isRest = await room.haveOthersArrived(tx, orderId, parcelNo);
  told.push(`${orderId} ${parcelNo} dropped, ${isRest ? 'rest arrived' : 'others under way'}`);
});
room.whenStoodStill(async (_tx, news) => void told.push(`${news.orderId} ${news.parcelNo} stands`));
const ask = () => room.parts.sweeps![0]!.run();
const toldOf = (orderId: Id) =>
  told.filter((line) => line.startsWith(orderId)).map((line) => line.slice(orderId.length + 1));

let last = 4_000_000_000_000;
const newNumber = () => `SF${(last += 1)}`;
const newOrder = () => newId(database.sql, 5);
function give(
  what: 'ship' | 'addParcel',
  orderId: Id,
  waybillNo = newNumber(),
  carrier = 'SF',
): Promise<number | void> {
  const parties = { orderId, sellerId: seller.id, buyerId: buyer.id };
  const shipment = { ...parties, carrier, waybillNo, toPhoneTail: '5678', toCity: '杭州市' };
  return database.transaction<number | void>((tx) =>
    room[what](tx, { ...shipment, now: clock.now() }),
  );
}
const correct = (orderId: Id, parcelNo: number, waybillNo = newNumber(), carrier = 'SF') =>
  database.transaction((tx) =>
    room.correctWaybill(tx, { orderId, parcelNo, carrier, waybillNo, now: clock.now() }),
  );
const viewOf = (orderId: Id) => room.getTracking(database.sql, orderId);
/** The courier scans a parcel now. */
function say(waybillNo: string, state: TrackingState, city = '杭州') {
  const scan = { at: clock.now(), code: state, zh: '扫描', en: 'scan', city };
  script.say(waybillNo, { state, events: [scan] });
}
async function twoParcels() {
  const orderId = await newOrder();
  const [first, second] = [newNumber(), newNumber()];
  await give('ship', orderId, first);
  assert.equal(await give('addParcel', orderId, second), 2);
  return { orderId, first, second };
}

test('each parcel has its own waybill and its own news; the first stands for all', async () => {
  const { orderId, first, second } = await twoParcels();
  say(second, 'IN_TRANSIT', '成都');
  await ask();
  const { parcels, ...view } = await viewOf(orderId);
  assert.deepEqual(
    parcels.map(({ parcelNo, waybillNo, state, events }) => [
      parcelNo,
      waybillNo,
      state,
      events.length,
    ]),
    [
      [1, first, 'NONE', 0],
      [2, second, 'IN_TRANSIT', 1],
    ],
  );
  assert.deepEqual([view.waybillNo, view.state], [first, 'NONE']);
  assert.deepEqual(toldOf(orderId), ['2 moved']);
});

test('the order has arrived with its last parcel, and its state is that of the one that lags', async () => {
  const { orderId, first, second } = await twoParcels();
  say(second, 'DELIVERED');
  await ask();
  say(first, 'PICKED_UP');
  await ask();
  assert.deepEqual(
    [...(await room.trackingStates(database.sql, [orderId])).values()],
    ['PICKED_UP'],
  );
  clock.move(hourMs);
  say(first, 'DELIVERED');
  await ask();
  assert.deepEqual(toldOf(orderId), ['2 one arrived', '1 moved', '1 all arrived']);
});

test('an order travels in five parcels at most, and none before it was shipped', async () => {
  const orderId = await newOrder();
  await assert.rejects(give('addParcel', orderId), refused('fulfilment/not-shipped'));
  await give('ship', orderId);
  for (const parcelNo of [2, 3, 4, 5]) assert.equal(await give('addParcel', orderId), parcelNo);
  await assert.rejects(give('addParcel', orderId), refused('fulfilment/too-many-parcels'));
});

test('a waybill serves one parcel, of the same order too', async () => {
  const { orderId, first } = await twoParcels();
  await assert.rejects(give('addParcel', orderId, first), refused('fulfilment/waybill-taken'));
  await assert.rejects(correct(orderId, 2, first), refused('fulfilment/waybill-taken'));
});

test('parcels are all tracked or none is, by a correction too; an only parcel may change', async () => {
  const { orderId } = await twoParcels();
  const mixed = refused('fulfilment/parcels-mixed');
  await assert.rejects(give('addParcel', orderId, 'X1000001', 'OTHER'), mixed);
  await assert.rejects(correct(orderId, 2, 'X1000002', 'OTHER'), mixed);
  const alone = await newOrder();
  await give('ship', alone);
  await correct(alone, 1, 'X1000003', 'OTHER');
  await assert.rejects(give('addParcel', alone), mixed);
  assert.equal(await give('addParcel', alone, 'X1000004', 'OTHER'), 2);
});

test('each parcel has three corrections of its own, and keeps its own history', async () => {
  const { orderId, first, second } = await twoParcels();
  for (const _ of [1, 2, 3]) await correct(orderId, 2);
  await assert.rejects(correct(orderId, 2), refused('fulfilment/too-many-corrections'));
  await correct(orderId, 1);
  const { parcels } = await viewOf(orderId);
  assert.deepEqual([parcels[0]!.corrected.length, parcels[1]!.corrected.length], [1, 3]);
  assert.deepEqual(
    [parcels[0]!.corrected[0]!.waybillNo, parcels[1]!.corrected[0]!.waybillNo],
    [first, second],
  );
  await assert.rejects(correct(orderId, 3), refused('fulfilment/no-such-parcel'));
});

test('parcels nobody has seen are taken back together, and their numbers are free', async () => {
  const { orderId, first, second } = await twoParcels();
  await database.transaction((tx) => room.takeBack(tx, { orderId, now: clock.now() }));
  await assert.rejects(viewOf(orderId), refused('fulfilment/not-shipped'));
  await give('ship', orderId, second);
  await give('addParcel', orderId, first);
  assert.equal((await viewOf(orderId)).parcels.length, 2);
});

test('a further parcel nobody scans in 48 hours counts no more; an only or unseen one is left', async () => {
  const { orderId, first, second } = await twoParcels();
  const unseen = await twoParcels();
  say(first, 'IN_TRANSIT', '成都');
  clock.move(2 * dayMs - 1);
  await ask();
  await ask();
  assert.equal((await viewOf(orderId)).parcels.length, 2);
  clock.move(1);
  await ask();
  await ask();
  assert.deepEqual(toldOf(orderId), ['1 moved', '2 dropped, others under way']);
  assert.deepEqual(
    (await viewOf(orderId)).parcels.map(({ waybillNo }) => waybillNo),
    [first],
  );
  assert.equal((await viewOf(unseen.orderId)).parcels.length, 2);
  // The number is free, and a new parcel does not take over what was said of the old one.
  assert.equal(await give('addParcel', orderId, second), 3);
});

test('a corrected further parcel has its 48 hours anew, and its end may end the whole way', async () => {
  const { orderId, first } = await twoParcels();
  say(first, 'DELIVERED');
  clock.move(2 * dayMs - hourMs);
  await ask();
  await correct(orderId, 2);
  clock.move(2 * hourMs);
  await ask();
  assert.equal((await viewOf(orderId)).parcels.length, 2);
  clock.move(2 * dayMs);
  await ask();
  assert.deepEqual(toldOf(orderId), ['1 one arrived', '2 dropped, rest arrived']);
});

test('eight who ask at once drop a parcel once, and tell of a standstill once', async () => {
  const { orderId, first } = await twoParcels();
  say(first, 'IN_TRANSIT');
  await ask();
  clock.move(5 * dayMs);
  await sql`create table public.heard (what text)`.execute(database.sql);
  const counted = createFulfilment(platform, { identity }, { courier: script.courier });
  counted.whenDropped(async (tx) => {
    await sql`insert into public.heard values ('dropped')`.execute(tx);
  });
  counted.whenStoodStill(async (tx) => {
    await sql`insert into public.heard values ('stands')`.execute(tx);
  });
  await Promise.all(Array.from({ length: 8 }, () => counted.askNow(orderId)));
  const { rows } = await sql<{ what: string }>`
    select what from public.heard order by what`.execute(database.sql);
  assert.deepEqual(
    rows.map(({ what }) => what),
    ['dropped', 'stands'],
  );
});

test('a parcel that has not moved for five days is told of once a standstill', async () => {
  const orderId = await newOrder();
  const waybillNo = newNumber();
  await give('ship', orderId, waybillNo);
  say(waybillNo, 'IN_TRANSIT', '成都');
  await ask();
  clock.move(5 * dayMs - 1);
  await ask();
  assert.deepEqual(toldOf(orderId), ['1 moved']);
  clock.move(1);
  await Promise.all(Array.from({ length: 4 }, ask));
  await ask();
  assert.deepEqual(toldOf(orderId), ['1 moved', '1 stands']);
  say(waybillNo, 'IN_TRANSIT', '武汉');
  await ask();
  clock.move(5 * dayMs);
  await ask();
  assert.deepEqual(toldOf(orderId), ['1 moved', '1 stands', '1 moved', '1 stands']);
});

test('nothing stands still that was never scanned, has arrived, or whose courier is silent', async () => {
  const { orderId, first, second } = await twoParcels();
  say(first, 'DELIVERED');
  await ask();
  const silent = await newOrder();
  const waybillNo = newNumber();
  await give('ship', silent, waybillNo);
  say(waybillNo, 'IN_TRANSIT', '成都');
  await ask();
  script.fails.add(waybillNo);
  script.fails.add(second);
  clock.move(6 * dayMs);
  await ask();
  assert.deepEqual(toldOf(orderId), ['1 one arrived']);
  assert.deepEqual(toldOf(silent), ['1 moved']);
  script.fails.clear();
  await ask();
  assert.deepEqual(toldOf(silent), ['1 moved', '1 stands']);
});
