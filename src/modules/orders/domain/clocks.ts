import type { Order } from './order.ts';

export type DeadlineKind =
  | 'orders/pay-by'
  | 'orders/refund-unshipped'
  | 'orders/scan-by'
  | 'orders/move-by'
  | 'orders/confirm-by';

/** The clock of goods that have left the seller: one of these runs, or an after-sale has stopped it. */
export type GoodsClock = 'scanBy' | 'moveBy' | 'confirmBy';

/**
 * Which clock belongs to goods that have left the seller. A tracked parcel is never confirmed by
 * the clock before its carrier has delivered it: it must be scanned, then keep moving.
 */
export function goodsClockOf(order: Order): GoodsClock {
  const isOnItsWay = order.state === 'SHIPPED' && order.tracking === 'tracked';
  if (!isOnItsWay) return 'confirmBy';
  return order.lastMovedAt ? 'moveBy' : 'scanBy';
}

/** The clocks that run for an order as it stands; an open after-sale stops every one of them. */
export function deadlinesOf(order: Order): Partial<Record<DeadlineKind, Date>> {
  if (order.afterSaleOpenedAt) return {};
  if (order.state === 'WAIT_PAY') return { 'orders/pay-by': order.payBy };
  if (order.state === 'WAIT_SHIP' && order.refundUnshippedAt) {
    return { 'orders/refund-unshipped': order.refundUnshippedAt };
  }
  if (order.state === 'SHIPPED' || order.state === 'DELIVERED') return goodsDeadline(order);
  return {};
}

const kindOf: Record<GoodsClock, DeadlineKind> = {
  scanBy: 'orders/scan-by',
  moveBy: 'orders/move-by',
  confirmBy: 'orders/confirm-by',
};

function goodsDeadline(order: Order): Partial<Record<DeadlineKind, Date>> {
  const clock = goodsClockOf(order);
  const due = order[clock];
  return due ? { [kindOf[clock]]: due } : {};
}
