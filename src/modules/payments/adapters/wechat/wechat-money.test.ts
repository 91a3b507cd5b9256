// Real: the adapter over HTTP. Fake: WeChat Pay, by a server on this machine; a clock that stands.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { createStandingClock, minuteMs } from '#platform/clock.ts';
import { Outage } from '#platform/refusal.ts';
import { startWechatParty, wechatMerchant } from '../../../../../test/support/wechat-party.ts';
import { Denial } from '../wire.ts';
import { readTradeBill } from './wechat-bill.ts';
import { createWechatProvider, type WechatOptions } from './wechat.ts';

const clock = createStandingClock(new Date('2026-11-24T04:00:00Z'));
let party: Awaited<ReturnType<typeof startWechatParty>>;
const provide = (change: Partial<WechatOptions> = {}) =>
  createWechatProvider(party.options(change));

before(async () => void (party = await startWechatParty(clock)));
beforeEach(() => delete party.faults.hash);
after(() => party.close());

describe('shares of WeChat Pay', () => {
  const freezing = async (outTradeNo: string, freeze = true) => {
    const provider = provide({ freeze });
    await provider.createPayment({
      outTradeNo,
      amountFen: 10_000n,
      description: '茶杯',
      notifyUrl: 'https://shop.example/n',
      returnUrl: 'https://shop.example/o',
      expiresAt: new Date(clock.now().getTime() + 30 * minuteMs),
      client: { kind: 'desktop', ip: '10.0.0.1' },
    });
    const transactionId = String(party.desk.pay(outTradeNo)['transaction_id']);
    return { provider, shares: provider.shares!, transactionId };
  };
  it('are handed out of a frozen payment, asked after, released and taken back', async () => {
    const { provider, shares, transactionId } = await freezing('2111111');
    assert.partialDeepStrictEqual(provider.capabilities, { hold: 'freeze', split: true });
    const key = { outShareNo: 'S-1', transactionId };
    const parts = [{ account: '1900000109', amountFen: 2_000n, reason: '货款' }];
    assert.equal((await shares.share({ ...key, parts })).state, 'PROCESSING');
    Object.assign(party.desk.shares.get('S-1')!, {
      state: 'FINISHED',
      receivers: [{ result: 'SUCCESS' }],
    });
    assert.equal((await shares.queryShare(key)).state, 'SUCCEEDED');
    const rest = { outShareNo: 'S-2', transactionId, reason: '解冻' };
    assert.equal((await shares.release(rest)).state, 'PROCESSING');
    const back = { outReturnNo: 'S-3', account: '1900000109', amountFen: 500n, reason: '退款' };
    assert.equal((await shares.takeBack!({ ...key, ...back })).state, 'SUCCEEDED');
    assert.deepEqual(await shares.queryShare({ outShareNo: 'none', transactionId }), {
      state: 'UNKNOWN',
    });
  });
  it('fail when a receiver is turned away', async () => {
    const { shares, transactionId } = await freezing('2111112');
    const key = { outShareNo: 'S-4', transactionId };
    await shares.share({ ...key, parts: [{ account: 'oUp', amountFen: 1n, reason: '货款' }] });
    Object.assign(party.desk.shares.get('S-4')!, {
      state: 'FINISHED',
      receivers: [{ result: 'CLOSED', fail_reason: 'ACCOUNT_ABNORMAL' }],
    });
    const found = await shares.queryShare(key);
    assert.ok(found.state === 'FAILED' && found.reason === 'ACCOUNT_ABNORMAL');
  });
  it('are refused for a payment that was not frozen', async () => {
    const { provider, shares, transactionId } = await freezing('2111113', false);
    assert.partialDeepStrictEqual(provider.capabilities, { hold: 'books', split: false });
    const order = { outShareNo: 'S-5', transactionId, reason: '解冻' };
    await assert.rejects(shares.release(order), (error) => error instanceof Denial);
  });
});

describe('transfers of WeChat Pay', () => {
  const scene = { id: '1005', reports: [{ type: '岗位类型', content: '卖家' }] };
  const order = {
    outTransferNo: '311111',
    amountFen: 166_992n,
    account: 'oUpF8uMuAJO',
    name: '林小满',
    bankName: '',
  };
  it('carry the name sealed, wait for their payee, and are told how they end', async () => {
    const provider = provide({ transferScene: scene });
    assert.equal(provider.capabilities.payout, 'wechat-user');
    assert.equal((await provider.transfer(order)).state, 'PROCESSING');
    const bill = party.desk.transfers.get('311111')!;
    assert.equal(party.openSealedName(String(bill['user_name'])), '林小满');
    assert.equal((await provider.queryTransfer('311111')).state, 'PROCESSING');
    bill['state'] = 'SUCCESS';
    assert.partialDeepStrictEqual(await provider.queryTransfer('311111'), {
      state: 'SUCCEEDED',
      amountFen: 166_992n,
    });
    const { headers, rawBody } = party.notice('mch_payment', bill);
    assert.partialDeepStrictEqual(await provider.verifyNotice(headers, rawBody), {
      type: 'transfer.succeeded',
      outNo: '311111',
      merchantId: wechatMerchant.merchantId,
      amountFen: 166_992n,
    });
    Object.assign(bill, { state: 'FAIL', fail_reason: 'NAME_NOT_CORRECT' });
    const failed = await provider.queryTransfer('311111');
    assert.ok(failed.state === 'FAILED' && failed.reason === 'NAME_NOT_CORRECT');
    assert.deepEqual(await provider.queryTransfer('none'), { state: 'UNKNOWN' });
  });
  it('are refused where the merchant has no purpose for them', async () => {
    assert.equal(provide().capabilities.payout, 'none');
    await assert.rejects(provide().transfer(order), (error) => error instanceof Denial);
  });
});

const headings =
  '交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注';
const line = (change: Record<string, string>) =>
  headings
    .split(',')
    .map((name) => `\`${change[name] ?? '0'}`)
    .join(',');
const bill = [
  `\uFEFF${headings}`,
  line({
    交易时间: '2026-11-23 23:59:59',
    微信订单号: '4200001',
    商户订单号: '111',
    交易状态: 'SUCCESS',
    商品名称: '茶杯,白',
    订单金额: '1680.50',
  }),
  line({
    交易时间: '2026-11-23 00:00:00',
    微信订单号: '4200001',
    商户订单号: '111',
    交易状态: 'REFUND',
    微信退款单号: '5000001',
    商户退款单号: '222-0',
    申请退款金额: '10.00',
    退款金额: '10.00',
  }),
  line({ 交易时间: '2026-11-23 00:00:01', 交易状态: 'REVOKED' }),
  '总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额',
  '`2,`1680.50,`10.00,`0.00,`0.00000,`1680.50,`10.00',
  '',
].join('\r\n');

describe('the bill of WeChat Pay', () => {
  it('is fetched, held against its hash and read', async () => {
    party.desk.setBill(bill);
    assert.deepEqual(await provide().downloadBill('2026-11-23'), [
      {
        kind: 'payment',
        transactionId: '4200001',
        outNo: '111',
        amountFen: 168_050n,
        at: new Date('2026-11-23T15:59:59Z'),
      },
      {
        kind: 'refund',
        transactionId: '5000001',
        outNo: '222-0',
        amountFen: 1_000n,
        at: new Date('2026-11-22T16:00:00Z'),
      },
    ]);
  });
  it('of a day on which nothing happened is empty', async () => {
    party.desk.setBill('');
    assert.deepEqual(await provide().downloadBill('2026-11-23'), []);
  });
  it('that is not what its hash says, is cut short or names its columns otherwise is an outage', async () => {
    const isOutage = (error: unknown) => error instanceof Outage;
    party.desk.setBill(bill);
    party.faults.hash = '0'.repeat(40);
    await assert.rejects(provide().downloadBill('2026-11-23'), isOutage);
    assert.throws(() => readTradeBill(bill.replaceAll('商户订单号', '单号')), isOutage);
    assert.throws(() => readTradeBill(bill.replace('1680.50', '16a')), isOutage);
  });
});
