// Real: the adapter and the simulator over HTTP. Fake: the shop's ear for notices; a moved clock.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, afterEach, before, describe, it } from 'node:test';
import { createMovableClock, minuteMs, secondMs } from '#platform/clock.ts';
import { Outage } from '#platform/refusal.ts';
import { merchant, startSandboxPayments } from '../../../../test/support/payment-simulator.ts';
import type { NoticeVerdict, PaymentProvider, ProviderNotice } from '../provider.ts';
import { createSimulatorProvider } from './simulator.ts';

type World = Awaited<ReturnType<typeof startSandboxPayments>>;
let world: World;
let provider: PaymentProvider;

const provide = (change: Partial<Parameters<typeof createSimulatorProvider>[0]> = {}) =>
  createSimulatorProvider({
    baseUrl: world.simulator.url,
    merchantId: merchant.merchantId,
    secret: merchant.secret,
    clock: world.clock,
    transferNotifyUrl: world.ear.url,
    timeoutMs: 500,
    ...change,
  });

before(async () => {
  world = await startSandboxPayments();
  provider = provide();
});
afterEach(() => {
  world.control.resetFaults();
  world.ear.heard.length = 0;
  world.ear.answerWith(200);
});
after(() => world.close());

const order = (outTradeNo: string, amountFen = 168_000n) => ({
  outTradeNo,
  amountFen,
  description: '二手相机 ×1',
  notifyUrl: world.ear.url,
  returnUrl: 'http://127.0.0.1/orders/1',
  client: { kind: 'desktop' as const, ip: '127.0.0.1' },
  expiresAt: new Date(world.clock.now().getTime() + 30 * minuteMs),
});

async function pay(outTradeNo: string, amountFen?: bigint): Promise<void> {
  await provider.createPayment(order(outTradeNo, amountFen));
  world.control.pay(outTradeNo);
  await world.control.drain();
}

const key = (outRefundNo: string, outTradeNo = 'A-3') => ({
  outRefundNo,
  outTradeNo,
  transactionId: 'SIM',
});
const refundOrder = (outRefundNo: string, outTradeNo: string, amountFen: bigint) => ({
  ...key(outRefundNo, outTradeNo),
  amountFen,
  paidFen: 168_000n,
  reason: '少发',
  notifyUrl: world.ear.url,
});

/** A notice that was told something, if only that it is forged. */
function told(verdict: NoticeVerdict): ProviderNotice {
  if (typeof verdict === 'string') throw new Error(`the notice is ${verdict}`);
  return verdict;
}

const readAt = async (index: number): Promise<NoticeVerdict> => {
  const heard = (await world.ear.until(index + 1))[index]!;
  return provider.verifyNotice(heard.headers, heard.rawBody);
};

describe('payments through the simulator', () => {
  it('opens, queries and closes a payment', async () => {
    const opened = await provider.createPayment(order('A-1'));
    assert.ok(opened.cashier.kind === 'page');
    assert.match(opened.cashier.url, /\/cashier\/pay_/);
    assert.equal((await provider.createPayment(order('A-1'))).providerRef, opened.providerRef);
    assert.equal((await provider.queryPayment('A-1')).state, 'PENDING');
    assert.equal(await provider.closePayment('A-1'), 'CLOSED');
    assert.equal((await provider.queryPayment('A-1')).state, 'CLOSED');
  });
  it('learns of a paid payment by asking', async () => {
    await pay('A-2');
    const found = await provider.queryPayment('A-2');
    assert.equal(found.state, 'PAID');
    assert.equal(found.amountFen, 168_000n);
    assert.ok(found.paidAt instanceof Date);
    assert.match(found.transactionId ?? '', /^SIM/);
    assert.equal(await provider.closePayment('A-2'), 'PAID');
  });
  it('calls a number unknown that the provider never heard of', async () => {
    assert.equal((await provider.queryPayment('A-none')).state, 'UNKNOWN');
    assert.equal((await provider.queryRefund(key('A-none'))).state, 'UNKNOWN');
    assert.equal((await provider.queryTransfer('A-none')).state, 'UNKNOWN');
    assert.equal(await provider.closePayment('A-none'), 'CLOSED');
  });
  it('refunds, and learns how refunds end', async () => {
    await pay('A-3');
    const refund = refundOrder('AR-1', 'A-3', 1000n);
    const taken = await provider.refund(refund);
    assert.equal(taken.state, 'PROCESSING');
    await world.control.drain();
    const done = await provider.queryRefund(key('AR-1'));
    assert.equal(done.state, 'SUCCEEDED');
    assert.equal((await provider.refund(refund)).providerRef, taken.providerRef);
  });
  it('throws what is no outage when a refund exceeds what was paid', async () => {
    const refund = refundOrder('AR-2', 'A-3', 168_000n);
    await assert.rejects(provider.refund(refund), (error) => !(error instanceof Outage));
  });
  it('transfers, and learns of a name that does not match', async () => {
    const payout = {
      outTransferNo: 'AW-1',
      amountFen: 166_992n,
      name: '林小满',
      bankName: '招商银行',
    };
    await provider.transfer({ ...payout, account: '6222020200112233' });
    await provider.transfer({ ...payout, outTransferNo: 'AW-2', account: '6222020200110000' });
    await world.control.drain();
    assert.equal((await provider.queryTransfer('AW-1')).state, 'SUCCEEDED');
    const failed = await provider.queryTransfer('AW-2');
    assert.ok(failed.state === 'FAILED' && failed.reason === 'NAME_MISMATCH');
  });
  it('reads the daily bill', async () => {
    const day = new Date(world.clock.now().getTime() + 8 * 60 * minuteMs);
    const bill = await provider.downloadBill(day.toISOString().slice(0, 10));
    const line = bill.find(({ outNo }) => outNo === 'AW-1');
    assert.deepEqual([line?.kind, line?.amountFen], ['transfer', 166_992n]);
    assert.ok(line?.at instanceof Date);
    assert.deepEqual(await provider.downloadBill('2020-01-01'), []);
  });
});

describe('outages of the simulator', () => {
  const outage = (error: unknown) => error instanceof Outage;
  it('are called outages when it is down', async () => {
    world.control.setFaults({ apiDownNext: 1 });
    await assert.rejects(provider.createPayment(order('O-1')), outage);
    await provider.createPayment(order('O-1'));
  });
  it('are called outages when it does not answer in time, though the work was done', async () => {
    world.control.setFaults({ apiTimeoutNext: 1 });
    await assert.rejects(provider.createPayment(order('O-2')), outage);
    assert.equal((await provider.queryPayment('O-2')).state, 'PENDING');
  });
  it('are called outages when nobody listens', async () => {
    const nobody = provide({ baseUrl: 'http://127.0.0.1:1' });
    await assert.rejects(nobody.queryPayment('O-1'), outage);
    await assert.rejects(nobody.verifyNotice({}, Buffer.from('{}')), outage);
  });
  it('are called outages when the answer makes no sense', async () => {
    const babble = createServer((_request, response) => response.end('<html>'));
    await new Promise<void>((resolve) => babble.listen(0, '127.0.0.1', resolve));
    const { port } = babble.address() as AddressInfo;
    await assert.rejects(
      provide({ baseUrl: `http://127.0.0.1:${port}` }).queryPayment('O-1'),
      outage,
    );
    babble.closeAllConnections();
    babble.close();
  });
  it('are called outages when the clock moved while the call was on its way', async () => {
    const behind = provide({ clock: createMovableClock(world.clock, 6 * minuteMs) });
    await assert.rejects(behind.queryPayment('O-1'), outage);
  });
  it('are not what a wrong secret is called', async () => {
    const wrong = provide({ secret: 'wrong' });
    await assert.rejects(wrong.queryPayment('O-1'), (error) => !outage(error));
  });
});

describe('notices of the simulator', () => {
  it('are believed once their signature is', async () => {
    await pay('N-1');
    const notice = told(await readAt(0));
    assert.equal(notice.type, 'payment.succeeded');
    assert.equal(notice.outNo, 'N-1');
    assert.equal(notice.amountFen, 168_000n);
    assert.equal(notice.merchantId, provider.merchantId);
    assert.ok(notice.occurredAt instanceof Date);
  });
  it('name refunds and transfers by their own numbers', async () => {
    await pay('N-2');
    await provider.refund(refundOrder('NR', 'N-2', 1n));
    await world.ear.until(2);
    const account = '6222020200110000';
    const payee = { account, name: '林小满', bankName: '招商银行' };
    await provider.transfer({ outTransferNo: 'NW', amountFen: 1n, ...payee });
    const refund = told(await readAt(1));
    const transfer = told(await readAt(2));
    assert.deepEqual([refund.type, refund.outNo], ['refund.succeeded', 'NR']);
    assert.deepEqual([transfer.type, transfer.outNo], ['transfer.failed', 'NW']);
    assert.equal(transfer.reason, 'NAME_MISMATCH');
  });
  it('are forged when signed by a stranger, and believed when the true one comes', async () => {
    world.control.setFaults({ forgeNext: 1 });
    world.ear.answerWith(401);
    await pay('N-3');
    assert.equal(await readAt(0), 'forged');
    world.ear.answerWith(200);
    world.clock.move(15 * secondMs);
    assert.notEqual(await readAt(1), 'forged');
  });
  it('are forged when the body was changed or the headers are missing', async () => {
    await pay('N-4');
    const [heard] = await world.ear.until(1);
    const changed = Buffer.from(heard!.rawBody.toString().replace('168000', '168001'));
    assert.equal(await provider.verifyNotice(heard!.headers, changed), 'forged');
    assert.equal(await provider.verifyNotice({}, heard!.rawBody), 'forged');
    const otherKey = { ...heard!.headers, 'sim-key-id': '0000000000000000' };
    assert.equal(await provider.verifyNotice(otherKey, heard!.rawBody), 'forged');
  });
  it('are forged when sent a second time by somebody who listened', async () => {
    await pay('N-5');
    assert.notEqual(await readAt(0), 'forged');
    assert.equal(await readAt(0), 'forged');
  });
  it('are forged when older than the window', async () => {
    await pay('N-6');
    const [heard] = await world.ear.until(1);
    const late = createMovableClock(world.clock, 6 * minuteMs);
    const verdict = await provide({ clock: late }).verifyNotice(heard!.headers, heard!.rawBody);
    assert.equal(verdict, 'forged');
  });
  it("show another merchant's number and a wrong amount for the shop to compare", async () => {
    world.control.setFaults({ foreignMerchantNext: 1, wrongAmountNext: 1 });
    await pay('N-7');
    const foreign = told(await readAt(0));
    const wrong = told(await readAt(1));
    assert.notEqual(foreign.merchantId, provider.merchantId);
    assert.equal(wrong.amountFen, 167_999n);
  });
});
