import { leftFen, type Order } from '#orders';
import { reasons, type AfterSale, type AfterSaleType, type Reason } from './after-sale.ts';
import { dueOf } from './changes.ts';
import * as rules from './rules.ts';

export type Wish = {
  type: AfterSaleType;
  reason: Reason;
  /** What the buyer asks to get back, in fen; undefined for as much as the reason allows. */
  amountFen?: bigint | undefined;
  /** Only some lines of the order; all of it unless given. */
  part?: OrderPart | undefined;
};

/** Some lines of an order: what was paid for them, and what has gone back for them since. */
export type OrderPart = {
  lineNos: number[];
  goodsFen: bigint;
  freightFen: bigint;
  refundedFen: bigint;
};

export type Opening =
  | { ok: true; sale: Omit<AfterSale, 'id'> }
  | { ok: false; code: string; params?: Record<string, string | number> };

/**
 * Whether a buyer may open this after-sale on an order now, and how it begins. Pure; that none is
 * open already is the order's own rule.
 * @param before how many after-sales the order has had
 */
export function openingOf(order: Order, wish: Wish, before: number, now: Date): Opening {
  const code = typeFault(order, wish) ?? windowFault(order, wish.reason, now);
  if (code) return { ok: false, code };
  if (before >= rules.perOrderMax) {
    return { ok: false, code: 'aftersale/too-many', params: { times: rules.perOrderMax } };
  }
  if (wish.part && wish.type === 'CANCEL') return { ok: false, code: 'aftersale/whole-only' };
  const mostFen = mostOf(order, wish.reason, wish.part);
  const askedFen = wish.type === 'EXCHANGE' ? 0n : (wish.amountFen ?? mostFen);
  const isOdd = askedFen > mostFen || (askedFen < 1n && wish.type !== 'EXCHANGE');
  if (isOdd || (wish.type === 'CANCEL' && askedFen !== mostFen)) {
    return { ok: false, code: 'aftersale/amount', params: { mostFen: mostFen.toString() } };
  }
  return { ok: true, sale: beginning(order, wish, { askedFen, mostFen }, now) };
}

/** How the clock begins one for the buyer, of goods signed for in another city. Pure. */
export function doubtedArrival(order: Order, now: Date): Omit<AfterSale, 'id'> {
  const mostFen = mostOf(order, 'not-received');
  const wish = { type: 'REFUND_ONLY', reason: 'not-received' } as const;
  const sale = beginning(order, wish, { askedFen: mostFen, mostFen }, now);
  return { ...sale, state: 'DISPUTED', dueAt: null };
}

function beginning(
  order: Order,
  { type, reason, part }: Wish,
  amounts: { askedFen: bigint; mostFen: bigint },
  now: Date,
): Omit<AfterSale, 'id'> {
  const sale = {
    orderId: order.id,
    buyerId: order.buyerId,
    sellerId: order.sellerId,
    type,
    reason,
    lineNos: part?.lineNos ?? null,
    state: 'WAIT_SELLER' as const,
    ...amounts,
    offeredFen: null,
    counters: 0,
    returnFreightFen: 0n,
    isByHand: false,
    parcel: null,
    openedAt: now,
    dueAt: null,
    refundedFen: 0n,
    endedAt: null,
    endReason: null,
    eventCount: 1,
  };
  return { ...sale, dueAt: dueOf({ ...sale, id: '' }, now) };
}

/**
 * Which types an order can have where it stands; virtual goods have no way back, and what was picked
 * up has no address for a replacement.
 */
export function typesFor(order: Pick<Order, 'state' | 'delivery'>): AfterSaleType[] {
  if (order.state === 'WAIT_SHIP') return ['CANCEL'];
  if (!['SHIPPED', 'DELIVERED', 'COMPLETED'].includes(order.state)) return [];
  if (order.delivery === 'virtual') return ['REFUND_ONLY', 'PARTIAL'];
  const isPickup = order.delivery === 'pickup';
  if (order.state === 'COMPLETED' || isPickup) return ['RETURN_REFUND', 'REFUND_ONLY', 'PARTIAL'];
  return ['RETURN_REFUND', 'REFUND_ONLY', 'EXCHANGE', 'PARTIAL'];
}

function typeFault(order: Order, { type, reason }: Wish): string | undefined {
  if (!typesFor(order).includes(type)) return 'aftersale/type-not-now';
  // Who has nothing in hands can send nothing back.
  if (reason === 'not-received' && type !== 'REFUND_ONLY' && type !== 'CANCEL') {
    return 'aftersale/type-not-now';
  }
  return undefined;
}

/** Until completion for anything; after it seven days for a hidden fault, thirty for a fake. */
export function windowOf(reason: Reason): number {
  if (reason === 'hidden-fault') return rules.hiddenFaultMs;
  return reason === 'fake' ? rules.counterfeitMs : 0;
}

function windowFault(order: Order, reason: Reason, now: Date): string | undefined {
  if (!order.completedAt) return undefined;
  const until = order.completedAt.getTime() + windowOf(reason);
  return now.getTime() < until ? undefined : 'aftersale/window-over';
}

/**
 * The most that can come back: everything where it would be the seller's fault, all but the
 * freight for a change of mind, else all but half of it. Before shipping there is no freight yet.
 * For some lines it is what was paid for them, by the same rule on their share of the freight, and
 * never more than the order has left.
 * @source rules.json afterSale.freight
 */
export function mostOf(order: Order, reason: Reason, part?: OrderPart): bigint {
  const restFen = leftFen(order);
  if (order.state === 'WAIT_SHIP') return restFen;
  const freightFen = part?.freightFen ?? order.freightFen;
  const fault = reasons[reason];
  const keptFen = fault === 'seller' ? 0n : fault === 'buyer' ? freightFen : freightFen / 2n;
  const paidFen = part ? part.goodsFen + part.freightFen : order.paidFen;
  const most = paidFen - keptFen - (part?.refundedFen ?? order.refundedFen);
  const within = most > restFen ? restFen : most;
  return within < 0n ? 0n : within;
}

/** What the seller pays of the way back: all, none or half of what it cost, within a limit. */
export function returnFreightShare(
  sale: Pick<AfterSale, 'reason' | 'returnFreightFen'>,
  orderFreightFen: bigint,
): bigint {
  const most =
    orderFreightFen > rules.returnFreightFenMax ? orderFreightFen : rules.returnFreightFenMax;
  const cost = sale.returnFreightFen > most ? most : sale.returnFreightFen;
  const fault = reasons[sale.reason];
  if (fault === 'buyer') return 0n;
  return fault === 'seller' ? cost : cost / 2n;
}
