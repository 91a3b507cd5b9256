// Real: PostgreSQL, the room. Fake: the clock, the courier (nobody is asked).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newId, sql, type Tx } from '#platform/db/database.ts';
import { hourMs } from '#platform/clock.ts';
import type { Id } from '#platform/ids.ts';
import { createFulfilment } from '#fulfilment';
import { createIdentity } from '#identity';
import { scriptedCourier } from '../../../test/support/scripted-courier.ts';
import { testPlatform } from '../../../test/support/platform.ts';
import { refused } from '../../../test/support/refused.ts';

const { platform, database, clock } = await testPlatform();
const fulfilment = createFulfilment(
  platform,
  { identity: createIdentity(platform) },
  { courier: scriptedCourier().courier },
);
const sellerId = await newId(database.sql, 5);
const buyerId = await newId(database.sql, 9);
const newOrder = () => newId(database.sql, 5);
let lastNumber = 1_000_000_000_000;
const newNumber = () => `SF${(lastNumber += 1)}`;

const inOne = <T>(work: (tx: Tx) => Promise<T>) => database.transaction(work);

function shipped(orderId: Id, waybill: { carrier?: string; waybillNo: string }) {
  const parcel = { orderId, sellerId, buyerId, toPhoneTail: '5678', toCity: '杭州市' };
  const carrier = waybill.carrier ?? 'SF';
  return inOne((tx) => fulfilment.ship(tx, { ...parcel, ...waybill, carrier, now: clock.now() }));
}

function corrected(orderId: Id, waybill: { carrier?: string; waybillNo: string }) {
  const carrier = waybill.carrier ?? 'SF';
  return inOne((tx) =>
    fulfilment.correctWaybill(tx, { orderId, parcelNo: 1, ...waybill, carrier, now: clock.now() }),
  );
}

const claims = async () => {
  const { rows } = await sql<{
    n: string;
  }>`select count(*) as n from fulfilment.waybill_claim`.execute(database.sql);
  return Number(rows[0]!.n);
};

test('a shipped order shows its waybill, the way everybody writes it', async () => {
  const orderId = await newOrder();
  await shipped(orderId, { waybillNo: ' sf 9990 0000 00001 ' });
  const view = await fulfilment.getTracking(database.sql, orderId);
  assert.equal(view.waybillNo, 'SF9990000000001');
  assert.equal(view.carrier['zh-CN'], '顺丰速运');
  assert.equal(view.state, 'NONE');
  assert.equal(view.toPhoneMasked, '****5678');
  assert.deepEqual(view.shippedAt, clock.now());
  assert.deepEqual([view.events, view.corrected], [[], []]);
});

test('an order ships once', async () => {
  const orderId = await newOrder();
  await shipped(orderId, { waybillNo: newNumber() });
  const again = shipped(orderId, { waybillNo: newNumber() });
  await assert.rejects(again, refused('fulfilment/already-shipped'));
});

test('an order that has not shipped has no tracking and no waybill to correct', async () => {
  const orderId = await newOrder();
  const tracking = fulfilment.getTracking(database.sql, orderId);
  await assert.rejects(tracking, refused('fulfilment/not-shipped'));
  await assert.rejects(
    corrected(orderId, { waybillNo: newNumber() }),
    refused('fulfilment/not-shipped'),
  );
});

test('a waybill of another order is refused and nothing is shipped', async () => {
  const [first, second] = [await newOrder(), await newOrder()];
  const waybillNo = newNumber();
  await shipped(first, { waybillNo });
  await assert.rejects(shipped(second, { waybillNo }), refused('fulfilment/waybill-taken'));
  const tracking = fulfilment.getTracking(database.sql, second);
  await assert.rejects(tracking, refused('fulfilment/not-shipped'));
});

test('the same number of another carrier is another waybill', async () => {
  const waybillNo = newNumber();
  await shipped(await newOrder(), { waybillNo });
  await shipped(await newOrder(), { waybillNo, carrier: 'ZTO' });
});

test('unknown carriers and malformed waybills are refused', async () => {
  const orderId = await newOrder();
  await assert.rejects(
    shipped(orderId, { carrier: 'PIGEON', waybillNo: newNumber() }),
    refused('fulfilment/carrier-unknown'),
  );
  await assert.rejects(
    shipped(orderId, { waybillNo: '12' }),
    refused('fulfilment/waybill-malformed'),
  );
});

test('of eight orders that ship under one waybill at once, one does', async () => {
  const waybillNo = newNumber();
  const orders = await Promise.all(Array.from({ length: 8 }, newOrder));
  const tries = await Promise.allSettled(orders.map((id) => shipped(id, { waybillNo })));
  assert.equal(tries.filter((one) => one.status === 'fulfilled').length, 1);
  for (const one of tries) {
    if (one.status === 'rejected') refused('fulfilment/waybill-taken')(one.reason);
  }
});

test('one order shipped eight times at once ships once and claims one waybill', async () => {
  const orderId = await newOrder();
  const before = await claims();
  const tries = await Promise.allSettled(
    Array.from({ length: 8 }, () => shipped(orderId, { waybillNo: newNumber() })),
  );
  assert.equal(tries.filter((one) => one.status === 'fulfilled').length, 1);
  assert.equal(await claims(), before + 1);
});

test('a corrected waybill takes over, the old one stays in the history and is free again', async () => {
  const orderId = await newOrder();
  const [mistyped, right] = [newNumber(), newNumber()];
  await shipped(orderId, { waybillNo: mistyped });
  const givenAt = clock.now();
  clock.move(hourMs);
  await corrected(orderId, { waybillNo: right, carrier: 'YTO' });
  const view = await fulfilment.getTracking(database.sql, orderId);
  assert.equal(view.waybillNo, right);
  assert.equal(view.carrier.code, 'YTO');
  assert.deepEqual(
    view.corrected.map((old) => [old.waybillNo, old.carrier.code, old.givenAt, old.replacedAt]),
    [[mistyped, 'SF', givenAt, clock.now()]],
  );
  await shipped(await newOrder(), { waybillNo: mistyped });
});

test('correcting to the very same waybill changes nothing', async () => {
  const orderId = await newOrder();
  const waybillNo = newNumber();
  await shipped(orderId, { waybillNo });
  await corrected(orderId, { waybillNo });
  assert.deepEqual((await fulfilment.getTracking(database.sql, orderId)).corrected, []);
});

test('a correction to a waybill of another order is refused and the old one stays claimed', async () => {
  const [first, second] = [await newOrder(), await newOrder()];
  const [one, two] = [newNumber(), newNumber()];
  await shipped(first, { waybillNo: one });
  await shipped(second, { waybillNo: two });
  await assert.rejects(corrected(second, { waybillNo: one }), refused('fulfilment/waybill-taken'));
  const third = await newOrder();
  await assert.rejects(shipped(third, { waybillNo: two }), refused('fulfilment/waybill-taken'));
});

test('a waybill is corrected three times and no more', async () => {
  const orderId = await newOrder();
  await shipped(orderId, { waybillNo: newNumber() });
  for (let n = 0; n < 3; n += 1) await corrected(orderId, { waybillNo: newNumber() });
  const fourth = corrected(orderId, { waybillNo: newNumber() });
  await assert.rejects(fourth, refused('fulfilment/too-many-corrections'));
  assert.equal((await fulfilment.getTracking(database.sql, orderId)).corrected.length, 3);
});

test('the same correction eight times at once is one correction', async () => {
  const orderId = await newOrder();
  await shipped(orderId, { waybillNo: newNumber() });
  const waybillNo = newNumber();
  await Promise.all(Array.from({ length: 8 }, () => corrected(orderId, { waybillNo })));
  assert.equal((await fulfilment.getTracking(database.sql, orderId)).corrected.length, 1);
});

test('two orders that swap their waybills at once end with one waybill each', async () => {
  for (let round = 0; round < 5; round += 1) {
    const [first, second] = [await newOrder(), await newOrder()];
    const [one, two] = [newNumber(), newNumber()];
    await shipped(first, { waybillNo: one });
    await shipped(second, { waybillNo: two });
    await Promise.allSettled([
      corrected(first, { waybillNo: two }),
      corrected(second, { waybillNo: one }),
    ]);
    const views = await Promise.all(
      [first, second].map((id) => fulfilment.getTracking(database.sql, id)),
    );
    assert.equal(new Set(views.map((view) => view.waybillNo)).size, 2);
  }
});

test('the states of many orders come in one map, without those that never shipped', async () => {
  const [first, second] = [await newOrder(), await newOrder()];
  await shipped(first, { waybillNo: newNumber() });
  const states = await fulfilment.trackingStates(database.sql, [first, second]);
  assert.deepEqual([...states], [[first, 'NONE']]);
  assert.equal((await fulfilment.trackingStates(database.sql, [])).size, 0);
});

test('carriers are listed, and those a waybill looks like are told', async () => {
  const items = fulfilment.listCarriers();
  assert.equal(items.length, 12);
  assert.deepEqual(
    await fulfilment.guessCarriers({ waybillNo: 'JT1234567890123', memberId: '2' }),
    ['JT'],
  );
  assert.deepEqual(Object.keys(items[0]!), ['code', 'zh-CN', 'en', 'isTracked']);
  assert.equal(fulfilment.isTracked('SF'), true);
  assert.equal(fulfilment.isTracked('OTHER'), false);
});
