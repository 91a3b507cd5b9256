// Real: the simulator, its signed notices over HTTP. Fake: the merchant's ear; the clock is moved.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { hourMs, minuteMs, secondMs } from '#platform/clock.ts';
import { startSandboxPayments } from '../../../test/support/payment-simulator.ts';
import { retryWaitsMs } from './notices.ts';

type World = Awaited<ReturnType<typeof startSandboxPayments>>;
let world: World;
beforeEach(async () => void (world = await startSandboxPayments()));
afterEach(() => world.close());

const refundOf = (outTradeNo: string) =>
  world.call('POST', '/v1/refunds', {
    outRefundNo: `R-${outTradeNo}`,
    outTradeNo,
    amountFen: '1000',
    reason: '买家取消',
  });
const types = () => world.ear.heard.map(({ body }) => body['type']);
const quiet = async () => {
  await world.control.drain();
  await new Promise((resolve) => setTimeout(resolve, 20));
  await world.control.drain();
};

describe('notices', () => {
  it('tell of a payment, signed by the published key', async () => {
    const order = await world.paid();
    const [heard] = await world.ear.until(1);
    assert.equal(heard?.verdict, 'ok');
    const { eventId, transactionId, occurredAt, ...rest } = heard.body;
    assert.deepEqual(rest, {
      type: 'payment.succeeded',
      outTradeNo: order.outTradeNo,
      amountFen: order.amountFen,
      merchantId: 'M-TEST',
    });
    assert.match(String(eventId), /^evt_/);
    assert.match(String(transactionId), /^SIM/);
    assert.ok(Math.abs(Date.parse(String(occurredAt)) - world.clock.now().getTime()) < minuteMs);
  });
  it('tell of refunds that went through and that failed', async () => {
    await world.paid();
    world.control.setFaults({ refundFailNext: 1 });
    await refundOf('T-1');
    await world.ear.until(2);
    const failed = world.ear.heard[1]!.body;
    assert.equal(failed['type'], 'refund.failed');
    assert.equal(failed['reason'], 'BANK_REFUSED');
    await world.call('POST', '/v1/refunds', {
      outRefundNo: 'R-2',
      outTradeNo: 'T-1',
      amountFen: '168000',
      reason: '买家取消',
    });
    await world.ear.until(3);
    assert.equal(world.ear.heard[2]!.body['type'], 'refund.succeeded');
    assert.equal(world.ear.heard[2]!.body['outRefundNo'], 'R-2');
  });
  it('come again until the merchant takes them, each time freshly signed', async () => {
    world.ear.answerWith(500);
    await world.paid();
    await world.ear.until(1);
    await quiet();
    world.clock.move(14 * secondMs);
    await new Promise((resolve) => setTimeout(resolve, 250));
    assert.equal(world.ear.heard.length, 1);
    world.ear.answerWith(204);
    world.clock.move(secondMs);
    const [first, second] = await world.ear.until(2);
    assert.equal(first?.body['eventId'], second?.body['eventId']);
    assert.notEqual(first?.nonce, second?.nonce);
    assert.equal(second?.verdict, 'ok');
    await quiet();
    assert.equal(world.control.notices()[0]?.state, 'DELIVERED');
  });
  it('do not follow redirects', async () => {
    world.ear.answerWith(302);
    await world.paid();
    await world.ear.until(1);
    await quiet();
    assert.equal(world.control.notices()[0]?.state, 'PENDING');
    assert.equal(world.control.notices()[0]?.lastStatus, 302);
  });
  it('are given up after fifteen tries more over 24 h 4 min', async () => {
    assert.equal(retryWaitsMs.length, 15);
    assert.equal(
      retryWaitsMs.reduce((sum, waitMs) => sum + waitMs, 0),
      24 * hourMs + 4 * minuteMs,
    );
    world.ear.answerWith(503);
    await world.paid();
    for (const [tries, waitMs] of retryWaitsMs.entries()) {
      await world.ear.until(tries + 1);
      await quiet();
      world.clock.move(waitMs);
    }
    await world.ear.until(16);
    await quiet();
    assert.equal(world.control.notices()[0]?.state, 'GIVEN_UP');
    world.clock.move(24 * hourMs);
    await quiet();
    assert.equal(world.ear.heard.length, 16);
  });
  it('count a merchant who answers nothing as one who did not take them', async () => {
    world.ear.answerWith(0);
    await world.paid();
    await world.ear.until(1);
    await quiet();
    const [notice] = world.control.notices();
    assert.deepEqual([notice?.state, notice?.lastStatus], ['PENDING', 0]);
  });
});

describe('faults of notices', () => {
  it('doubles every notice', async () => {
    world.control.setFaults({ duplicate: 2 });
    await world.paid();
    await world.ear.until(3);
    await quiet();
    const ids = new Set(world.ear.heard.map(({ body }) => body['eventId']));
    assert.deepEqual([world.ear.heard.length, ids.size], [3, 1]);
    assert.ok(world.ear.heard.every(({ verdict }) => verdict === 'ok'));
  });
  it('doubles exactly the share of notices it was told to', async () => {
    world.control.setFaults({ duplicate: 0.3 });
    for (let n = 0; n < 10; n += 1) await world.paid({ outTradeNo: `T-${n}` });
    await world.ear.until(13);
    await quiet();
    assert.equal(world.ear.heard.length, 13);
  });
  it('delays notices by the clock', async () => {
    world.control.setFaults({ delayMs: hourMs });
    await world.paid();
    await quiet();
    assert.equal(world.ear.heard.length, 0);
    world.clock.move(hourMs);
    await world.ear.until(1);
  });
  it('lets a later notice overtake an earlier one', async () => {
    world.control.setFaults({ reorder: true });
    await world.paid();
    await refundOf('T-1');
    await world.ear.until(2);
    assert.deepEqual(types(), ['refund.succeeded', 'payment.succeeded']);
    world.clock.move(2 * secondMs);
    await new Promise((resolve) => setTimeout(resolve, 250));
    await quiet();
    assert.equal(world.ear.heard.length, 2);
  });
  it('tries an overtaken and refused notice again by the schedule only', async () => {
    world.control.setFaults({ reorder: true });
    world.ear.answerWith(500);
    await world.paid();
    await refundOf('T-1');
    await world.ear.until(2);
    await quiet();
    world.clock.move(2 * secondMs);
    await new Promise((resolve) => setTimeout(resolve, 250));
    await quiet();
    assert.equal(world.ear.heard.length, 2);
    world.clock.move(13 * secondMs);
    await world.ear.until(4);
  });
  it('sends a notice that nothing overtakes all the same', async () => {
    world.control.setFaults({ reorder: true });
    await world.paid();
    await quiet();
    assert.equal(world.ear.heard.length, 0);
    world.clock.move(secondMs);
    await world.ear.until(1);
  });
  it('loses the next notices for good, until asked to send them again', async () => {
    world.control.setFaults({ loseNext: 1 });
    await world.paid();
    await world.paid({ outTradeNo: 'T-2' });
    await world.ear.until(1);
    world.clock.move(24 * hourMs);
    await quiet();
    assert.deepEqual(
      world.ear.heard.map(({ body }) => body['outTradeNo']),
      ['T-2'],
    );
    const [lost] = world.control.notices('T-1');
    assert.equal(lost?.state, 'LOST');
    const again = await world.call('POST', `/control/notices/${lost.eventId}/again`);
    assert.equal(again.status, 200);
    await world.ear.until(2);
  });
  it('loses exactly the share of notices it was told to', async () => {
    world.control.setFaults({ loseRate: 0.2 });
    for (let n = 0; n < 10; n += 1) await world.paid({ outTradeNo: `T-${n}` });
    await world.ear.until(8);
    await quiet();
    assert.equal(world.control.notices().filter(({ state }) => state === 'LOST').length, 2);
    assert.equal(world.ear.heard.length, 8);
  });
  it('forges a signature and comes back with the true one when refused', async () => {
    world.control.setFaults({ forgeNext: 1 });
    world.ear.answerWith(401);
    await world.paid();
    const [forged] = await world.ear.until(1);
    assert.equal(forged?.verdict, 'wrong-signature');
    await quiet();
    world.ear.answerWith(200);
    world.clock.move(15 * secondMs);
    const heard = await world.ear.until(2);
    assert.equal(heard[1]?.verdict, 'ok');
  });
  it("tells of another merchant's money beside the true notice", async () => {
    world.control.setFaults({ foreignMerchantNext: 1 });
    await world.paid();
    const [foreign, own] = await world.ear.until(2);
    assert.equal(foreign?.verdict, 'ok');
    assert.equal(foreign?.body['merchantId'], 'SOMEBODY-ELSE');
    assert.notEqual(foreign?.body['eventId'], own?.body['eventId']);
    assert.equal(own?.body['merchantId'], 'M-TEST');
  });
  it('tells another amount, well signed', async () => {
    world.control.setFaults({ wrongAmountNext: 1 });
    await world.paid();
    const [wrong] = await world.ear.until(1);
    assert.equal(wrong?.verdict, 'ok');
    assert.equal(wrong?.body['amountFen'], '167999');
  });
});
