import type { PlainTextKey } from '#kit/i18n/texts.ts';
import {
  faults,
  goesBack,
  type AfterSaleType,
  type PlainSale,
  type Reason,
} from './plain-after-sale.ts';

/** `WAIT_SELLER` as texts write it: `wait-seller`. */
const slug = (name: string) => name.toLowerCase().replaceAll('_', '-');
const textKey = (key: string) => `aftersale/${key}` as PlainTextKey;

export const typeText = (type: string): PlainTextKey => textKey(`type-${slug(type)}`);
export const typeHint = (type: string): PlainTextKey => textKey(`hint-${slug(type)}`);
export const reasonText = (reason: string): PlainTextKey => textKey(`reason-${reason}`);
export const stateText = (state: string): PlainTextKey => textKey(`state-${slug(state)}`);
export const eventText = (command: string): PlainTextKey => textKey(`event-${command}`);
export const silenceText = (command: string): PlainTextKey => textKey(`else-${command}`);

/** What an after-sale waits for, in one line, for the reader's side. */
export function headText(sale: Pick<PlainSale, 'state' | 'role' | 'guide'>): PlainTextKey {
  if (sale.guide.actor === 'courier') {
    const isReturn = sale.state === 'WAIT_SELLER_RECEIVE';
    return isReturn ? 'aftersale/head-return-underway' : 'aftersale/head-replacement-underway';
  }
  return textKey(`head-${slug(sale.state)}-${sale.role}`);
}

/** Whose turn it is; undefined once it is over. */
export function turnText({ guide, role }: Pick<PlainSale, 'guide' | 'role'>) {
  if (guide.actor === 'nobody') return undefined;
  return guide.actor === role ? 'aftersale/turn-you' : (`aftersale/turn-${guide.actor}` as const);
}

/** Who bears the freight of the way back, or what of the first freight is refunded without one. */
export function freightText(type: AfterSaleType, reason: Reason): PlainTextKey {
  if (type === 'CANCEL') return 'aftersale/bears-none';
  return `aftersale/bears-${goesBack(type) ? '' : 'part-'}${faults[reason]}`;
}

/** What happens when the seller stays silent after it was asked for. */
export function followsText(type: AfterSaleType, reason: Reason): PlainTextKey {
  if (type === 'CANCEL') return 'aftersale/follows-cancel';
  if (!goesBack(type)) return 'aftersale/follows-dispute';
  return faults[reason] === 'buyer' ? 'aftersale/follows-wish' : 'aftersale/follows-return';
}
