import type { CommandName } from './order-machine.ts';

export type Told = 'buyer' | 'seller' | 'both';

/** Who is told of which step; an after-sale tells of itself, the other
 * steps that are not here are seen on the order's page only. */
export const toldOf: Partial<Record<CommandName, Told>> = {
  pay: 'seller',
  'cancel-paid': 'seller',
  'refuse-to-sell': 'buyer',
  'expire-unpaid': 'buyer',
  'refund-unshipped': 'both',
  'extend-shipping': 'seller',
  ship: 'buyer',
  'add-parcel': 'buyer',
  'correct-waybill': 'buyer',
  'void-shipment': 'both',
  'lose-parcel': 'both',
  'hand-over': 'buyer',
  deliver: 'both',
  'confirm-receipt': 'seller',
  'confirm-by-clock': 'both',
  'charge-back': 'seller',
};
