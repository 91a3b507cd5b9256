import { dayMs } from '#platform/clock.ts';
import type { Order } from './order.ts';

/** How much of the receiver's address an order's seller is shown. */
export type AddressShown = 'whole' | 'masked' | 'hidden';

/**
 * How long after a trade its address may still be asked about: as long as a counterfeit may be
 * claimed. @source rule sheet, After-sale: window COMPLETED + P30D
 */
export const addressKeptMs = 30 * dayMs;

/**
 * What the seller needs of the address now: all of it from the payment until the parcels have
 * arrived, then where it went without name and phone, and nothing once no claim can come any more.
 * Of an order that was never shipped nothing is needed after its end.
 */
export function addressShown(
  order: Pick<Order, 'state' | 'shippedAt' | 'completedAt' | 'refundedAt'>,
  now: Date,
): AddressShown {
  switch (order.state) {
    case 'WAIT_SHIP':
    case 'SHIPPED':
      return 'whole';
    case 'DELIVERED':
      return 'masked';
    case 'COMPLETED':
      return isWithin(order.completedAt, now) ? 'masked' : 'hidden';
    case 'REFUNDED':
      return order.shippedAt && isWithin(order.refundedAt, now) ? 'masked' : 'hidden';
    case 'WAIT_PAY':
    case 'CLOSED':
      return 'hidden';
  }
}

function isWithin(endedAt: Date | null, now: Date): boolean {
  return endedAt !== null && now.getTime() - endedAt.getTime() < addressKeptMs;
}

/** `周予安` → `周**`: enough to know whom one has dealt with. */
export function maskName(name: string): string {
  const [first = ''] = name;
  return `${first}**`;
}

/** `13900001111` → `139****1111`; of other numbers the last four signs. */
export function maskPhone(phone: string): string {
  const isMobile = /^1\d{10}$/.test(phone);
  return `${isMobile ? phone.slice(0, 3) : ''}****${phone.slice(-4)}`;
}
