// Real: PostgreSQL, the rooms fulfilment and identity; in the last part the courier simulator over
// HTTP with its adapter. Fake: the clock, and before that a courier that says what the test wrote.
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { dayMs, hourMs, minuteMs } from '#platform/clock.ts';
import { newId, sql } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import { Outage } from '#platform/refusal.ts';
import { createFulfilment, type Courier, type TrackingState } from '#fulfilment';
import { createIdentity } from '#identity';
import { customer, startSandboxCourier } from '../../../test/support/courier-simulator.ts';
import { createPeople } from '../../../test/support/members.ts';
import { testPlatform } from '../../../test/support/platform.ts';
import { refused } from '../../../test/support/refused.ts';
import { scriptedCourier } from '../../../test/support/scripted-courier.ts';
import { createSimulatorCourier } from './adapters/simulator.ts';
import { queryEveryMs } from './domain/rules.ts';

const { platform, database, clock, wakes } = await testPlatform();
const identity = createIdentity(platform);
const people = createPeople(database, identity);
const seller = await people.join('阿禾');
const buyer = await people.join('小满');
await identity.updateProfile(seller.call, { city: '成都' });

/** A room with its courier, and what it told those above. */
function openRoom(courier: Courier) {
  const room = createFulfilment(platform, { identity }, { courier });
  const told: string[] = [];
  room.whenMoved(async (_tx, { orderId, at }) => {
    told.push(`${orderId} scanned ${at.toISOString()}`);
  });
  room.whenDelivered(async (_tx, { orderId, at }) => {
    told.push(`${orderId} delivered ${at.toISOString()}`);
  });
  const ask = () => room.parts.sweeps![0]!.run();
  return { room, told, ask };
}
type OpenRoom = ReturnType<typeof openRoom>;

let lastNumber = 1_000_000_000_000;
const newNumber = () => `SF${(lastNumber += 1)}`;

async function shipped({ room }: OpenRoom, waybillNo = newNumber(), carrier = 'SF') {
  const orderId = await newId(database.sql, 5);
  const parties = { orderId, sellerId: seller.id, buyerId: buyer.id };
  const where = { toPhoneTail: '5678', toCity: '杭州市' };
  await database.transaction((tx) =>
    room.ship(tx, { ...parties, ...where, carrier, waybillNo, now: clock.now() }),
  );
  return { orderId, waybillNo };
}

const viewOf = ({ room }: OpenRoom, orderId: Id) => room.getTracking(database.sql, orderId);
const scan = (at: Date, city: string, zh = '已扫描') => ({ at, code: 'SCAN', zh, en: 'x', city });
const said = (state: TrackingState, ...events: ReturnType<typeof scan>[]) => ({ state, events });

describe('asking the courier', () => {
  const script = scriptedCourier();
  const open = openRoom(script.courier);

  it('makes a parcel known once, from the seller’s city to the buyer’s', async () => {
    const { waybillNo } = await shipped(open);
    const handedInAt = clock.now();
    await open.ask();
    await open.ask();
    const known = script.registered.filter((parcel) => parcel.waybillNo === waybillNo);
    const cities = { fromCity: '成都', toCity: '杭州市' };
    assert.deepEqual(known, [
      { carrier: 'SF', waybillNo, ...cities, phoneTail: '5678', handedInAt },
    ]);
  });

  it('keeps what is said once, hides the receiver’s phone, and wakes both parties', async () => {
    const { orderId, waybillNo } = await shipped(open);
    const at = clock.now();
    script.say(waybillNo, said('PICKED_UP', scan(at, '成都', '收件人 13812345678 已揽收')));
    await open.ask();
    await open.ask();
    const view = await viewOf(open, orderId);
    assert.equal(view.state, 'PICKED_UP');
    assert.deepEqual([view.firstScanAt, view.lastMovementAt, view.deliveredAt], [at, at, null]);
    assert.deepEqual(
      view.events.map((event) => event['zh-CN']),
      ['收件人 138****5678 已揽收'],
    );
    assert.deepEqual(open.told, [`${orderId} scanned ${at.toISOString()}`]);
    assert.deepEqual(wakes.at(-1), {
      to: [seller.id, buyer.id],
      wake: { type: 'fulfilment/parcel-moved', orderId },
    });
  });

  it('tells of every movement, each once', async () => {
    const { orderId, waybillNo } = await shipped(open);
    const [first, second] = [clock.now(), new Date(clock.now().getTime() + 1000)];
    script.say(waybillNo, said('PICKED_UP', scan(first, '成都')));
    await open.ask();
    script.say(waybillNo, said('IN_TRANSIT', scan(first, '成都'), scan(second, '重庆')));
    await open.ask();
    await open.ask();
    const told = open.told.filter((line) => line.startsWith(orderId));
    assert.deepEqual(told, [
      `${orderId} scanned ${first.toISOString()}`,
      `${orderId} scanned ${second.toISOString()}`,
    ]);
  });

  it('tells of a delivery once and asks no more', async () => {
    const { orderId, waybillNo } = await shipped(open);
    const at = clock.now();
    script.say(waybillNo, said('DELIVERED', scan(at, '成都'), scan(at, '杭州', '已签收')));
    await open.ask();
    const asked = script.asked.length;
    await open.ask();
    assert.equal(script.asked.slice(asked).includes(waybillNo), false);
    const told = open.told.filter((line) => line.startsWith(orderId));
    assert.deepEqual(told, [`${orderId} delivered ${at.toISOString()}`]);
    assert.deepEqual((await viewOf(open, orderId)).deliveredAt, at);
    assert.deepEqual(
      [...(await open.room.trackingStates(database.sql, [orderId]))],
      [[orderId, 'DELIVERED']],
    );
  });

  it('takes a parcel signed for in another city for no delivery', async () => {
    const { orderId, waybillNo } = await shipped(open);
    const at = clock.now();
    script.say(waybillNo, said('DELIVERED', scan(at, '哈尔滨', '已签收')));
    await open.ask();
    const view = await viewOf(open, orderId);
    assert.deepEqual([view.deliveredAt, view.arrivedElsewhereAt], [null, at]);
    assert.equal(open.told.includes(`${orderId} delivered ${at.toISOString()}`), false);
  });

  it('goes on with other parcels when one cannot be learnt about, and asks again', async () => {
    const silent = await shipped(open);
    const other = await shipped(open);
    script.fails.add(silent.waybillNo);
    for (const { waybillNo } of [silent, other]) {
      script.say(waybillNo, said('PICKED_UP', scan(clock.now(), '成都')));
    }
    await open.ask();
    assert.equal((await viewOf(open, silent.orderId)).state, 'NONE');
    assert.equal((await viewOf(open, other.orderId)).state, 'PICKED_UP');
    script.fails.clear();
    await open.ask();
    assert.equal((await viewOf(open, silent.orderId)).state, 'PICKED_UP');
  });

  it('tells once when eight rounds ask at the same time', async () => {
    const { orderId, waybillNo } = await shipped(open);
    script.say(waybillNo, said('DELIVERED', scan(clock.now(), '杭州')));
    // A told delivery that is rolled back counts for nothing, so what counts is written down.
    const counted = openRoom(script.courier);
    await sql`create table if not exists public.heard (order_id text)`.execute(database.sql);
    counted.room.whenDelivered(async (tx, news) => {
      await sql`insert into public.heard values (${news.orderId})`.execute(tx);
    });
    await Promise.all(Array.from({ length: 8 }, counted.ask));
    const { rows } = await sql`
      select 1 from public.heard where order_id = ${orderId}`.execute(database.sql);
    assert.equal(rows.length, 1);
    assert.equal((await viewOf(open, orderId)).events.length, 1);
  });

  it('starts anew with a corrected waybill and forgets the scans of the old one', async () => {
    const { orderId, waybillNo } = await shipped(open);
    script.say(waybillNo, said('IN_TRANSIT', scan(clock.now(), '成都')));
    await open.ask();
    const right = newNumber();
    await database.transaction((tx) =>
      open.room.correctWaybill(tx, {
        orderId,
        parcelNo: 1,
        carrier: 'SF',
        waybillNo: right,
        now: clock.now(),
      }),
    );
    const fresh = await viewOf(open, orderId);
    assert.deepEqual([fresh.state, fresh.events, fresh.firstScanAt], ['NONE', [], null]);
    await open.ask();
    assert.equal(script.registered.at(-1)!.waybillNo, right);
  });

  it('drops what it hears of a waybill that is corrected in the same moment', async () => {
    const right = newNumber();
    const { orderId, waybillNo } = await shipped(open);
    const correcting: Courier = {
      ...script.courier,
      async track(waybill) {
        if (waybill.waybillNo !== waybillNo) return { state: 'NONE', events: [] };
        await database.transaction((tx) =>
          open.room.correctWaybill(tx, {
            orderId,
            parcelNo: 1,
            carrier: 'SF',
            waybillNo: right,
            now: clock.now(),
          }),
        );
        return said('DELIVERED', scan(clock.now(), '杭州'));
      },
    };
    await openRoom(correcting).ask();
    const view = await viewOf(open, orderId);
    assert.deepEqual([view.waybillNo, view.state, view.deliveredAt], [right, 'NONE', null]);
  });

  it('refuses to correct the waybill of a parcel that has arrived', async () => {
    const { orderId, waybillNo } = await shipped(open);
    script.say(waybillNo, said('DELIVERED', scan(clock.now(), '杭州')));
    await open.ask();
    const correction = database.transaction((tx) =>
      open.room.correctWaybill(tx, {
        orderId,
        parcelNo: 1,
        carrier: 'SF',
        waybillNo: newNumber(),
        now: clock.now(),
      }),
    );
    await assert.rejects(correction, refused('fulfilment/already-delivered'));
  });

  it('takes back a parcel that nobody has seen, and its order ships again', async () => {
    const { orderId, waybillNo } = await shipped(open);
    await database.transaction((tx) => open.room.takeBack(tx, { orderId, now: clock.now() }));
    await database.transaction((tx) => open.room.takeBack(tx, { orderId, now: clock.now() }));
    await assert.rejects(viewOf(open, orderId), refused('fulfilment/not-shipped'));
    const parties = { orderId, sellerId: seller.id, buyerId: buyer.id };
    const where = { toPhoneTail: null, toCity: '杭州市', carrier: 'SF', waybillNo };
    await database.transaction((tx) =>
      open.room.ship(tx, { ...parties, ...where, now: clock.now() }),
    );
    const view = await viewOf(open, orderId);
    assert.deepEqual([view.waybillNo, view.corrected.length], [waybillNo, 1]);
    for (const turn of [1, 2, 3]) {
      const change = {
        orderId,
        parcelNo: 1,
        carrier: 'SF',
        waybillNo: newNumber(),
        now: clock.now(),
      };
      const isAnother = database.transaction((tx) => open.room.correctWaybill(tx, change));
      assert.equal(await isAnother, true, `correction ${turn}`);
    }
  });

  it('asks nobody after a parcel of an untracked carrier', async () => {
    const { waybillNo } = await shipped(open, newNumber(), 'OTHER');
    await open.ask();
    assert.equal(script.asked.includes(waybillNo), false);
  });

  it('stops asking after thirty days', async () => {
    const { waybillNo } = await shipped(open);
    clock.move(30 * dayMs + 1);
    await open.ask();
    const asked = script.asked.length;
    await open.ask();
    assert.equal(script.asked.slice(asked).includes(waybillNo), false);
  });
});

describe('asking a courier that wants half an hour between', () => {
  it('asks about one waybill once in half an hour', async () => {
    const script = scriptedCourier({ askEveryMs: queryEveryMs, lookEveryMs: queryEveryMs });
    const open = openRoom(script.courier);
    const { waybillNo } = await shipped(open);
    const times = () => script.asked.filter((one) => one === waybillNo).length;
    await open.ask();
    await open.ask();
    clock.move(30 * minuteMs - 1);
    await open.ask();
    assert.equal(times(), 1);
    clock.move(1);
    await open.ask();
    assert.equal(times(), 2);
  });

  it('asks at once for a decision, unless it has heard within half an hour', async () => {
    const script = scriptedCourier({ askEveryMs: queryEveryMs, lookEveryMs: queryEveryMs });
    const open = openRoom(script.courier);
    const { orderId, waybillNo } = await shipped(open);
    const times = () => script.asked.filter((one) => one === waybillNo).length;
    await open.room.askNow(orderId);
    await open.room.askNow(orderId);
    assert.equal(times(), 1);
    clock.move(30 * minuteMs);
    script.fails.add(waybillNo);
    const isOutage = (error: unknown) => error instanceof Outage;
    await assert.rejects(open.room.askNow(orderId), isOutage, 'the courier is silent');
    script.fails.clear();
    await assert.rejects(open.room.askNow(orderId), isOutage, 'it may not be asked again yet');
    assert.equal(times(), 2);
    clock.move(30 * minuteMs);
    script.say(waybillNo, said('DELIVERED', scan(clock.now(), '杭州')));
    await open.room.askNow(orderId);
    await open.room.askNow(orderId);
    assert.equal(times(), 3);
    assert.ok(open.told.includes(`${orderId} delivered ${clock.now().toISOString()}`));
  });
});

describe('with the courier simulator', () => {
  it('lives through a parcel from the first scan to the doorstep', async () => {
    const world = await startSandboxCourier({ clock });
    after(() => world.close());
    const courier = createSimulatorCourier({ baseUrl: world.simulator.url, ...customer, clock });
    const open = openRoom(courier);
    const { orderId } = await shipped(open);
    const states: TrackingState[] = [];
    for (const hours of [0, 2, 8, 16, 18, 4]) {
      clock.move(hours * hourMs);
      await open.ask();
      states.push((await viewOf(open, orderId)).state);
    }
    assert.deepEqual(states, [
      'NONE',
      'PICKED_UP',
      'IN_TRANSIT',
      'IN_TRANSIT',
      'OUT_FOR_DELIVERY',
      'DELIVERED',
    ]);
    const view = await viewOf(open, orderId);
    assert.equal(view.events.length, 5);
    assert.deepEqual(view.deliveredAt, clock.now());
    assert.ok(view.events[0]!.at > view.events[4]!.at);
    assert.equal(view.events[4]!.city, '成都');
  });
});
