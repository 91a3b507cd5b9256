import type { PlainTextKey } from '#kit/i18n/texts.ts';
import type { PlainOrder } from './plain-order.ts';

/** What opens a sheet of its own. */
export type SheetName =
  'cancel' | 'confirm' | 'ship' | 'parcel' | 'correct' | 'handOver' | 'extendShipping';
export type ShownAction = {
  name: SheetName | 'pay' | 'extend' | 'track' | 'ask' | 'afterSale';
  text: PlainTextKey;
};

const shown: Record<string, ShownAction> = {
  pay: { name: 'pay', text: 'order/act-pay' },
  cancel: { name: 'cancel', text: 'order/act-cancel' },
  ship: { name: 'ship', text: 'order/act-ship' },
  'hand-over': { name: 'handOver', text: 'order/act-hand-over' },
  'correct-waybill': { name: 'correct', text: 'order/act-correct' },
  'add-parcel': { name: 'parcel', text: 'order/act-parcel' },
  'confirm-receipt': { name: 'confirm', text: 'order/act-confirm' },
  'extend-receipt': { name: 'extend', text: 'order/act-extend' },
  'extend-shipping': { name: 'extendShipping', text: 'order/act-extend-shipping' },
  'open-after-sale': { name: 'ask', text: 'order/act-after-sale' },
};

const quietNames = new Set<ShownAction['name']>([
  'cancel',
  'correct',
  'parcel',
  'extend',
  'extendShipping',
  'ask',
]);

/** Whether a button may be the loud one: never what ends a trade or an open after-sale by the way. */
export function mayBeLoud(order: PlainOrder, action: ShownAction): boolean {
  return !quietNames.has(action.name) && !(action.name === 'confirm' && isInAfterSale(order));
}

/** Whether an open after-sale decides what becomes of an order. */
export function isInAfterSale(order: Pick<PlainOrder, 'guide'>): boolean {
  return order.guide.otherwise === 'after-sale';
}

/**
 * The buttons of an order's page, the most fitting last. While a parcel is on its way the way to
 * its tracking stands first in line, and confirming is offered quietly: nobody is pushed to
 * confirm goods they have not seen. An open after-sale comes before anything else.
 */
export function actionsOf(
  order: PlainOrder,
  hasTracking: boolean,
  isAsked: boolean,
): ShownAction[] {
  const offered = order.guide.actions.flatMap((action) => shown[action] ?? []);
  if (isInAfterSale(order)) {
    const text = isAsked ? 'order/act-answer-after-sale' : 'order/act-see-after-sale';
    return [...offered.toReversed(), { name: 'afterSale', text }];
  }
  const isUnderway = order.state === 'SHIPPED' && hasTracking;
  if (!isUnderway) return offered.toReversed();
  const quiet = offered.map((action) =>
    action.name === 'confirm' ? { ...action, text: 'order/act-received' as const } : action,
  );
  return [...quiet.toReversed(), { name: 'track', text: 'order/act-track' }];
}
