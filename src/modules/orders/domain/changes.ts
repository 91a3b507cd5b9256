import { dayMs } from '#platform/clock.ts';
import { feeOf } from '#platform/money.ts';
import { goodsClockOf, type GoodsClock } from './clocks.ts';
import type { Command } from './decide.ts';
import type { Order, Tracking } from './order.ts';
import * as rules from './rules.ts';

/** The fields a command changes besides the state, once it may be carried out. Pure. */
export function changesOf(order: Order, command: Command, now: Date): Partial<Order> {
  switch (command.name) {
    case 'pay':
      return paid(order, now);
    case 'cancel-unpaid':
    case 'expire-unpaid':
      return { closedAt: now, endReason: command.name };
    case 'cancel-paid':
    case 'refuse-to-sell':
    case 'refund-unshipped':
    case 'lose-parcel':
    case 'cancel-agreed':
    case 'refund-after-sale':
      return refunded(order, command.name, now);
    case 'extend-shipping':
      return {
        shipExtensionDays: order.shipExtensionDays + command.days,
        refundUnshippedAt: later(order.refundUnshippedAt!, command.days * dayMs),
      };
    case 'ship':
      return { shippedAt: now, ...parcelGiven(order, command.tracking, now) };
    case 'add-parcel':
      return {};
    case 'correct-waybill':
      return command.haveOthersMoved ? {} : waybillCorrected(order, command.tracking, now);
    case 'void-shipment':
      return shipmentVoid(order, now);
    case 'move-parcel':
      return parcelMoved(order, command.movedAt, now);
    case 'hand-over':
      return {
        deliveredAt: now,
        shippedAt: now,
        ...clockSet(order, 'confirmBy', rules.confirmAfterHandoverMs, now),
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
    case 'open-after-sale':
    case 'doubt-arrival':
      return clocksStopped(order, now);
    case 'close-after-sale':
      return clocksResumed(order, now);
    case 'refund-part':
      return { refundedFen: order.refundedFen + command.amountFen, ...clocksResumed(order, now) };
    case 'take-back':
      return takenBack(order, command.amountFen);
    case 'charge-back':
      return chargedBack(order, command.amountFen);
  }
}

/**
 * When a parcel moved, as far as it counts: carriers' clocks may run ahead of ours, and a waybill
 * may have had a life before this order.
 */
export function movedAtOf(order: Order, at: Date, now: Date): Date {
  const earliest = order.shippedAt ?? now;
  if (at > now) return now;
  return at < earliest ? earliest : at;
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

function refunded(order: Order, endReason: string, now: Date): Partial<Order> {
  return {
    refundedAt: now,
    refundedFen: order.paidFen,
    endReason,
    ...noAfterSale,
  };
}

function parcelGiven(order: Order, tracking: Tracking, now: Date): Partial<Order> {
  const clock =
    tracking === 'tracked'
      ? clockSet(order, 'scanBy', rules.firstScanMs, now)
      : clockSet(order, 'confirmBy', rules.confirmAfterUntrackedMs + extendedMs(order), now);
  return { tracking, lastMovedAt: null, ...clock };
}

/** Among carriers that tell nothing a corrected waybill changes nothing that counts. */
function waybillCorrected(order: Order, tracking: Tracking, now: Date): Partial<Order> {
  const isStillUntracked = order.tracking === 'untracked' && tracking === 'untracked';
  return isStillUntracked ? {} : parcelGiven(order, tracking, now);
}

/** The promise to ship stands as it was given; only the refund may wait a day, and only once. */
function shipmentVoid(order: Order, now: Date): Partial<Order> {
  const asGiven = order.refundUnshippedAt!;
  const inADay = later(now, rules.afterVoidMs);
  const isFirst = order.voidShipments === 0;
  return {
    shippedAt: null,
    tracking: null,
    scanBy: null,
    voidShipments: order.voidShipments + 1,
    refundUnshippedAt: isFirst && asGiven < inADay ? inADay : asGiven,
  };
}

function parcelMoved(order: Order, at: Date, now: Date): Partial<Order> {
  const movedAt = movedAtOf(order, at, now);
  const leftMs = rules.lostAfterMs - (now.getTime() - movedAt.getTime());
  return { lastMovedAt: movedAt, ...clockSet(order, 'moveBy', leftMs, now) };
}

function delivered(order: Order, now: Date): Partial<Order> {
  const leftMs = rules.confirmAfterDeliveredMs + extendedMs(order);
  return { deliveredAt: now, ...clockSet(order, 'confirmBy', leftMs, now) };
}

function settled(order: Order, now: Date): Partial<Order> {
  return {
    completedAt: now,
    feeFen: feeOf(order.paidFen - order.refundedFen, order.feeBps),
    ...noAfterSale,
  };
}

function takenBack(order: Order, amountFen: bigint): Partial<Order> {
  return {
    refundedFen: order.refundedFen + amountFen,
    feeFen: feeWithout(order, amountFen),
    ...noAfterSale,
  };
}

function chargedBack(order: Order, amountFen: bigint): Partial<Order> {
  return {
    chargedFen: order.chargedFen + amountFen,
    feeFen: feeWithout(order, amountFen),
  };
}

/** The fee is that of what the seller keeps, computed anew on the new net. */
function feeWithout(order: Order, amountFen: bigint): bigint {
  const leftFen = order.paidFen - order.refundedFen - order.chargedFen;
  return feeOf(leftFen - amountFen, order.feeBps);
}

const noAfterSale = { afterSaleOpenedAt: null, clockLeftMs: null };

/** An after-sale stops whichever clock runs; goods on their way have one of their own. */
function clocksStopped(order: Order, now: Date): Partial<Order> {
  if (order.state !== 'SHIPPED' && order.state !== 'DELIVERED') return { afterSaleOpenedAt: now };
  const due = order[goodsClockOf(order)] ?? now;
  const leftMs = Math.max(0, due.getTime() - now.getTime());
  return { afterSaleOpenedAt: now, ...noClock, clockLeftMs: leftMs };
}

/** The clocks go on with as much left as they had. */
function clocksResumed(order: Order, now: Date): Partial<Order> {
  if (order.state === 'COMPLETED') return noAfterSale;
  if (order.state === 'WAIT_SHIP') {
    const stoppedMs = now.getTime() - order.afterSaleOpenedAt!.getTime();
    return {
      ...noAfterSale,
      shipBy: later(order.shipBy!, stoppedMs),
      refundUnshippedAt: later(order.refundUnshippedAt!, stoppedMs),
    };
  }
  const open = { ...order, afterSaleOpenedAt: null };
  const leftMs = order.clockLeftMs ?? 0;
  return { ...noAfterSale, ...clockSet(open, goodsClockOf(order), leftMs, now) };
}

const noClock = { scanBy: null, moveBy: null, confirmBy: null };

/**
 * Makes one clock run in the place of whichever ran before. While an after-sale is open it stays
 * stopped; it will have as much left afterwards.
 */
function clockSet(order: Order, clock: GoodsClock, leftMs: number, now: Date): Partial<Order> {
  if (order.afterSaleOpenedAt) return { ...noClock, clockLeftMs: Math.max(0, leftMs) };
  return { ...noClock, [clock]: later(now, leftMs) };
}

function extendedMs(order: Order): number {
  return order.receiptExtensions * rules.receiptExtensionMs;
}

function later(at: Date, byMs: number): Date {
  return new Date(at.getTime() + byMs);
}
