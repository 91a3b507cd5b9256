import type { TextKey, PlainTextKey, Translate } from '#kit/i18n/texts.ts';
import { formatMoney } from '#kit/i18n/format.ts';
import type { PlainOrder, PlainOrderSummary } from './plain-order.ts';

/** What an order is waiting for, in one line, for the reader's side. */
export function headline(order: PlainOrderSummary): PlainTextKey {
  if (order.guide.otherwise === 'after-sale') return 'order/head-after-sale';
  switch (order.state) {
    case 'WAIT_PAY':
      return `order/head-pay-${order.role}`;
    case 'WAIT_SHIP':
      return order.delivery === 'courier'
        ? `order/head-ship-${order.role}`
        : `order/head-${handOver(order)}-${order.role}`;
    case 'SHIPPED':
      return 'order/head-transit';
    case 'DELIVERED':
      return `order/head-check-${order.role}`;
    case 'COMPLETED':
      return 'order/head-done';
    case 'REFUNDED':
      return 'order/head-refunded';
    default:
      return 'order/head-closed';
  }
}

/** Where the money is, as a sentence for the reader's side. */
export function moneySentence(order: PlainOrder, t: Translate): string {
  const { money } = order.guide;
  switch (money) {
    case 'not-paid':
      return t('order/money-not-paid');
    case 'never-taken':
      return t('order/money-never-taken');
    case 'seller':
      return order.role === 'seller'
        ? t('order/money-seller-seller', { gross: formatMoney(order.totalFen) })
        : t('order/money-seller-buyer');
    default:
      return t(`order/money-${money}-${order.role}`);
  }
}

/** The amount that sentence is about: what is left of the payment, or what the seller received. */
export function moneyOf(order: PlainOrder): PlainOrder['totalFen'] {
  const { money } = order.guide;
  if (money === 'seller' && order.role === 'seller') return order.netFen;
  return money === 'escrow' || money === 'seller' ? leftFen(order) : order.totalFen;
}

/** What of the payment has not gone back. */
export function leftFen(order: Pick<PlainOrder, 'totalFen' | 'refundedFen'>): string {
  return String(BigInt(order.totalFen) - BigInt(order.refundedFen));
}

/** How much has gone back while the rest stays where it is; undefined if nothing has. */
export function partBackSentence(order: PlainOrder, t: Translate): string | undefined {
  const staysElsewhere = order.guide.money === 'escrow' || order.guide.money === 'seller';
  if (!staysElsewhere || order.refundedFen === '0') return undefined;
  return t(`order/money-part-back-${order.role}`, { amount: formatMoney(order.refundedFen) });
}

/**
 * What happens if nobody acts in time; undefined when nothing does. Of a parcel that was signed for
 * in another city no silence decides.
 */
export function otherwiseText(order: PlainOrder, isElsewhere = false): PlainTextKey | undefined {
  const { otherwise } = order.guide;
  if (otherwise === 'loses' && isElsewhere) return 'order/else-doubts';
  if (otherwise === 'nothing' || otherwise === 'after-sale') return undefined;
  const isRefund = otherwise === 'refunds' || otherwise === 'refunds-late';
  const isByHand = isRefund && order.delivery !== 'courier';
  return isByHand ? `order/else-${otherwise}-by-hand` : `order/else-${otherwise}`;
}

/** How goods reach the buyer that no courier brings. */
function handOver(order: PlainOrderSummary): 'pickup' | 'virtual' {
  return order.delivery === 'pickup' ? 'pickup' : 'virtual';
}

type Step = { title: string; state: 'done' | 'now' | 'todo'; at?: string };

/** What is still to come, the first step of a state at its place. */
function nextSteps(order: PlainOrderSummary): PlainTextKey[] {
  const isParcel = order.delivery === 'courier';
  const steps: PlainTextKey[] = [
    'order/next-pay',
    isParcel ? 'order/next-ship' : `order/next-${handOver(order)}`,
    isParcel ? 'order/next-deliver' : 'order/next-check',
    'order/next-done',
  ];
  const past = ['WAIT_PAY', 'WAIT_SHIP', 'SHIPPED', 'DELIVERED'].indexOf(order.state);
  return past === -1 ? [] : steps.slice(past);
}

/** The text of one thing that happened. */
function eventText(order: PlainOrderSummary, command: string): PlainTextKey {
  if (command === 'hand-over') return `order/event-hand-over-${handOver(order)}`;
  const isShipping = command === 'refund-unshipped' || command === 'extend-shipping';
  if (isShipping && order.delivery !== 'courier') return `order/event-${command}-by-hand`;
  return `order/event-${command}` as TextKey as PlainTextKey;
}

/** Of the carrier's scans the first says that the parcel is on its way; the rest is tracking. */
function milestonesOf(order: PlainOrder): PlainOrder['events'] {
  let before = '';
  return order.events.filter(({ command }) => {
    const isFirst = before === 'ship' || before === 'correct-waybill';
    // A further parcel is handed in while the others go their way.
    if (command !== 'add-parcel') before = command;
    return command !== 'move-parcel' || isFirst;
  });
}

/** The history of an order and what is still to come, oldest first. */
export function timelineOf(order: PlainOrder, t: Translate): Step[] {
  const events = milestonesOf(order);
  const past = events.map((event, place): Step => {
    const isLast = place === events.length - 1;
    const title = t(eventText(order, event.command));
    return { title, state: isLast ? 'now' : 'done', at: event.at };
  });
  const future = nextSteps(order).map((key): Step => ({
    title: t(key),
    state: 'todo',
  }));
  return [...past, ...future];
}
