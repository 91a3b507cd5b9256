import type { Id } from '#platform/ids.ts';

export type OrderState =
  'WAIT_PAY' | 'WAIT_SHIP' | 'SHIPPED' | 'DELIVERED' | 'COMPLETED' | 'CLOSED' | 'REFUNDED';

export type Role = 'buyer' | 'seller' | 'clock' | 'provider' | 'courier' | 'operator';
export type Delivery = 'courier' | 'pickup' | 'virtual';

/** Everything about an order that decides what may happen to it next. Amounts in fen. */
export type Order = {
  id: Id;
  buyerId: Id;
  sellerId: Id;
  state: OrderState;
  delivery: Delivery;
  goodsFen: bigint;
  freightFen: bigint;
  totalFen: bigint;
  paidFen: bigint;
  refundedFen: bigint;
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
  tracking: 'tracked' | 'untracked' | null;
  deliveredAt: Date | null;
  /** When the clock confirms receipt; null while nothing may confirm it. */
  confirmBy: Date | null;
  receiptExtensions: number;
  problemOpenedAt: Date | null;
  /** How much of the confirmation clock was left when the problem stopped it, in milliseconds. */
  problemClockLeftMs: number | null;
  completedAt: Date | null;
  closedAt: Date | null;
  refundedAt: Date | null;
  /** Why it was closed or refunded: the command's name. */
  endReason: string | null;
  /** How many events its history has. */
  eventCount: number;
};
