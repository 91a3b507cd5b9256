// Real: the adapter over HTTP and all its cryptography. Fake: WeChat Pay, by a server on this
// machine that checks our signatures and signs its own; a clock that stands.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { createStandingClock, minuteMs } from '#platform/clock.ts';
import { Outage } from '#platform/refusal.ts';
import {
  certificateSerial,
  isCashierSigned,
  startWechatParty,
  wechatMerchant,
} from '../../../../../test/support/wechat-party.ts';
import type { PayerClient, PaymentProvider, ProviderNotice } from '../../provider.ts';
import { Denial } from '../wire.ts';
import { createWechatProvider, type WechatOptions } from './wechat.ts';

const clock = createStandingClock(new Date('2026-11-24T04:00:00Z'));
let party: Awaited<ReturnType<typeof startWechatParty>>;
let provider: PaymentProvider;
let numbers = 1000;
const provide = (change: Partial<WechatOptions> = {}) =>
  createWechatProvider(party.options(change));

before(async () => void (party = await startWechatParty(clock)));
beforeEach(() => {
  party.signAs('publicKey');
  party.desk.endRefundsAs('SUCCESS');
  party.desk.setBill('');
  for (const fault of ['answer', 'signing', 'hash', 'noCertificates'] as const) {
    delete party.faults[fault];
  }
  provider = provide();
});
after(() => party.close());

const isOutage = (error: unknown) => error instanceof Outage;
const isDenial = (error: unknown) => error instanceof Denial;

const orderOf = (
  outTradeNo: string,
  client: PayerClient = { kind: 'desktop', ip: '10.0.0.1' },
) => ({
  outTradeNo,
  amountFen: 168_000n,
  description: '旁轴风格微单机身 银色 ×1',
  notifyUrl: 'https://shop.example/api/v1/payments/notices/wechat',
  returnUrl: 'https://shop.example/orders/1?paid=1',
  expiresAt: new Date(clock.now().getTime() + 30 * minuteMs),
  client,
});

const refundOf = (outRefundNo: string, outTradeNo: string, amountFen = 1_000n) => ({
  outRefundNo,
  outTradeNo,
  transactionId: 'T',
  amountFen,
  paidFen: 168_000n,
  reason: '少发',
  notifyUrl: 'https://shop.example/api/v1/payments/notices/wechat',
});

async function opened(): Promise<string> {
  const outTradeNo = `${(numbers += 1)}`.padStart(19, '1');
  await provider.createPayment(orderOf(outTradeNo));
  return outTradeNo;
}

async function paid() {
  const outTradeNo = await opened();
  return { outTradeNo, told: party.desk.pay(outTradeNo) };
}

const read = ({ headers, rawBody }: ReturnType<typeof party.notice>) =>
  provider.verifyNotice(headers, rawBody);

describe('payments by WeChat Pay', () => {
  it('are a code on a desktop, a page on a phone, and signed parameters inside WeChat', async () => {
    const code = await provider.createPayment(orderOf('1111111'));
    assert.deepEqual(code.cashier, { kind: 'code', text: 'weixin://wxpay/bizpayurl?pr=1111111' });
    const page = await provider.createPayment(
      orderOf('1111112', { kind: 'phone', ip: '10.0.0.2' }),
    );
    assert.ok(page.cashier.kind === 'page');
    assert.equal(
      new URL(page.cashier.url).searchParams.get('redirect_url'),
      'https://shop.example/orders/1?paid=1',
    );
    const inside = { kind: 'wechat', ip: '10.0.0.3', openid: 'oUpF8uMuAJO' } as const;
    const called = await provider.createPayment(orderOf('1111113', inside));
    assert.ok(called.cashier.kind === 'wechat');
    assert.equal(called.cashier.parameters['package'], 'prepay_id=wx1111113');
    assert.ok(isCashierSigned(called.cashier.parameters));
    const stranger = await provider.createPayment(orderOf('1111114', { kind: 'wechat', ip: '1' }));
    assert.equal(stranger.cashier.kind, 'code');
  });
  it('are the same for the same number', async () => {
    const outTradeNo = await opened();
    await provider.createPayment(orderOf(outTradeNo));
    assert.equal((await provider.queryPayment(outTradeNo)).state, 'PENDING');
  });
  it('are found when asked for, whole or partly refunded', async () => {
    const { outTradeNo, told } = await paid();
    const wanted = {
      state: 'PAID',
      transactionId: told['transaction_id'],
      amountFen: 168_000n,
      paidAt: clock.now(),
    };
    assert.deepEqual(await provider.queryPayment(outTradeNo), wanted);
    await provider.refund(refundOf(`${outTradeNo}-0`, outTradeNo));
    assert.deepEqual(await provider.queryPayment(outTradeNo), wanted);
  });
  it('are unknown where WeChat never heard of them, and then as good as closed', async () => {
    assert.deepEqual(await provider.queryPayment('none'), { state: 'UNKNOWN' });
    assert.equal(await provider.closePayment('none'), 'CLOSED');
  });
  it('are closed, twice if need be, unless the payer was faster', async () => {
    const outTradeNo = await opened();
    assert.equal(await provider.closePayment(outTradeNo), 'CLOSED');
    assert.equal(await provider.closePayment(outTradeNo), 'CLOSED');
    assert.equal((await provider.queryPayment(outTradeNo)).state, 'CLOSED');
    assert.equal(await provider.closePayment((await paid()).outTradeNo), 'PAID');
  });
});

describe('answers of WeChat Pay', () => {
  it('are believed by the public key, and by a certificate that is fetched for its serial', async () => {
    const { outTradeNo } = await paid();
    party.signAs('certificate');
    assert.equal((await provider.queryPayment(outTradeNo)).state, 'PAID');
    const old = provide({ publicKey: undefined });
    assert.equal((await old.queryPayment(outTradeNo)).state, 'PAID');
  });
  it('are outages when another signed them, when they are old, or of an unknown serial', async () => {
    const { outTradeNo } = await paid();
    const wrongs = [
      { as: 'stranger' as const },
      { as: 'stranger' as const, serial: certificateSerial },
      { as: 'publicKey' as const, serial: 'PUB_KEY_ID_0' },
      { ageMs: 6 * minuteMs },
      { ageMs: -6 * minuteMs },
      { signature: '' },
    ];
    for (const signing of wrongs) {
      party.faults.signing = signing;
      await assert.rejects(provider.queryPayment(outTradeNo), isOutage, JSON.stringify(signing));
    }
    assert.equal((await provider.queryPayment(outTradeNo)).state, 'PAID');
  });
  it('are outages when WeChat is down, hurried, silent or makes no sense', async () => {
    const outTradeNo = await opened();
    const code = (text: string) => JSON.stringify({ code: text });
    for (const answer of [
      { status: 503 },
      { status: 429, body: code('RATELIMIT_EXCEEDED') },
      { status: 400, body: code('SYSTEM_ERROR') },
      { status: 302 },
      { status: 404, body: '<html>' },
      { status: 200, body: '{}' },
    ]) {
      party.faults.answer = answer;
      await assert.rejects(provider.queryPayment(outTradeNo), isOutage, String(answer.status));
    }
    await assert.rejects(provide({ baseUrl: 'http://127.0.0.1:1' }).queryPayment('1'), isOutage);
  });
  it('are no outage when WeChat does not know our signature', async () => {
    await assert.rejects(provide({ serial: 'ABCD' }).queryPayment('1'), isDenial);
  });
  it('that cannot be told from a certificate’s absence do not pass for "unknown payment"', async () => {
    const { outTradeNo } = await paid();
    const alone = provide({ publicKey: undefined, apiKey: Buffer.alloc(32, 1) });
    await assert.rejects(alone.queryPayment(outTradeNo), isOutage);
  });
});

describe('refunds by WeChat Pay', () => {
  it('succeed, are the same under the same number, and stand on the day they were taken up', async () => {
    const { outTradeNo } = await paid();
    const takenAt = clock.now();
    const order = refundOf(`${outTradeNo}-0`, outTradeNo);
    const done = await provider.refund(order);
    assert.partialDeepStrictEqual(done, { state: 'SUCCEEDED', amountFen: 1_000n });
    clock.move(10 * minuteMs);
    assert.deepEqual(await provider.refund(order), done);
    assert.deepEqual(await provider.queryRefund(order), done);
    assert.deepEqual(done.finishedAt, takenAt);
  });
  it('are under way, failed, or wait for the merchant under the same number', async () => {
    const states = { PROCESSING: 'PROCESSING', CLOSED: 'FAILED', ABNORMAL: 'PROCESSING' };
    for (const [status, state] of Object.entries(states)) {
      party.desk.endRefundsAs(status);
      const { outTradeNo } = await paid();
      const answer = await provider.refund(refundOf(`${outTradeNo}-0`, outTradeNo));
      assert.equal(answer.state, state, status);
    }
  });
  it('are refused when more is asked for than was paid, and unknown where never asked', async () => {
    const { outTradeNo } = await paid();
    const tooMuch = refundOf(`${outTradeNo}-0`, outTradeNo, 168_001n);
    await assert.rejects(provider.refund(tooMuch), isDenial);
    assert.deepEqual(await provider.queryRefund(tooMuch), { state: 'UNKNOWN' });
  });
  it('that were made are done, whatever a later no says', async () => {
    const { outTradeNo } = await paid();
    const order = refundOf(`${outTradeNo}-0`, outTradeNo);
    const done = await provider.refund(order);
    const body = JSON.stringify({ code: 'USER_ACCOUNT_ABNORMAL' });
    party.faults.answer = { status: 403, body };
    assert.deepEqual(await provider.refund(order), done);
  });
  it('fail when the payer’s account is gone', async () => {
    const { outTradeNo } = await paid();
    party.desk.endRefundsAs('USER_ACCOUNT_ABNORMAL');
    const answer = await provider.refund(refundOf(`${outTradeNo}-0`, outTradeNo));
    assert.deepEqual([answer.state, answer.reason], ['FAILED', 'USER_ACCOUNT_ABNORMAL']);
  });
});

describe('notices of WeChat Pay', () => {
  it('of a payment are opened and read', async () => {
    const { outTradeNo, told } = await paid();
    for (const as of ['publicKey', 'certificate'] as const) {
      const notice = await read(party.notice('transaction', told, { as, id: `EV-${as}` }));
      assert.deepEqual(notice, {
        eventId: `EV-${as}`,
        type: 'payment.succeeded',
        outNo: outTradeNo,
        transactionId: told['transaction_id'],
        amountFen: 168_000n,
        merchantId: wechatMerchant.merchantId,
        occurredAt: clock.now(),
      });
    }
  });
  it('are forged when signed by another, changed, old, or sent a second time', async () => {
    const { told } = await paid();
    const verdict = (how: Parameters<typeof party.notice>[2]) =>
      read(party.notice('transaction', told, how));
    assert.equal(await verdict({ as: 'stranger' }), 'forged');
    assert.equal(await verdict({ as: 'stranger', serial: certificateSerial }), 'forged');
    assert.equal(await verdict({ serial: 'PUB_KEY_ID_9' }), 'forged');
    assert.equal(await verdict({ ageMs: 6 * minuteMs }), 'forged');
    assert.equal(await verdict({ signature: '' }), 'forged');
    assert.equal(await provider.verifyNotice({}, Buffer.from('{}')), 'forged');
    const { headers, rawBody } = party.notice('transaction', told);
    const changed = Buffer.from(rawBody.toString().replace('encrypt', 'Encrypt'));
    assert.equal(await provider.verifyNotice(headers, changed), 'forged');
    assert.notEqual(await provider.verifyNotice(headers, rawBody), 'forged');
    assert.equal(await provider.verifyNotice(headers, rawBody), 'forged');
  });
  it('by a certificate are believed only if the list of certificates is WeChat’s', async () => {
    const { told } = await paid();
    const byCertificate = () => party.notice('transaction', told, { as: 'certificate' });
    party.faults.signing = { as: 'stranger', serial: certificateSerial };
    await assert.rejects(read(byCertificate()), isOutage);
    assert.notEqual(await read(byCertificate()), 'forged');
  });
  it('by a certificate are forged to a merchant that has none', async () => {
    const { told } = await paid();
    party.faults.noCertificates = true;
    assert.equal(await read(party.notice('transaction', told, { as: 'certificate' })), 'forged');
  });
  it('that only test whether wrong signatures are noticed are never believed', async () => {
    const { told } = await paid();
    const signature = 'WECHATPAY/SIGNTEST/dGhpcyBpcyBub3QgYSBzaWduYXR1cmU=';
    assert.equal(await read(party.notice('transaction', told, { signature })), 'probe');
    assert.equal(provider.noticeAnswers?.refused.status, 401);
  });
  it('that do not open under our key are an outage: WeChat shall tell them again', async () => {
    const { told } = await paid();
    const sealed = party.notice('transaction', told, { apiKey: Buffer.alloc(32, 7) });
    await assert.rejects(read(sealed), isOutage);
  });
  it('show another merchant’s number and a wrong amount for the shop to compare', async () => {
    const { told } = await paid();
    const foreign = await read(party.notice('transaction', { ...told, mchid: '1900000009' }));
    assert.equal((foreign as ProviderNotice).merchantId, '1900000009');
    const amount = { total: 167_999, currency: 'CNY' };
    const wrong = await read(party.notice('transaction', { ...told, amount }));
    assert.equal((wrong as ProviderNotice).amountFen, 167_999n);
  });
  it('of another currency make no sense, and those of shares concern nobody here', async () => {
    const { told } = await paid();
    const amount = { total: 168_000, currency: 'HKD' };
    await assert.rejects(read(party.notice('transaction', { ...told, amount })), isOutage);
    assert.equal(await read(party.notice('profitsharing', told)), 'irrelevant');
    const waiting = { ...told, trade_state: 'USERPAYING' };
    assert.equal(await read(party.notice('transaction', waiting)), 'irrelevant');
  });
  it('of a refund are looked up, for the day on whose bill it stands', async () => {
    const { outTradeNo } = await paid();
    const takenAt = clock.now();
    await provider.refund(refundOf(`${outTradeNo}-0`, outTradeNo));
    clock.move(30 * minuteMs);
    const notice = await read(
      party.notice('refund', {
        mchid: wechatMerchant.merchantId,
        out_trade_no: outTradeNo,
        transaction_id: 'T',
        out_refund_no: `${outTradeNo}-0`,
        refund_status: 'SUCCESS',
        success_time: clock.now().toISOString(),
      }),
    );
    assert.partialDeepStrictEqual(notice, {
      type: 'refund.succeeded',
      outNo: `${outTradeNo}-0`,
      amountFen: 1_000n,
      occurredAt: takenAt,
    });
  });
});
