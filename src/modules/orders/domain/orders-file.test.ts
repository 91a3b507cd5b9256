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
