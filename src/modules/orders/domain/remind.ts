import { dayMs } from '#platform/clock.ts';
import type { Order } from './order.ts';

/** A reminder is given at most once within this time. @source ADR 0030 */
export const remindAgainMs = dayMs;
/** How long before the promise ends a buyer may remind the seller. @source ADR 0030 */
export const remindBeforeMs = dayMs;

export type Side = 'buyer' | 'seller';
export type RemindVerdict =
  | { ok: true }
  | { ok: false; code: 'orders/nothing-to-remind' }
  | { ok: false; code: 'orders/too-early-to-remind'; from: Date }
  | { ok: false; code: 'orders/reminded-already' };

/**
 * Whether a side of an order may remind the other now. The buyer reminds of shipping once the
 * promise is near or over, once a day; the seller of paying, once. Pure.
 */
export function mayRemind(
  order: Order,
  side: Side,
  { lastAt, now }: { lastAt: Date | null; now: Date },
): RemindVerdict {
  if (order.afterSaleOpenedAt) return { ok: false, code: 'orders/nothing-to-remind' };
  if (side === 'seller') return mayRemindToPay(order, lastAt, now);
  if (order.state !== 'WAIT_SHIP' || !order.shipBy) {
    return { ok: false, code: 'orders/nothing-to-remind' };
  }
  // Of a short promise the second half is "near".
  const aheadMs = Math.min(remindBeforeMs, order.shipWithinMs / 2);
  const from = new Date(order.shipBy.getTime() - aheadMs);
  if (now < from) return { ok: false, code: 'orders/too-early-to-remind', from };
  const isFresh = lastAt !== null && now.getTime() - lastAt.getTime() < remindAgainMs;
  return isFresh ? { ok: false, code: 'orders/reminded-already' } : { ok: true };
}

function mayRemindToPay(order: Order, lastAt: Date | null, now: Date): RemindVerdict {
  const waits = order.state === 'WAIT_PAY' && now < order.payBy;
  if (!waits) return { ok: false, code: 'orders/nothing-to-remind' };
  return lastAt === null ? { ok: true } : { ok: false, code: 'orders/reminded-already' };
}
