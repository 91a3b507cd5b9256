import { csvFile, safeText } from '#platform/csv.ts';
import { yuanText } from '#platform/money.ts';
import type { Locale } from '#platform/refusal.ts';
import type { OrderState } from './order.ts';

/** One order as a line of a member's own file. Amounts in fen. */
export type FileOrder = {
  id: string;
  placedAt: Date;
  other: string;
  /** Every line's title and how many of it. */
  goods: { title: string; quantity: number }[];
  state: OrderState;
  goodsFen: bigint;
  freightFen: bigint;
  totalFen: bigint;
  refundedFen: bigint;
  /** Taken from the seller; null until the settlement, and for the buyer. */
  feeFen: bigint | null;
  paidAt: Date | null;
  completedAt: Date | null;
};

const heads: Record<Locale, string[]> = {
  'zh-CN': [
    '订单号',
    '下单时间（北京时间）',
    '对方',
    '商品',
    '状态',
    '商品金额（元）',
    '运费（元）',
    '合计（元）',
    '已退（元）',
    '服务费（元）',
    '付款时间',
    '完成时间',
  ],
  en: [
    'order',
    'placed (Shanghai)',
    'other party',
    'goods',
    'state',
    'goods CNY',
    'freight CNY',
    'total CNY',
    'refunded CNY',
    'fee CNY',
    'paid',
    'completed',
  ],
};

const states: Record<Locale, Record<OrderState, string>> = {
  'zh-CN': {
    WAIT_PAY: '待付款',
    WAIT_SHIP: '待发货',
    SHIPPED: '已发货',
    DELIVERED: '已送达',
    COMPLETED: '已完成',
    CLOSED: '已关闭',
    REFUNDED: '已退款',
  },
  en: {
    WAIT_PAY: 'to pay',
    WAIT_SHIP: 'to ship',
    SHIPPED: 'shipped',
    DELIVERED: 'delivered',
    COMPLETED: 'completed',
    CLOSED: 'closed',
    REFUNDED: 'refunded',
  },
};

const shanghaiTime = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'medium',
});

/** A member's orders as a CSV file (RFC 4180); amounts in yuan with two places. */
export function ordersFile(orders: FileOrder[], locale: Locale): string {
  const rows = orders.map((order) => [
    // As text, or a spreadsheet rounds the number.
    `'${order.id}`,
    shanghaiTime.format(order.placedAt),
    safeText(order.other),
    safeText(order.goods.map(goodsText).join('; ')),
    states[locale][order.state],
    yuanText(order.goodsFen),
    yuanText(order.freightFen),
    yuanText(order.totalFen),
    yuanText(order.refundedFen),
    order.feeFen === null ? '' : yuanText(order.feeFen),
    order.paidAt ? shanghaiTime.format(order.paidAt) : '',
    order.completedAt ? shanghaiTime.format(order.completedAt) : '',
  ]);
  return csvFile([heads[locale], ...rows]);
}

const goodsText = ({ title, quantity }: FileOrder['goods'][number]): string =>
  quantity === 1 ? title : `${title} × ${quantity}`;
