import type { Id } from '#platform/ids.ts';

export type OrderState =
  'WAIT_PAY' | 'WAIT_SHIP' | 'SHIPPED' | 'DELIVERED' | 'COMPLETED' | 'CLOSED' | 'REFUNDED';

export type Role = 'buyer' | 'seller' | 'clock' | 'provider' | 'courier' | 'operator';
export type Delivery = 'courier' | 'pickup' | 'virtual';
export type Tracking = 'tracked' | 'untracked';

/** Everything about an order that decides what may happen to it next. Amounts in fen. */
export type Order = {
  id: Id;
  buyerId: Id;
  sellerId: Id;
  state: OrderState;
  delivery: Delivery;
  goodsFen: bigint;
  /** Taken off the goods for several pieces in one order. */
  discountFen: bigint;
  freightFen: bigint;
  totalFen: bigint;
  paidFen: bigint;
  refundedFen: bigint;
  /** What the payer took back at their bank, as far as the seller bears it. */
  chargedFen: bigint;
  feeBps: number;
  /** The fee taken at settlement; null until then. */
  feeFen: bigint | null;
  createdAt: Date;
  payBy: Date;
  paidAt: Date | null;
  /** How long after payment the seller promised to ship, in milliseconds. */
  shipWithinMs: number;
  shipBy: Date | null;
  /** When an unshipped order is refunded by the clock. */
  refundUnshippedAt: Date | null;
  shipExtensionDays: number;
  shippedAt: Date | null;
  /** A parcel whose carrier gives no tracking is confirmed by time alone. */
  tracking: Tracking | null;
  /** Until when the carrier must have scanned a tracked parcel for the first time. */
  scanBy: Date | null;
  /** When the carrier last said that the parcel moved; null before its first scan. */
  lastMovedAt: Date | null;
  /** When a parcel on its way counts as lost, unless it moves before. */
  moveBy: Date | null;
  /** How often the word "shipped" turned out void. */
  voidShipments: number;
  deliveredAt: Date | null;
  /** When the clock confirms receipt; null while nothing may confirm it. */
  confirmBy: Date | null;
  receiptExtensions: number;
  /** Since when an after-sale of this order is open; it stops every clock. */
  afterSaleOpenedAt: Date | null;
  /** How much was left of the clock of goods on their way that it stopped, in milliseconds. */
  clockLeftMs: number | null;
  completedAt: Date | null;
  closedAt: Date | null;
  refundedAt: Date | null;
  /** Why it was closed or refunded: the command's name. */
  endReason: string | null;
  /** How many events its history has. */
  eventCount: number;
};
