// Real: PostgreSQL, the room, the sealing. Fake: the clock.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newId, sql, type Tx } from '#platform/db/database.ts';
import { minuteMs } from '#platform/clock.ts';
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
const heard: Id[] = [];
fulfilment.whenPickedUp(async (_tx, { orderId }) => void heard.push(orderId));
const sellerId = await newId(database.sql, 5);

const inOne = <T>(work: (tx: Tx) => Promise<T>) => database.transaction(work);
const check = (orderId: Id, code: string) =>
  fulfilment.checkPickupCode({ orderId, code, now: clock.now() });
const redeem = (orderId: Id, code: string) =>
  inOne((tx) => fulfilment.redeemPickupCode(tx, { orderId, code, now: clock.now() }));
const codeOf = (orderId: Id) => fulfilment.pickupCode(database.sql, orderId);

async function orderWithCode(): Promise<{ orderId: Id; code: string; wrong: string }> {
  const orderId = await newId(database.sql, 5);
  await inOne((tx) => fulfilment.createPickupCode(tx, { orderId, sellerId }));
  const code = (await codeOf(orderId))!;
  return { orderId, code, wrong: code === '000000' ? '000001' : '000000' };
}

test('a pickup code has six digits, stays the same and is not stored readable', async () => {
  const { orderId, code } = await orderWithCode();
  assert.match(code, /^\d{6}$/);
  await inOne((tx) => fulfilment.createPickupCode(tx, { orderId, sellerId }));
  assert.equal(await codeOf(orderId), code);
  const { rows } = await sql<{ sealed_code: Buffer }>`
    select sealed_code from fulfilment.pickup_code where order_id = ${orderId}`.execute(
    database.sql,
  );
  assert.equal(rows[0]!.sealed_code.includes(code), false);
});

test('codes differ from order to order', async () => {
  const codes = await Promise.all(
    Array.from({ length: 5 }, async () => (await orderWithCode()).code),
  );
  assert.ok(new Set(codes).size > 1);
});

test('the right code is redeemed once, is told of, and is then shown to nobody', async () => {
  const { orderId, code } = await orderWithCode();
  await check(orderId, code);
  await redeem(orderId, code);
  assert.equal(heard.filter((id) => id === orderId).length, 1);
  assert.equal(await codeOf(orderId), null);
  await assert.rejects(redeem(orderId, code), refused('fulfilment/pickup-code-used'));
});

test('checking a used code passes, so that a retry reaches the answer it had', async () => {
  const { orderId, code } = await orderWithCode();
  await redeem(orderId, code);
  await check(orderId, code);
});

test('an order without a code has none to show and none to redeem', async () => {
  const orderId = await newId(database.sql, 5);
  assert.equal(await codeOf(orderId), null);
  await assert.rejects(check(orderId, '123456'), refused('fulfilment/no-pickup-code'));
  await assert.rejects(redeem(orderId, '123456'), refused('fulfilment/no-pickup-code'));
});

test('five wrong codes in a row pause the order for ten minutes, the right code included', async () => {
  const { orderId, code, wrong } = await orderWithCode();
  for (let n = 0; n < 5; n += 1) {
    await assert.rejects(check(orderId, wrong), refused('fulfilment/pickup-code-wrong'));
  }
  await assert.rejects(check(orderId, code), refused('fulfilment/pickup-code-paused'));
  await assert.rejects(redeem(orderId, code), refused('fulfilment/pickup-code-paused'));
  clock.move(10 * minuteMs - 1);
  await assert.rejects(check(orderId, code), refused('fulfilment/pickup-code-paused'));
  clock.move(1);
  await check(orderId, code);
  await redeem(orderId, code);
});

test('eight wrong codes at once are counted each until the pause', async () => {
  const { orderId, code, wrong } = await orderWithCode();
  const tries = await Promise.allSettled(Array.from({ length: 8 }, () => check(orderId, wrong)));
  const codes = tries.map((one) =>
    one.status === 'rejected' ? (one.reason as Error).message : '',
  );
  assert.equal(codes.filter((one) => one === 'fulfilment/pickup-code-wrong').length, 5);
  assert.equal(codes.filter((one) => one === 'fulfilment/pickup-code-paused').length, 3);
  await assert.rejects(check(orderId, code), refused('fulfilment/pickup-code-paused'));
});

test('a code redeemed eight times at once is redeemed and told of once', async () => {
  const { orderId, code } = await orderWithCode();
  const tries = await Promise.allSettled(Array.from({ length: 8 }, () => redeem(orderId, code)));
  assert.equal(tries.filter((one) => one.status === 'fulfilled').length, 1);
  for (const one of tries) {
    if (one.status === 'rejected') refused('fulfilment/pickup-code-used')(one.reason);
  }
  assert.equal(heard.filter((id) => id === orderId).length, 1);
});

test('a wrong code at redeeming is refused', async () => {
  const { orderId, wrong } = await orderWithCode();
  await assert.rejects(redeem(orderId, wrong), refused('fulfilment/pickup-code-wrong'));
});

const put = (orderId: Id, text: string) =>
  inOne((tx) => fulfilment.putVirtualGoods(tx, { orderId, sellerId, text, now: clock.now() }));

test('virtual goods are stored sealed and come out as they went in', async () => {
  const orderId = await newId(database.sql, 5);
  assert.equal(await fulfilment.virtualGoods(database.sql, orderId), null);
  await put(orderId, '  卡号 1234-5678\n密码 abcd  ');
  assert.equal(await fulfilment.virtualGoods(database.sql, orderId), '卡号 1234-5678\n密码 abcd');
  const { rows } = await sql<{ sealed_text: Buffer }>`
    select sealed_text from fulfilment.virtual_goods where order_id = ${orderId}`.execute(
    database.sql,
  );
  assert.equal(rows[0]!.sealed_text.includes('1234-5678'), false);
});

test('virtual goods are given once, also when given eight times at once', async () => {
  const orderId = await newId(database.sql, 5);
  const tries = await Promise.allSettled(
    Array.from({ length: 8 }, (_, index) => put(orderId, `key ${index}`)),
  );
  assert.equal(tries.filter((one) => one.status === 'fulfilled').length, 1);
  await assert.rejects(put(orderId, 'another'), refused('fulfilment/virtual-goods-sent'));
});

test('virtual goods of no or too many characters are refused, five thousand are not', async () => {
  const orderId = await newId(database.sql, 5);
  await assert.rejects(put(orderId, ' \n '), refused('fulfilment/virtual-goods-empty'));
  await assert.rejects(put(orderId, '码'.repeat(5001)), refused('fulfilment/virtual-goods-empty'));
  await put(orderId, '码'.repeat(5000));
});
