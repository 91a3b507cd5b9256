import assert from 'node:assert/strict';
import { test } from 'node:test';
import { statementFile } from './statement-file.ts';

const line = {
  id: '1',
  orderId: '251904580975603814',
  kind: 'settle',
  amountFen: 20_874n,
  grossFen: 21_000n,
  feeFen: 126n,
  balanceFen: 20_874n,
  at: new Date('2026-10-31T16:30:05Z'),
} as const;

test('a month as a file: the words of the reader, Shanghai’s time, yuan with two places', () => {
  const withdrawn = {
    ...line,
    kind: 'withdraw',
    orderId: null,
    grossFen: null,
    feeFen: null,
    amountFen: -874n,
    balanceFen: 20_000n,
  } as const;
  assert.equal(
    statementFile([line, withdrawn], 'zh-CN'),
    '\uFEFF时间（北京时间）,类型,订单号,收款（元）,服务费（元）,变动（元）,余额（元）\r\n' +
      "2026-11-01 00:30:05,卖出,'251904580975603814,210.00,1.26,208.74,208.74\r\n" +
      '2026-11-01 00:30:05,提现,,,,-8.74,200.00\r\n',
  );
  assert.match(statementFile([line], 'en'), /^\uFEFFtime \(Shanghai\),kind,.*\r\n.*,sale,/);
  assert.equal(statementFile([], 'en').split('\r\n').length, 2);
});

test('every kind of line has a word in both languages, and the heads are English in English', () => {
  const words = {
    settle: ['卖出', 'sale'],
    withdraw: ['提现', 'withdrawal'],
    'withdraw-returned': ['提现退回', 'withdrawal returned'],
    'take-back': ['售后退款', 'after-sale refund'],
    'repay-debt': ['归还平台垫付', 'debt repaid'],
    compensate: ['售后运费补偿', 'return freight'],
    goodwill: ['平台补偿', 'goodwill'],
    'goodwill-back': ['平台补偿收回', 'goodwill taken back'],
    correction: ['更正', 'correction'],
    'charge-back': ['支付争议扣回', 'lost payment dispute'],
  } as const;
  for (const [kind, [zh, en]] of Object.entries(words)) {
    const one = { ...line, kind: kind as keyof typeof words };
    assert.equal(statementFile([one], 'zh-CN').split('\r\n')[1]!.split(',')[1], zh);
    assert.equal(statementFile([one], 'en').split('\r\n')[1]!.split(',')[1], en);
  }
  const heads = 'time (Shanghai),kind,order,gross CNY,fee CNY,change CNY,balance CNY';
  assert.equal(statementFile([], 'en'), `\uFEFF${heads}\r\n`);
});
