// Real: PostgreSQL, the room, the sealing. Fake: the clock, the courier's desk.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { minuteMs } from '#platform/clock.ts';
import { newId, sql, type Tx } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import { Outage } from '#platform/refusal.ts';
import { createFulfilment } from '#fulfilment';
import { createIdentity } from '#identity';
import { createPeople } from '../../../test/support/members.ts';
import { testPlatform } from '../../../test/support/platform.ts';
import { refused } from '../../../test/support/refused.ts';
import { scriptedCourier } from '../../../test/support/scripted-courier.ts';
import { scriptedLabels } from '../../../test/support/scripted-labels.ts';

const { platform, database, clock } = await testPlatform();
const identity = createIdentity(platform);
const desk = scriptedLabels();
const { courier } = scriptedCourier();
const room = createFulfilment(
  platform,
  { identity },
  { courier: { ...courier, labels: desk.labels } },
);
const without = createFulfilment(platform, { identity }, { courier });
const sellerId = (await createPeople(database, identity).join()).id;
const finishAll = room.parts.sweeps!.find(({ name }) => name === 'fulfilment/finish-labels')!.run;

const to = {
  name: '柚子4821',
  phone: '13900001111',
  province: '上海市',
  city: '上海市',
  district: '徐汇区',
  detail: '衡山路 1 号',
};
const inOne = <T>(work: (tx: Tx) => Promise<T>) => database.transaction(work);
const ask = (orderId: Id, carrier = 'SF', priceFen = 900n) =>
  inOne((tx) => room.askLabel(tx, { orderId, sellerId, carrier, priceFen, to }));
const buy = async (orderId: Id) => room.finishLabel({ orderId, labelNo: await ask(orderId) });
/** Gives the label back that stands, or names the one that is meant. */
async function giveBack(orderId: Id, named?: string | null): Promise<void> {
  const standing = (await labelOf(orderId))?.waybillNo ?? null;
  const waybillNo = named === undefined ? standing : named;
  const labelNo = await inOne((tx) => room.askLabelBack(tx, { orderId, waybillNo }));
  await room.giveLabelBack({ orderId, labelNo });
}
const labelOf = (orderId: Id) => room.labelOf(database.sql, orderId);

let orderId: Id;
beforeEach(async () => {
  orderId = await newId(database.sql, 5);
  Object.assign(desk.state, {
    priceFen: 900n,
    isSilent: false,
    losesAnswers: false,
    isUsed: false,
  });
});

test('where the courier sells none, nobody is offered any', async () => {
  assert.ok(room.sellsLabels());
  assert.ok(!without.sellsLabels());
  await assert.rejects(without.quoteLabels({ sellerId, to }), refused('fulfilment/no-labels'));
});

test('a label is bought at the price that was shown, and stands on its order', async () => {
  assert.deepEqual(await room.quoteLabels({ sellerId, to }), [{ carrier: 'SF', priceFen: 900n }]);
  assert.equal(await labelOf(orderId), null);
  const label = await buy(orderId);
  assert.partialDeepStrictEqual(label, {
    carrier: 'SF',
    priceFen: 900n,
    collectionCode: '135790',
    boughtAt: clock.now(),
  });
  assert.deepEqual(await labelOf(orderId), label);
  assert.deepEqual(desk.asked.at(-1)!.way.to.phone, '13900001111');
  assert.equal(desk.asked.at(-1)!.way.toDetail, '衡山路 1 号');
});

test('asked again, by hand or at once, it is the same label', async () => {
  const before = desk.sold.size;
  const labelNo = await ask(orderId);
  const labels = await Promise.all(
    Array.from({ length: 8 }, () => room.finishLabel({ orderId, labelNo })),
  );
  assert.equal(new Set(labels.map(({ waybillNo }) => waybillNo)).size, 1);
  assert.equal((await buy(orderId)).waybillNo, labels[0]!.waybillNo);
  assert.equal(desk.sold.size - before, 1);
  await assert.rejects(ask(orderId, 'YTO'), refused('fulfilment/label-there'));
});

test('when the answer is lost the sweep finishes it under the same number', async () => {
  desk.state.losesAnswers = true;
  const before = desk.sold.size;
  await assert.rejects(buy(orderId), Outage);
  assert.equal(await labelOf(orderId), null);
  desk.state.losesAnswers = false;
  await finishAll();
  assert.equal(await labelOf(orderId), null, 'whoever asked may still be at it');
  clock.move(minuteMs);
  await finishAll();
  assert.ok(await labelOf(orderId));
  assert.equal(desk.sold.size - before, 1, 'nothing was bought twice');
});

test('what the courier was told is sealed, and forgotten once the label is there', async () => {
  desk.state.isSilent = true;
  await assert.rejects(buy(orderId), Outage);
  const way = async () => {
    const { rows } = await sql<{ sealed_way: Buffer | null }>`
      select sealed_way from fulfilment.label where order_id = ${orderId}`.execute(database.sql);
    return rows[0]!.sealed_way;
  };
  assert.ok(!(await way())!.includes('13900001111'));
  desk.state.isSilent = false;
  await buy(orderId);
  assert.equal(await way(), null);
});

test('a dearer label is not bought, and the next try has a number of its own', async () => {
  desk.state.priceFen = 901n;
  await assert.rejects(buy(orderId), refused('fulfilment/label-price-changed'));
  assert.equal(await labelOf(orderId), null);
  const labelNo = await ask(orderId, 'SF', 901n);
  assert.equal(labelNo, 2);
  assert.equal((await room.finishLabel({ orderId, labelNo })).priceFen, 901n);
  await assert.rejects(room.finishLabel({ orderId, labelNo: 1 }), refused('fulfilment/label-gone'));
});

test('a label is given back once, and another may be bought', async () => {
  const { waybillNo } = await buy(orderId);
  await giveBack(orderId);
  assert.equal(await labelOf(orderId), null);
  await assert.rejects(giveBack(orderId), refused('fulfilment/label-gone'));
  assert.notEqual((await buy(orderId)).waybillNo, waybillNo);
});

test('a label that was given back before the courier heard of it is never bought', async () => {
  desk.state.isSilent = true;
  const before = desk.sold.size;
  await assert.rejects(buy(orderId), Outage);
  desk.state.isSilent = false;
  await giveBack(orderId);
  await assert.rejects(room.finishLabel({ orderId, labelNo: 1 }), refused('fulfilment/label-gone'));
  clock.move(minuteMs);
  await finishAll();
  assert.equal(desk.sold.size, before);
});

test('a label with which a parcel was shipped is not given back', async () => {
  const { waybillNo } = await buy(orderId);
  const buyerId = await newId(database.sql, 7);
  const shipment = { orderId, sellerId, buyerId, carrier: 'SF', waybillNo };
  await inOne((tx) =>
    room.ship(tx, { ...shipment, toPhoneTail: null, toCity: null, now: clock.now() }),
  );
  await assert.rejects(giveBack(orderId), refused('fulfilment/label-used'));
  assert.ok(await labelOf(orderId));
});

test('a cancellation names its label: a later one is not given back for it', async () => {
  const { waybillNo } = await buy(orderId);
  await giveBack(orderId, waybillNo);
  const later = await buy(orderId);
  await assert.rejects(giveBack(orderId, waybillNo), refused('fulfilment/label-gone'));
  await assert.rejects(giveBack(orderId, 'SF999999'), refused('fulfilment/label-other'));
  await assert.rejects(giveBack(orderId, null), refused('fulfilment/label-other'));
  assert.deepEqual(await labelOf(orderId), later);
});

test('a silent courier takes a label back once it speaks, and meanwhile none is bought', async () => {
  const { waybillNo } = await buy(orderId);
  desk.state.isSilent = true;
  await assert.rejects(giveBack(orderId), Outage);
  assert.equal(await labelOf(orderId), null);
  await assert.rejects(ask(orderId), refused('fulfilment/label-going-back'));
  desk.state.isSilent = false;
  clock.move(minuteMs);
  await finishAll();
  assert.ok(desk.cancelled.has(`${orderId}-1`));
  assert.notEqual((await buy(orderId)).waybillNo, waybillNo);
});

test('a label whose parcel the courier has already stands again', async () => {
  const label = await buy(orderId);
  desk.state.isUsed = true;
  await assert.rejects(giveBack(orderId), refused('fulfilment/label-used'));
  assert.deepEqual(await labelOf(orderId), label);
});

test('with its order a label ends: unbought it is forgotten at once, bought it goes back', async () => {
  const end = (id: Id) => inOne((tx) => room.endLabels(tx, id));
  const other = await newId(database.sql, 5);
  await buy(orderId);
  desk.state.isSilent = true;
  await assert.rejects(buy(other), Outage);
  const sold = desk.sold.size;
  for (const id of [orderId, other]) await end(id);
  const { rows } = await sql<{ sealed_way: Buffer | null }>`
    select sealed_way from fulfilment.label where order_id = ${other}`.execute(database.sql);
  assert.deepEqual(rows, [{ sealed_way: null }]);
  desk.state.isSilent = false;
  clock.move(minuteMs);
  await finishAll();
  assert.equal(desk.sold.size, sold, 'nothing is bought for an order that is over');
  assert.ok(desk.cancelled.has(`${orderId}-1`) && desk.cancelled.has(`${other}-1`));
});

test('a parcel that leaves while its label is asked back keeps it', async () => {
  const label = await buy(orderId);
  const { waybillNo } = label;
  const labelNo = await inOne((tx) => room.askLabelBack(tx, { orderId, waybillNo }));
  const shipment = { orderId, sellerId, buyerId: await newId(database.sql, 7), carrier: 'SF' };
  const to = { toPhoneTail: null, toCity: null, now: clock.now() };
  await inOne((tx) => room.ship(tx, { ...shipment, waybillNo, ...to }));
  await assert.rejects(room.giveLabelBack({ orderId, labelNo }), refused('fulfilment/label-used'));
  assert.ok(!desk.cancelled.has(`${orderId}-1`));
  assert.deepEqual(await labelOf(orderId), label);
});

test('a label whose parcel has left stays when its order ends', async () => {
  const label = await buy(orderId);
  const { waybillNo } = label;
  const shipment = { orderId, sellerId, buyerId: await newId(database.sql, 7), carrier: 'SF' };
  const to = { toPhoneTail: null, toCity: null, now: clock.now() };
  await inOne((tx) => room.ship(tx, { ...shipment, waybillNo, ...to }));
  await inOne((tx) => room.endLabels(tx, orderId));
  assert.deepEqual(await labelOf(orderId), label);
});

test('ten labels of one order are enough', async () => {
  for (let count = 0; count < 10; count += 1) {
    await buy(orderId);
    await giveBack(orderId);
  }
  await assert.rejects(ask(orderId), refused('fulfilment/too-many-labels'));
});
