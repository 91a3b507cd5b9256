import type { TextKey, PlainTextKey, Translate } from '#kit/i18n/texts.ts';
import { formatMoney } from '#kit/i18n/format.ts';
import type { PlainOrder, PlainOrderSummary } from './plain-order.ts';

/** What an order is waiting for, in one line, for the reader's side. */
export function headline(order: PlainOrderSummary): PlainTextKey {
  if (order.guide.actor === 'operator') return 'order/head-problem';
  switch (order.state) {
    case 'WAIT_PAY':
      return `order/head-pay-${order.role}`;
    case 'WAIT_SHIP':
      return `order/head-ship-${order.role}`;
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
        ? t('order/money-seller-seller', { net: formatMoney(order.netFen) })
        : t('order/money-seller-buyer');
    default:
      return t(`order/money-${money}-${order.role}`);
  }
}

/** What happens if nobody acts in time; undefined when nothing does. */
export function otherwiseText(order: PlainOrder): PlainTextKey | undefined {
  const { otherwise } = order.guide;
  return otherwise === 'nothing' ? undefined : `order/else-${otherwise}`;
}

type Step = { title: string; state: 'done' | 'now' | 'todo'; at?: string };

const nextSteps: Record<string, PlainTextKey[]> = {
  WAIT_PAY: ['order/next-pay', 'order/next-ship', 'order/next-deliver', 'order/next-done'],
  WAIT_SHIP: ['order/next-ship', 'order/next-deliver', 'order/next-done'],
  SHIPPED: ['order/next-deliver', 'order/next-done'],
  DELIVERED: ['order/next-done'],
};

/** Of the carrier's scans the first says that the parcel is on its way; the rest is tracking. */
function milestonesOf(order: PlainOrder): PlainOrder['events'] {
  return order.events.filter((event, place) => {
    const before = order.events[place - 1]?.command;
    const isScan = event.command === 'move-parcel';
    return !isScan || before === 'ship' || before === 'correct-waybill';
  });
}

/** The history of an order and what is still to come, oldest first. */
export function timelineOf(order: PlainOrder, t: Translate): Step[] {
  const events = milestonesOf(order);
  const past = events.map((event, place): Step => {
    const isLast = place === events.length - 1;
    const title = t(`order/event-${event.command}` as TextKey as PlainTextKey);
    return { title, state: isLast ? 'now' : 'done', at: event.at };
  });
  const future = (nextSteps[order.state] ?? []).map((key): Step => ({
    title: t(key),
    state: 'todo',
  }));
  return [...past, ...future];
}
