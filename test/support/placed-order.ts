import type { Order } from '../../src/modules/orders/domain/order.ts';

/** What a test says of an order; everything else is as it is before anything happened. */
type PlacedTerms = Pick<
  Order,
  'goodsFen' | 'freightFen' | 'delivery' | 'feeBps' | 'createdAt' | 'payBy' | 'shipWithinMs'
>;

/** An order that was just placed and waits for its payment: buyer 2, seller 3. */
export function placedOrder(terms: PlacedTerms): Order {
  return {
    ...terms,
    id: '1',
    buyerId: '2',
    sellerId: '3',
    state: 'WAIT_PAY',
    discountFen: 0n,
    totalFen: terms.goodsFen + terms.freightFen,
    paidFen: 0n,
    refundedFen: 0n,
    chargedFen: 0n,
    feeFen: null,
    paidAt: null,
    shipBy: null,
    refundUnshippedAt: null,
    shipExtensionDays: 0,
    shippedAt: null,
    tracking: null,
    scanBy: null,
    lastMovedAt: null,
    moveBy: null,
    voidShipments: 0,
    deliveredAt: null,
    confirmBy: null,
    receiptExtensions: 0,
    afterSaleOpenedAt: null,
    clockLeftMs: null,
    completedAt: null,
    closedAt: null,
    refundedAt: null,
    endReason: null,
    eventCount: 1,
  };
}
