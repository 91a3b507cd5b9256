// Real: the adapter, its reading of ZIP and GBK. Fake: Alipay, by a server on this machine.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { createStandingClock } from '#platform/clock.ts';
import { Outage } from '#platform/refusal.ts';
import { startAlipayParty } from '../../../../../test/support/alipay-party.ts';
import { gbk } from '../../../../../test/support/gbk.ts';
import { zipped } from '../../../../../test/support/zipped.ts';
import { readTable } from './alipay-bill.ts';
import { createAlipayProvider } from './alipay.ts';

const clock = createStandingClock(new Date('2026-11-24T04:00:00Z'));
let party: Awaited<ReturnType<typeof startAlipayParty>>;
before(async () => void (party = await startAlipayParty(clock)));
beforeEach(() => party.bills.clear());
after(() => party.close());

const isOutage = (error: unknown) => error instanceof Outage;

const trades = [
  '#支付宝业务明细查询',
  '#账号：[20880000000000010156]',
  '#-----------------------------------------业务明细列表----------------------------------------',
  '支付宝交易号,商户订单号,业务类型,商品名称,创建时间,完成时间,订单金额（元）,退款批次号/请求号,备注',
  '2026112322001\t,111\t,交易\t,Tuckshop 1\t,2026-11-23 10:00:00,2026-11-23 23:59:59,1680.50,\t,',
  '2026112322001\t,111\t,退款\t,Tuckshop 1\t,2026-11-23 10:00:00,2026-11-24 00:00:00,-10.00,222-0\t,',
  '2026112322002\t,112\t,其他\t,,2026-11-23 10:00:00,2026-11-23 10:00:00,1.00,\t,',
  '#-----------------------------------------业务明细列表结束------------------------------------',
  '#导出时间：[2026年11月24日 09:00:00]',
  '',
].join('\r\n');

const account = [
  '#支付宝账务明细查询',
  '账务流水号,业务流水号,商户订单号,发生时间,收入金额（+元）,支出金额（-元）,业务类型',
  '1\t,20261124110\t,333\t,2026-11-23 12:00:00,0.00,-1669.92,转账\t',
  '2\t,20261124111\t,\t,2026-11-23 12:00:00,1680.50,0.00,在线支付\t',
  '',
].join('\r\n');

const archive = (name: string, text: string) =>
  zipped([
    { name: gbk(`2088_20261123_${name}(汇总).csv`), body: gbk('#,,\r\n'), store: true },
    { name: gbk(`2088_20261123_${name}.csv`), body: gbk(text) },
  ]);

describe('the bill of Alipay', () => {
  it('is fetched, unpacked and read: payments and refunds', async () => {
    party.bills.set('trade', archive('业务明细', trades));
    const provider = createAlipayProvider(party.options());
    assert.deepEqual(await provider.downloadBill('2026-11-23'), [
      {
        kind: 'payment',
        transactionId: '2026112322001',
        outNo: '111',
        amountFen: 168_050n,
        at: new Date('2026-11-23T15:59:59Z'),
      },
      {
        kind: 'refund',
        transactionId: '2026112322001/222-0',
        outNo: '222-0',
        amountFen: 1_000n,
        at: new Date('2026-11-23T16:00:00Z'),
      },
    ]);
  });
  it('has the transfers too, where we pay out', async () => {
    party.bills.set('signcustomer', archive('账务明细', account));
    const provider = createAlipayProvider(party.options({ paysOut: true }));
    assert.deepEqual(await provider.downloadBill('2026-11-23'), [
      {
        kind: 'transfer',
        transactionId: '20261124110',
        outNo: '333',
        amountFen: 166_992n,
        at: new Date('2026-11-23T04:00:00Z'),
      },
    ]);
  });
  it('of a day on which nothing happened is empty', async () => {
    const provider = createAlipayProvider(party.options({ paysOut: true }));
    assert.deepEqual(await provider.downloadBill('2026-11-23'), []);
  });
  it('cannot be read when it is no archive, is cut short, or has other columns', async () => {
    const whole = archive('业务明细', trades);
    assert.equal(readTable(whole)[0]!('商户订单号'), '111');
    for (const bytes of [Buffer.from('<html>'), whole.subarray(10), zipped([])]) {
      assert.throws(() => readTable(bytes), isOutage);
    }
    assert.throws(() => readTable(whole)[0]!('单号'), isOutage);
    party.bills.set('trade', archive('业务明细', trades.replace('1680.50', 'x')));
    await assert.rejects(
      createAlipayProvider(party.options()).downloadBill('2026-11-23'),
      isOutage,
    );
  });
});
