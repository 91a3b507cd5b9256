import type { AfterSaleAction, AfterSaleType, OrderAfterSales, Reason } from '#aftersale';
import type { Plain } from '../trade/plain-order.ts';

export type { AfterSaleAction, AfterSaleType, Reason } from '#aftersale';

export type PlainAfterSales = Plain<OrderAfterSales>;
export type PlainSale = PlainAfterSales['items'][number];
export type PlainCapture = PlainAfterSales['captures'][number];
export type PlainOffer = NonNullable<PlainAfterSales['offer']>;

/** The stages of which pictures are taken with a code. */
export const stages = ['packing', 'opening', 'return-packing', 'return-opening'] as const;
export type Stage = (typeof stages)[number];

/** What a form of an after-sale is for: the actions of its guide, and handing back in person. */
export type StepName = AfterSaleAction | 'hand-back';

/** The one that is not over; there is at most one. */
export function openOf(sales: readonly PlainSale[]): PlainSale | undefined {
  return sales.find((sale) => sale.endedAt === null);
}

/**
 * Whose fault a reason says it would be, and so who bears the freight.
 * @source rules.json afterSale.freight
 */
export const faults: Readonly<Record<Reason, 'buyer' | 'seller' | 'both'>> = {
  'not-received': 'seller',
  'not-as-described': 'seller',
  damaged: 'seller',
  fake: 'seller',
  'missing-parts': 'seller',
  'hidden-fault': 'seller',
  'seller-late': 'seller',
  'changed-mind': 'buyer',
  other: 'both',
};

/** Which reasons make sense for what is asked, the likeliest first. */
const fitting: Readonly<Record<AfterSaleType, readonly Reason[]>> = {
  CANCEL: ['changed-mind', 'seller-late', 'other'],
  RETURN_REFUND: [
    'not-as-described',
    'damaged',
    'missing-parts',
    'hidden-fault',
    'fake',
    'changed-mind',
    'other',
  ],
  REFUND_ONLY: [
    'not-received',
    'not-as-described',
    'damaged',
    'missing-parts',
    'hidden-fault',
    'fake',
    'other',
  ],
  EXCHANGE: ['damaged', 'not-as-described', 'missing-parts', 'hidden-fault', 'fake', 'other'],
  PARTIAL: [
    'not-as-described',
    'damaged',
    'missing-parts',
    'hidden-fault',
    'fake',
    'seller-late',
    'other',
  ],
};

/** The reasons of an offer that fit what is asked, with what each brings back. */
export function reasonsFor(offer: PlainOffer, type: AfterSaleType): PlainOffer['reasons'] {
  return fitting[type].flatMap((name) => offer.reasons.filter(({ reason }) => reason === name));
}

/** Whether the goods go back for it. */
export const goesBack = (type: AfterSaleType): boolean =>
  type === 'RETURN_REFUND' || type === 'EXCHANGE';

/** Whether the buyer may ask for less than everything. */
export const isAmountFree = (type: AfterSaleType): boolean =>
  type !== 'CANCEL' && type !== 'EXCHANGE';
