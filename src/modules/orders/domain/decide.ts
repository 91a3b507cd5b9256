import { dayMs } from '#platform/clock.ts';
import { feeOf } from '#platform/money.ts';
import type { Id } from '#platform/ids.ts';
import {
  orderMachine,
  type CommandName,
  type MoneyMove,
  type Row,
  type StockMove,
} from './order-machine.ts';
import type { Order, OrderState, Role } from './order.ts';
import * as rules from './rules.ts';

/** Something asked of an order. `by` must be a role the row allows; `actorId` is null for machines. */
export type Command = { by: Role; actorId: Id | null } & (
  | { name: Exclude<CommandName, 'place' | 'ship' | 'extend-shipping' | 'pay'> }
  | { name: 'pay'; amountFen: bigint }
  | { name: 'ship'; tracking: 'tracked' | 'untracked' }
  | { name: 'extend-shipping'; days: number }
);

export type DeadlineKind = 'orders/pay-by' | 'orders/refund-unshipped' | 'orders/confirm-by';

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
      stock: step.stock,
      deadlines: deadlinesOf(after),
    },
  };
}

/** The order after a step. */
export function evolve(order: Order, step: Step): Order {
  return { ...order, ...step.changes, state: step.to, eventCount: order.eventCount + 1 };
}

/** The clocks that run for an order as it stands; an open problem stops every one of them. */
export function deadlinesOf(order: Order): Step['deadlines'] {
  if (order.problemOpenedAt) return {};
  if (order.state === 'WAIT_PAY') return { 'orders/pay-by': order.payBy };
  if (order.state === 'WAIT_SHIP' && order.refundUnshippedAt) {
    return { 'orders/refund-unshipped': order.refundUnshippedAt };
  }
  if ((order.state === 'SHIPPED' || order.state === 'DELIVERED') && order.confirmBy) {
    return { 'orders/confirm-by': order.confirmBy };
  }
  return {};
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
      return dueFault(order.refundUnshippedAt, now);
    case 'confirm-by-clock':
      return order.problemOpenedAt
        ? refused('orders/problem-open')
        : dueFault(order.confirmBy, now);
    case 'extend-shipping':
      return shipExtensionFault(order, command.days);
    case 'extend-receipt':
      return receiptExtensionFault(order);
    case 'ship':
      return order.delivery === 'courier' ? undefined : refused('orders/no-parcel');
    case 'hand-over':
      return order.delivery === 'courier' ? refused('orders/needs-parcel') : undefined;
    case 'report-problem':
      return order.problemOpenedAt ? refused('orders/problem-open') : undefined;
    case 'resume-after-problem':
    case 'refund-after-problem':
      return order.problemOpenedAt ? undefined : refused('orders/no-problem-open');
    case 'cancel-unpaid':
    case 'refuse-to-sell':
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
  return now.getTime() <= freeUntil || now > order.shipBy;
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
  if (order.problemOpenedAt) return refused('orders/problem-open');
  if (!order.confirmBy) return refused('orders/no-clock-to-extend');
  if (order.receiptExtensions < rules.receiptExtensionsMax) return undefined;
  return refused('orders/receipt-extensions-spent', { times: rules.receiptExtensionsMax });
}

function changesOf(order: Order, command: Command, now: Date): Partial<Order> {
  switch (command.name) {
    case 'pay':
      return paid(order, now);
    case 'cancel-unpaid':
    case 'expire-unpaid':
      return { closedAt: now, endReason: command.name };
    case 'cancel-paid':
    case 'refuse-to-sell':
    case 'refund-unshipped':
    case 'refund-after-problem':
      return {
        refundedAt: now,
        refundedFen: order.paidFen,
        endReason: command.name,
        problemOpenedAt: null,
        problemClockLeftMs: null,
      };
    case 'extend-shipping':
      return {
        shipExtensionDays: order.shipExtensionDays + command.days,
        refundUnshippedAt: later(order.refundUnshippedAt!, command.days * dayMs),
      };
    case 'ship':
      return shipped(command.tracking, now);
    case 'hand-over':
      return {
        deliveredAt: now,
        shippedAt: now,
        confirmBy: later(now, rules.confirmAfterHandoverMs),
      };
    case 'deliver':
      return delivered(order, now);
    case 'confirm-receipt':
    case 'confirm-by-clock':
      return settled(order, now);
    case 'extend-receipt':
      return {
        receiptExtensions: order.receiptExtensions + 1,
        confirmBy: later(order.confirmBy!, rules.receiptExtensionMs),
      };
    case 'report-problem':
      return problemOpened(order, now);
    case 'resume-after-problem':
      return problemResumed(order, now);
    case 'correct-waybill':
      return {};
  }
}

function paid(order: Order, now: Date): Partial<Order> {
  const shipBy = later(now, order.shipWithinMs);
  return {
    paidFen: order.totalFen,
    paidAt: now,
    shipBy,
    refundUnshippedAt: later(shipBy, rules.lateRefundMs),
  };
}

function shipped(tracking: 'tracked' | 'untracked', now: Date): Partial<Order> {
  // A tracked parcel is never confirmed by the clock before the carrier has delivered it.
  const confirmBy = tracking === 'untracked' ? later(now, rules.confirmAfterUntrackedMs) : null;
  return { shippedAt: now, tracking, confirmBy };
}

function delivered(order: Order, now: Date): Partial<Order> {
  const confirmBy = later(
    now,
    rules.confirmAfterDeliveredMs + order.receiptExtensions * rules.receiptExtensionMs,
  );
  // While a problem is open the clock stays stopped; it will have this much left afterwards.
  if (order.problemOpenedAt) {
    return {
      deliveredAt: now,
      confirmBy: null,
      problemClockLeftMs: confirmBy.getTime() - now.getTime(),
    };
  }
  return { deliveredAt: now, confirmBy };
}

function settled(order: Order, now: Date): Partial<Order> {
  return {
    completedAt: now,
    feeFen: feeOf(order.paidFen - order.refundedFen, order.feeBps),
    problemOpenedAt: null,
    problemClockLeftMs: null,
  };
}

function problemOpened(order: Order, now: Date): Partial<Order> {
  const left = order.confirmBy ? Math.max(0, order.confirmBy.getTime() - now.getTime()) : null;
  return { problemOpenedAt: now, problemClockLeftMs: left, confirmBy: null };
}

function problemResumed(order: Order, now: Date): Partial<Order> {
  const left = order.problemClockLeftMs;
  return {
    problemOpenedAt: null,
    problemClockLeftMs: null,
    confirmBy: left === null ? null : later(now, left),
  };
}

function later(at: Date, byMs: number): Date {
  return new Date(at.getTime() + byMs);
}
