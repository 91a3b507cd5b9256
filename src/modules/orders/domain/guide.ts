import { goodsClockOf } from './clocks.ts';
import { leftFen, mayCancelPaid } from './decide.ts';
import type { Order } from './order.ts';
import {
  afterSaleWindowMsMax,
  freeCancelMs,
  receiptExtensionsMax,
  shipExtensionDaysMax,
} from './rules.ts';

/** Who holds the money of an order right now. */
export type MoneyPlace =
  | 'not-paid'
  | 'escrow'
  | 'seller'
  /** On its way back; the provider has not confirmed yet. */
  | 'going-back'
  | 'back-with-buyer'
  | 'never-taken';

/** What happens when nobody acts in time. */
export const otherwises = [
  'closes',
  /** The buyer may cancel from then on; four days later it is refunded. */
  'refunds',
  'refunds-late',
  /** "Shipped" is void: no carrier has ever seen the parcel. */
  'voids',
  /** The parcel counts as lost and the buyer is refunded. */
  'loses',
  'confirms',
  /** An open after-sale decides. */
  'after-sale',
  'nothing',
] as const;
export type Otherwise = (typeof otherwises)[number];

/** What both sides always see: where the money is, who must act, until when, what happens else. */
export type Guide = {
  /** Step 1–5 of pay, ship, receive, check, done. */
  step: number;
  steps: 5;
  money: MoneyPlace;
  actor: 'buyer' | 'seller' | 'courier' | 'nobody';
  dueAt: Date | null;
  otherwise: Otherwise;
  /** What the viewer may do now, the most fitting first. */
  actions: OrderAction[];
};

export type OrderAction =
  | 'pay'
  | 'cancel'
  | 'ship'
  | 'hand-over'
  | 'correct-waybill'
  | 'add-parcel'
  | 'confirm-receipt'
  | 'extend-receipt'
  | 'extend-shipping'
  | 'open-after-sale';

/** How far the money of an order is on its way back; nothing goes back without one. */
type Refund = 'going-back' | 'done';

/** Describes an order to one of its parties. Pure. */
export function guideOf(
  order: Order,
  viewer: 'buyer' | 'seller',
  now: Date,
  refund: Refund | undefined,
): Guide {
  const actions = viewer === 'buyer' ? buyerActions(order, now) : sellerActions(order);
  return { steps: 5, ...placeOf(order, refund), ...turnOf(order, now), actions };
}

function placeOf(order: Order, refund: Refund | undefined): Pick<Guide, 'step' | 'money'> {
  const back = refund === 'done' ? 'back-with-buyer' : 'going-back';
  switch (order.state) {
    case 'WAIT_PAY':
      return { step: 1, money: 'not-paid' };
    case 'WAIT_SHIP':
      return { step: 2, money: 'escrow' };
    case 'SHIPPED':
      return { step: 3, money: 'escrow' };
    case 'DELIVERED':
      return { step: 4, money: 'escrow' };
    case 'COMPLETED':
      return { step: 5, money: 'seller' };
    case 'CLOSED':
      return { step: 5, money: refund ? back : 'never-taken' };
    case 'REFUNDED':
      return { step: 5, money: back };
  }
}

type Turn = Pick<Guide, 'actor' | 'dueAt' | 'otherwise'>;

function turnOf(order: Order, now: Date): Turn {
  // Who must act then, and until when, the after-sale itself says.
  if (order.afterSaleOpenedAt) return { actor: 'nobody', dueAt: null, otherwise: 'after-sale' };
  switch (order.state) {
    case 'WAIT_PAY':
      return { actor: 'buyer', dueAt: order.payBy, otherwise: 'closes' };
    case 'WAIT_SHIP':
      return order.shipBy && now > order.shipBy
        ? { actor: 'seller', dueAt: order.refundUnshippedAt, otherwise: 'refunds-late' }
        : { actor: 'seller', dueAt: order.shipBy, otherwise: 'refunds' };
    case 'SHIPPED':
    case 'DELIVERED':
      return goodsTurn(order);
    default:
      return { actor: 'nobody', dueAt: null, otherwise: 'nothing' };
  }
}

function goodsTurn(order: Order): Turn {
  const clock = goodsClockOf(order);
  const dueAt = order[clock];
  if (clock === 'scanBy') return { actor: 'courier', dueAt, otherwise: 'voids' };
  if (clock === 'moveBy') return { actor: 'courier', dueAt, otherwise: 'loses' };
  return { actor: 'buyer', dueAt, otherwise: 'confirms' };
}

function buyerActions(order: Order, now: Date): OrderAction[] {
  if (order.state === 'WAIT_PAY') return now < order.payBy ? ['pay', 'cancel'] : ['cancel'];
  if (order.state === 'WAIT_SHIP') return waitingBuyerActions(order, now);
  if (order.state === 'COMPLETED') return mayAskAfterwards(order, now) ? ['open-after-sale'] : [];
  if (order.state !== 'SHIPPED' && order.state !== 'DELIVERED') return [];
  if (order.afterSaleOpenedAt) return ['confirm-receipt'];
  const mayExtend = order.confirmBy && order.receiptExtensions < receiptExtensionsMax;
  return [
    'confirm-receipt',
    'open-after-sale',
    ...(mayExtend ? (['extend-receipt'] as const) : []),
  ];
}

function mayAskAfterwards(order: Order, now: Date): boolean {
  if (order.afterSaleOpenedAt || !order.completedAt || leftFen(order) === 0n) return false;
  return now.getTime() < order.completedAt.getTime() + afterSaleWindowMsMax;
}

function waitingBuyerActions(order: Order, now: Date): OrderAction[] {
  const actions: OrderAction[] = [];
  if (mayCancelPaid(order, now)) actions.push('cancel');
  if (order.afterSaleOpenedAt) return actions;
  if (actions.length === 0) actions.push('open-after-sale');
  const isLate = order.shipBy !== null && now > order.shipBy;
  if (isLate && order.shipExtensionDays < shipExtensionDaysMax) actions.push('extend-shipping');
  return actions;
}

function sellerActions(order: Order): OrderAction[] {
  if (order.state === 'WAIT_SHIP') {
    if (order.afterSaleOpenedAt) return ['cancel'];
    return [order.delivery === 'courier' ? 'ship' : 'hand-over', 'cancel'];
  }
  return order.state === 'SHIPPED' ? ['correct-waybill', 'add-parcel'] : [];
}

/** Until when the buyer may cancel a paid order without asking; null if it was not paid. */
export function freeCancelUntil(order: Order): Date | null {
  return order.paidAt && new Date(order.paidAt.getTime() + freeCancelMs);
}
