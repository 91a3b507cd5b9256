// Pure: the file of orders, byte by byte.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { daysOf, spanOf } from './order-groups.ts';
import { ordersFile, type FileOrder } from './orders-file.ts';

const order: FileOrder = {
  id: '77123456789012345',
  placedAt: new Date('2026-11-24T16:05:00Z'),
  other: '周予安',
  goods: [
    { title: '旧书, "精装"', quantity: 1 },
    { title: '台灯', quantity: 2 },
  ],
  state: 'COMPLETED',
  goodsFen: 10_000n,
  freightFen: 800n,
  totalFen: 10_800n,
  refundedFen: 0n,
  feeFen: 64n,
  paidAt: new Date('2026-11-24T16:06:00Z'),
  completedAt: null,
};

test('a file of orders is UTF-8 with its mark, one line an order', () => {
  const file = ordersFile([order], 'zh-CN');
  const [head, line, end] = file.split('\r\n');
  assert.ok(head!.startsWith('\uFEFF订单号,下单时间（北京时间）,'));
  assert.equal(
    line,
    `'77123456789012345,2026-11-25 00:05:00,"周予安","旧书, ""精装""; 台灯 × 2",已完成,` +
      '100.00,8.00,108.00,0.00,0.64,2026-11-25 00:06:00,',
  );
  assert.equal(end, '');
  assert.match(ordersFile([{ ...order, feeFen: null }], 'en'), /,completed,.*,0\.00,,2026/);
  assert.equal(ordersFile([], 'en').split('\r\n').length, 2);
});

test('a span of days begins and ends at midnight in Shanghai', () => {
  const { since, before } = spanOf({ from: '2026-11-24', to: '2026-11-24' });
  assert.equal(since?.toISOString(), '2026-11-23T16:00:00.000Z');
  assert.equal(before?.toISOString(), '2026-11-24T16:00:00.000Z');
  assert.deepEqual(spanOf({}), { since: null, before: null });
  assert.equal(daysOf({ from: '2024-02-28', to: '2024-03-01' }), 3);
  assert.equal(daysOf({ from: '2024-03-01', to: '2024-02-28' }), -1);
});

test('heads and states have their words in both languages', () => {
  const heads = {
    'zh-CN':
      '订单号,下单时间（北京时间）,对方,商品,状态,商品金额（元）,运费（元）,合计（元）,已退（元）,服务费（元）,付款时间,完成时间',
    en: 'order,placed (Shanghai),other party,goods,state,goods CNY,freight CNY,total CNY,refunded CNY,fee CNY,paid,completed',
  } as const;
  const states = {
    WAIT_PAY: ['待付款', 'to pay'],
    WAIT_SHIP: ['待发货', 'to ship'],
    SHIPPED: ['已发货', 'shipped'],
    DELIVERED: ['已送达', 'delivered'],
    COMPLETED: ['已完成', 'completed'],
    CLOSED: ['已关闭', 'closed'],
    REFUNDED: ['已退款', 'refunded'],
  } as const;
  for (const [place, locale] of (['zh-CN', 'en'] as const).entries()) {
    assert.equal(ordersFile([], locale), `\uFEFF${heads[locale]}\r\n`);
    for (const [state, words] of Object.entries(states)) {
      const one = { ...order, goods: [], state: state as FileOrder['state'] };
      const [, line] = ordersFile([one], locale).split('\r\n');
      assert.equal(line!.split(',')[4], words[place]);
    }
  }
});
