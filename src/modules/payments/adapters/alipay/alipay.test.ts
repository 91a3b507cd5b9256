// Real: the adapter and Alipay's library over HTTP, with their cryptography. Fake: Alipay, by a
// server on this machine that checks our signatures and signs its own; a clock that stands.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { createStandingClock, minuteMs } from '#platform/clock.ts';
import { Outage } from '#platform/refusal.ts';
import { alipayMerchant, startAlipayParty } from '../../../../../test/support/alipay-party.ts';
import type { PayerClient, PaymentProvider, ProviderNotice } from '../../provider.ts';
import { Denial } from '../wire.ts';
import { createAlipayProvider, type AlipayOptions } from './alipay.ts';

const clock = createStandingClock(new Date('2026-11-24T04:00:00Z'));
let party: Awaited<ReturnType<typeof startAlipayParty>>;
let provider: PaymentProvider;
let numbers = 1000;
const provide = (change: Partial<AlipayOptions> = {}) =>
  createAlipayProvider(party.options(change));

before(async () => void (party = await startAlipayParty(clock)));
beforeEach(() => {
  party.desk.refuseRefundsBy(undefined);
  party.bills.clear();
  provider = provide();
});
after(() => party.close());

const isOutage = (error: unknown) => error instanceof Outage;
const isDenial = (error: unknown) => error instanceof Denial;

const orderOf = (outTradeNo: string, kind: PayerClient['kind'] = 'desktop') => ({
  outTradeNo,
  amountFen: 168_000n,
  description: 'Tuckshop 1',
  notifyUrl: 'https://shop.example/api/v1/payments/notices/alipay',
  returnUrl: 'https://shop.example/orders/1?paid=1',
  expiresAt: new Date(clock.now().getTime() + 30 * minuteMs),
  client: { kind, ip: '10.0.0.1' },
});

const refundOf = (outTradeNo: string, amountFen = 1_000n, outRefundNo = `${outTradeNo}-0`) => ({
  outRefundNo,
  outTradeNo,
  transactionId: party.desk.trades.get(outTradeNo)?.tradeNo ?? 'T',
  amountFen,
  paidFen: 168_000n,
  reason: '少发',
  notifyUrl: 'https://shop.example/n',
});

async function cashierOf(outTradeNo: string, kind?: PayerClient['kind']): Promise<string> {
  const { cashier } = await provider.createPayment(orderOf(outTradeNo, kind));
  assert.ok(cashier.kind === 'page');
  return cashier.url;
}

async function paid(change: Record<string, string> = {}) {
  const outTradeNo = `${(numbers += 1)}`.padStart(19, '1');
  const notice = party.payAt(await cashierOf(outTradeNo), change);
  return { outTradeNo, notice };
}

const read = ({ headers, rawBody }: ReturnType<typeof party.notice>) =>
  provider.verifyNotice(headers, rawBody);

describe('payments by Alipay', () => {
  it('are a signed page, of its own for a desktop and for a phone', async () => {
    const desktop = party.openCashier(await cashierOf('11'));
    assert.partialDeepStrictEqual(desktop, {
      method: 'alipay.trade.page.pay',
      notify_url: 'https://shop.example/api/v1/payments/notices/alipay',
      return_url: 'https://shop.example/orders/1?paid=1',
      timestamp: '2026-11-24 12:00:00',
      content: {
        out_trade_no: '11',
        total_amount: '1680.00',
        product_code: 'FAST_INSTANT_TRADE_PAY',
        time_expire: '2026-11-24 12:30:00',
      },
    });
    const phone = party.openCashier(await cashierOf('12', 'phone'));
    assert.partialDeepStrictEqual(phone, {
      method: 'alipay.trade.wap.pay',
      content: { product_code: 'QUICK_WAP_WAY', quit_url: 'https://shop.example/orders/1?paid=1' },
    });
    assert.ok(!provider.capabilities.clients.includes('wechat'));
  });
  it('are unknown until the payer has come, then open, then closed', async () => {
    const url = await cashierOf('13');
    assert.deepEqual(await provider.queryPayment('13'), { state: 'UNKNOWN' });
    assert.equal(await provider.closePayment('13'), 'CLOSED');
    party.desk.visit(party.openCashier(url)['content'] as Record<string, unknown>);
    assert.equal((await provider.queryPayment('13')).state, 'PENDING');
    assert.equal(await provider.closePayment('13'), 'CLOSED');
    assert.equal(await provider.closePayment('13'), 'CLOSED');
    assert.equal((await provider.queryPayment('13')).state, 'CLOSED');
  });
  it('are found when asked for, and still paid when all of it went back', async () => {
    const { outTradeNo } = await paid();
    const found = await provider.queryPayment(outTradeNo);
    assert.partialDeepStrictEqual(found, {
      state: 'PAID',
      amountFen: 168_000n,
      paidAt: clock.now(),
    });
    assert.equal(await provider.closePayment(outTradeNo), 'PAID');
    await provider.refund(refundOf(outTradeNo, 168_000n));
    assert.deepEqual(await provider.queryPayment(outTradeNo), found);
  });
});

describe('answers of Alipay', () => {
  it('are outages when another signed them, or nobody', async () => {
    const { outTradeNo } = await paid();
    for (const key of ['stranger', 'none'] as const) {
      party.faults.key = key;
      await assert.rejects(provider.queryPayment(outTradeNo), isOutage, key);
    }
    assert.equal((await provider.queryPayment(outTradeNo)).state, 'PAID');
  });
  it('are outages when Alipay is down, troubled, silent or makes no sense', async () => {
    for (const answer of [{ status: 503 }, { status: 200, body: '<html>' }, { status: 302 }]) {
      party.faults.answer = answer;
      await assert.rejects(provider.queryPayment('1'), isOutage, String(answer.status));
    }
    for (const code of ['ACQ.SYSTEM_ERROR', 'isp.unknow-error', 'aop.ACQ.SYSTEM_ERROR']) {
      party.faults.code = code;
      await assert.rejects(provider.queryPayment('1'), isOutage, code);
    }
    const nobody = provide({ gateway: 'http://127.0.0.1:1/gateway.do' });
    await assert.rejects(nobody.queryPayment('1'), isOutage);
  });
  it('are believed by Alipay’s certificate as by its key', async () => {
    const { outTradeNo, notice } = await paid();
    provider = provide({ trust: party.certificates() });
    assert.equal((await provider.queryPayment(outTradeNo)).state, 'PAID');
    assert.notEqual(await read(notice), 'forged');
    const wrong = {
      ...party.certificates(),
      alipayCertificate: party.certificates().appCertificate,
    };
    await assert.rejects(provide({ trust: wrong }).queryPayment(outTradeNo), isOutage);
  });
  it('are no outage when Alipay does not know our app', async () => {
    await assert.rejects(provide({ appId: '2021000000000009' }).queryPayment('1'), isDenial);
  });
});

describe('refunds by Alipay', () => {
  it('succeed, and are the same under the same number', async () => {
    const { outTradeNo } = await paid();
    const finishedAt = clock.now();
    const order = refundOf(outTradeNo);
    const done = await provider.refund(order);
    assert.partialDeepStrictEqual(done, { state: 'SUCCEEDED', amountFen: 1_000n, finishedAt });
    clock.move(minuteMs);
    assert.deepEqual(await provider.refund(order), done);
    assert.deepEqual(await provider.queryRefund(order), done);
  });
  it('are refused when more is asked for than was paid, and unknown where never asked', async () => {
    const { outTradeNo } = await paid();
    const tooMuch = refundOf(outTradeNo, 168_001n);
    await assert.rejects(provider.refund(tooMuch), isDenial);
    assert.deepEqual(await provider.queryRefund(tooMuch), { state: 'UNKNOWN' });
    assert.deepEqual(await provider.queryRefund(refundOf('none')), { state: 'UNKNOWN' });
  });
  it('fail where the trade is over, and wait where the account is empty', async () => {
    const { outTradeNo } = await paid();
    party.desk.refuseRefundsBy('ACQ.TRADE_HAS_FINISHED');
    const over = await provider.refund(refundOf(outTradeNo));
    assert.deepEqual([over.state, over.reason], ['FAILED', 'ACQ.TRADE_HAS_FINISHED']);
    party.desk.refuseRefundsBy('ACQ.SELLER_BALANCE_NOT_ENOUGH');
    await assert.rejects(provider.refund(refundOf(outTradeNo)), isDenial);
  });
});

describe('notices of Alipay', () => {
  it('of a payment are read, and answered by the word it waits for', async () => {
    const { outTradeNo, notice } = await paid({ notify_id: 'N-1' });
    assert.deepEqual(await read(notice), {
      eventId: 'N-1',
      type: 'payment.succeeded',
      outNo: outTradeNo,
      transactionId: party.desk.trades.get(outTradeNo)!.tradeNo,
      amountFen: 168_000n,
      merchantId: provider.merchantId,
      occurredAt: clock.now(),
    });
    assert.equal(provider.noticeAnswers?.taken.body, 'success');
  });
  it('are forged when signed by another, more weakly, not at all, or changed', async () => {
    const { outTradeNo, notice } = await paid();
    const told = party.desk.told(outTradeNo);
    assert.equal(await read(party.notice(told, { key: party.stranger })), 'forged');
    assert.equal(await read(party.notice(told, { type: 'RSA' })), 'forged');
    const changed = Buffer.from(notice.rawBody.toString().replace('1680.00', '1680.01'));
    assert.equal(await provider.verifyNotice({}, changed), 'forged');
    const form = new URLSearchParams(notice.rawBody.toString());
    form.delete('sign');
    assert.equal(await provider.verifyNotice({}, Buffer.from(form.toString())), 'forged');
    assert.equal(await provider.verifyNotice({}, Buffer.from('')), 'forged');
  });
  it('bear the same number in every copy', async () => {
    const { notice } = await paid();
    const [one, two] = [await read(notice), await read(notice)];
    assert.equal((one as ProviderNotice).eventId, (two as ProviderNotice).eventId);
  });
  it('show another seller, another app and a wrong amount for the shop to compare', async () => {
    for (const name of ['seller_id', 'app_id']) {
      const foreign = await read((await paid({ [name]: '2021000000000009' })).notice);
      assert.notEqual((foreign as ProviderNotice).merchantId, provider.merchantId);
    }
    const wrong = await read((await paid({ total_amount: '1679.99' })).notice);
    assert.equal((wrong as ProviderNotice).amountFen, 167_999n);
  });
  it('of what is not paid, or no trade, concern nobody here', async () => {
    for (const [name, value] of [
      ['trade_status', 'WAIT_BUYER_PAY'],
      ['trade_status', 'TRADE_CLOSED'],
      ['notify_type', 'something_else'],
    ] as const) {
      assert.equal(await read((await paid({ [name]: value })).notice), 'irrelevant');
    }
  });
  it('of a refund are looked up: their amounts are sums', async () => {
    const { outTradeNo } = await paid();
    await provider.refund(refundOf(outTradeNo, 1_000n));
    await provider.refund(refundOf(outTradeNo, 500n, `${outTradeNo}-1`));
    const told = {
      ...party.desk.told(outTradeNo),
      gmt_refund: '2026-11-24 12:00:00.123',
      refund_fee: '15.00',
      out_biz_no: `${outTradeNo}-1`,
    };
    assert.partialDeepStrictEqual(await read(party.notice(told)), {
      type: 'refund.succeeded',
      outNo: `${outTradeNo}-1`,
      amountFen: 500n,
      merchantId: `${alipayMerchant.appId}/${alipayMerchant.sellerId}`,
    });
  });
});

describe('transfers and shares by Alipay', () => {
  const payout = {
    outTransferNo: '21',
    amountFen: 166_992n,
    account: '6222020200112233',
    name: '林小满',
    bankName: '招商银行',
  };
  it('reach a bank card, are told how they end, and need a product of their own', async () => {
    await assert.rejects(provider.transfer(payout), isDenial);
    const paying = provide({ paysOut: true });
    assert.equal(paying.capabilities.payout, 'bank-account');
    assert.equal((await paying.transfer(payout)).state, 'PROCESSING');
    Object.assign(party.desk.transfers.get('21')!, {
      status: 'SUCCESS',
      pay_date: '2026-11-24 13:00:00',
    });
    const done = await paying.queryTransfer('21');
    assert.partialDeepStrictEqual(done, {
      state: 'SUCCEEDED',
      amountFen: 166_992n,
      finishedAt: new Date('2026-11-24T05:00:00Z'),
    });
    const { rawBody } = party.notice({
      msg_method: 'alipay.fund.trans.order.changed',
      biz_content: JSON.stringify({ out_biz_no: '21', status: 'SUCCESS' }),
    });
    assert.partialDeepStrictEqual(await paying.verifyNotice({}, rawBody), {
      type: 'transfer.succeeded',
      outNo: '21',
      amountFen: 166_992n,
    });
  });
  it('fail for a card that is none, and are unknown where never asked', async () => {
    const paying = provide({ paysOut: true });
    const taken = await paying.transfer({ ...payout, outTransferNo: '22', account: '62220000' });
    assert.equal(taken.state, 'FAILED');
    const failed = await paying.queryTransfer('22');
    assert.ok(failed.state === 'FAILED' && failed.reason === 'PAYEE_CARD_INFO_ERROR');
    assert.deepEqual(await paying.queryTransfer('none'), { state: 'UNKNOWN' });
  });
  it('are handed out of a payment whose settlement waits, and end its waiting', async () => {
    provider = provide({ subMerchantId: '2088000000000005' });
    assert.partialDeepStrictEqual(provider.capabilities, { hold: 'freeze', split: true });
    const { outTradeNo } = await paid();
    const { tradeNo: transactionId } = party.desk.trades.get(outTradeNo)!;
    const key = { outShareNo: 'S-1', transactionId };
    const parts = [{ account: '2088000000000006', amountFen: 100n, reason: '货款' }];
    const shares = provider.shares!;
    assert.equal((await shares.share({ ...key, parts })).state, 'PROCESSING');
    const share = party.desk.shares.get('S-1')!;
    assert.equal((await shares.queryShare(key)).state, 'PROCESSING');
    share['royalty_detail_list'] = [{ state: 'SUCCESS' }];
    assert.equal((await shares.queryShare(key)).state, 'SUCCEEDED');
    share['royalty_detail_list'] = [{ state: 'FAIL', error_code: 'X' }];
    assert.equal((await shares.queryShare(key)).state, 'FAILED');
    const release = { outShareNo: 'S-2', transactionId, reason: '确认收货' };
    assert.equal((await shares.release(release)).state, 'SUCCEEDED');
    assert.equal((await shares.queryShare({ ...key, outShareNo: '-' })).state, 'UNKNOWN');
  });
});
