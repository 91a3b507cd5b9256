import type { Id } from '#platform/ids.ts';
import { feeOf } from '#platform/money.ts';
import { changesOf, movedAtOf } from './changes.ts';
import { deadlinesOf, type DeadlineKind } from './clocks.ts';
import {
  orderMachine,
  type CommandName,
  type MoneyMove,
  type Row,
  type StockMove,
} from './order-machine.ts';
import type { Order, OrderState, Role, Tracking } from './order.ts';
import * as rules from './rules.ts';

/** Something asked of an order. `by` must be a role the row allows; `actorId` is null for machines. */
export type Command = { by: Role; actorId: Id | null } & (
  | { name: Exclude<CommandName, 'place' | keyof CommandWords> }
  | { [Name in keyof CommandWords]: { name: Name } & CommandWords[Name] }[keyof CommandWords]
);

/** What some commands say besides their name. */
type CommandWords = {
  pay: { amountFen: bigint };
  ship: { tracking: Tracking };
  /** While another parcel of the order is on its way, a corrected number winds up no clock. */
  'correct-waybill': { tracking: Tracking; haveOthersMoved?: boolean };
  'move-parcel': { movedAt: Date };
  'extend-shipping': { days: number };
  'refund-part': AfterSaleRefund;
  'take-back': AfterSaleRefund;
  'charge-back': { amountFen: bigint };
};

/** What goes back to the buyer for an after-sale, in fen. */
export type AfterSaleRefund = { amountFen: bigint; afterSaleId: Id };

/** One step of an order's life, ready to be written. */
export type Step = {
  command: CommandName;
  from: OrderState;
  to: OrderState;
  role: Role;
  actorId: Id | null;
  at: Date;
  /** The fields that change, besides the state. */
  changes: Partial<Order>;
  money: MoneyMove;
  /** What goes back for an after-sale, where the money is a part. */
  refund?: AfterSaleRefund;
  stock: StockMove;
  /** The deadlines that stand after this step; all others of the order are ended. */
  deadlines: Partial<Record<DeadlineKind, Date>>;
};

export type Verdict =
  { ok: true; step: Step } | { ok: false; code: string; params?: Record<string, string | number> };

const refused = (code: string, params?: Record<string, string | number>): Verdict => ({
  ok: false,
  code,
  params,
});

/**
 * Whether a command may be carried out on an order now, and what it changes. Pure: the only way
 * an order moves. Time comes in as `now`.
 */
export function decide(order: Order, command: Command, now: Date): Verdict {
  const step: Row = orderMachine[command.name];
  if (!step.by.includes(command.by)) return refused('orders/not-your-part');
  if (!step.from.includes(order.state)) return refusedState(order, command);
  const fault = faultOf(order, command, now);
  if (fault) return fault;
  const changes = changesOf(order, command, now);
  const to = step.to === 'stay' ? order.state : step.to;
  const after = { ...order, ...changes, state: to };
  return {
    ok: true,
    step: {
      command: command.name,
      from: order.state,
      to,
      role: command.by,
      actorId: command.actorId,
      at: now,
      changes,
      money: step.money,
      ...('amountFen' in command && 'afterSaleId' in command ? { refund: command } : {}),
      stock: step.stock,
      deadlines: deadlinesOf(after),
    },
  };
}

/** The order after a step. */
export function evolve(order: Order, step: Step): Order {
  return { ...order, ...step.changes, state: step.to, eventCount: order.eventCount + 1 };
}

/** The first state a command no longer fits says why in the member's terms. */
function refusedState(order: Order, command: Command): Verdict {
  if (order.state === 'COMPLETED' && command.name === 'confirm-receipt') {
    return refused('orders/already-received');
  }
  if (order.state === 'CLOSED') return refused('orders/closed');
  if (order.state === 'REFUNDED') return refused('orders/already-refunded');
  if (command.name === 'ship' && order.state !== 'WAIT_PAY')
    return refused('orders/already-shipped');
  return refusedNow(order);
}

function refusedNow(order: Order): Verdict {
  return refused('orders/not-now', { state: order.state });
}

/** What forbids a command although the state would allow it. */
function faultOf(order: Order, command: Command, now: Date): Verdict | undefined {
  switch (command.name) {
    case 'pay':
      return command.amountFen === order.totalFen ? undefined : refused('orders/wrong-amount');
    case 'cancel-paid':
      return mayCancelPaid(order, now) ? undefined : refusedCancel(order);
    case 'expire-unpaid':
      return dueFault(order.payBy, now);
    case 'refund-unshipped':
      return stoppedFault(order) ?? dueFault(order.refundUnshippedAt, now);
    case 'confirm-by-clock':
      return stoppedFault(order) ?? dueFault(order.confirmBy, now);
    case 'void-shipment':
      return stoppedFault(order) ?? dueFault(order.scanBy, now);
    case 'lose-parcel':
    case 'doubt-arrival':
      return stoppedFault(order) ?? dueFault(order.moveBy, now);
    case 'move-parcel':
      return isNewMovement(order, command.movedAt, now) ? undefined : refusedNow(order);
    case 'extend-shipping':
      return stoppedFault(order) ?? shipExtensionFault(order, command.days);
    case 'extend-receipt':
      return receiptExtensionFault(order);
    case 'ship':
    case 'hand-over':
      return stoppedFault(order) ?? deliveryFault(order, command.name);
    case 'open-after-sale':
      return stoppedFault(order);
    case 'close-after-sale':
    case 'cancel-agreed':
    case 'refund-after-sale':
      return openFault(order);
    case 'refund-part':
      return openFault(order) ?? amountFault(command.amountFen, leftFen(order) - 1n);
    case 'take-back':
      return openFault(order) ?? amountFault(command.amountFen, leftFen(order));
    case 'charge-back':
      return stoppedFault(order) ?? amountFault(command.amountFen, leftFen(order));
    case 'cancel-unpaid':
    case 'refuse-to-sell':
    case 'add-parcel':
    case 'correct-waybill':
    case 'deliver':
    case 'confirm-receipt':
      return undefined;
  }
}

/** Freely within the first hour after paying, and again once the promise to ship is broken. */
export function mayCancelPaid(order: Order, now: Date): boolean {
  if (!order.paidAt || !order.shipBy) return false;
  const freeUntil = order.paidAt.getTime() + rules.freeCancelMs;
  const isLate = !order.afterSaleOpenedAt && now > order.shipBy;
  return now.getTime() <= freeUntil || isLate;
}

/** Whether a carrier's word says more of a tracked parcel than is known of it already. */
export function isNewMovement(order: Order, at: Date, now: Date): boolean {
  if (order.tracking !== 'tracked') return false;
  return !order.lastMovedAt || movedAtOf(order, at, now) > order.lastMovedAt;
}

function stoppedFault(order: Order): Verdict | undefined {
  return order.afterSaleOpenedAt ? refused('orders/after-sale-open') : undefined;
}

function openFault(order: Order): Verdict | undefined {
  return order.afterSaleOpenedAt ? undefined : refused('orders/no-after-sale-open');
}

/** What of a paid order has gone back to the buyer by no way, in fen. */
export function leftFen(order: Pick<Order, 'paidFen' | 'refundedFen' | 'chargedFen'>): bigint {
  return order.paidFen - order.refundedFen - order.chargedFen;
}

/** What of a lost dispute the seller of an order bears, in fen: at most what the order has left. */
export function chargeableFen(order: Order, lostFen: bigint): bigint {
  const mostFen = leftFen(order);
  return lostFen > mostFen ? mostFen : lostFen;
}

/** The part of the fee that the platform gives back when so much is charged, in fen. */
export function feeBackFen(order: Order, chargedFen: bigint): bigint {
  if (order.feeFen === null) return 0n;
  return order.feeFen - feeOf(leftFen(order) - chargedFen, order.feeBps);
}

function amountFault(amountFen: bigint, mostFen: bigint): Verdict | undefined {
  const fits = amountFen >= 1n && amountFen <= mostFen;
  return fits ? undefined : refused('orders/refund-amount', { mostFen: mostFen.toString() });
}

function deliveryFault(order: Order, name: 'ship' | 'hand-over'): Verdict | undefined {
  const isParcel = order.delivery === 'courier';
  if (name === 'ship') return isParcel ? undefined : refused('orders/no-parcel');
  return isParcel ? refused('orders/needs-parcel') : undefined;
}

function refusedCancel(order: Order): Verdict {
  return refused('orders/free-cancel-over', { shipBy: order.shipBy?.toISOString() ?? '' });
}

function dueFault(due: Date | null, now: Date): Verdict | undefined {
  return due && now >= due ? undefined : refused('orders/not-due');
}

function shipExtensionFault(order: Order, days: number): Verdict | undefined {
  const left = rules.shipExtensionDaysMax - order.shipExtensionDays;
  if (!Number.isSafeInteger(days) || days < 1) return refused('orders/extension-invalid');
  return days > left ? refused('orders/ship-extension-spent', { daysLeft: left }) : undefined;
}

function receiptExtensionFault(order: Order): Verdict | undefined {
  const stopped = stoppedFault(order);
  if (stopped) return stopped;
  if (!order.confirmBy) return refused('orders/no-clock-to-extend');
  if (order.receiptExtensions < rules.receiptExtensionsMax) return undefined;
  return refused('orders/receipt-extensions-spent', { times: rules.receiptExtensionsMax });
}
