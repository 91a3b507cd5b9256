import { dayMs, hourMs, minuteMs } from '#platform/clock.ts';
import type { RateLimit } from '#platform/rate-limits.ts';

/** How long an order waits for payment. @source rules.json order.timers.payHold PT30M */
export const payHoldMs = 30 * minuteMs;
/** How long the buyer may cancel a paid order freely. @source rules.json order.timers.buyerFreeCancel PT1H */
export const freeCancelMs = hourMs;
/** From the broken promise to the automatic refund. @source rules.json order.timers.lateAutoRefund promise+P4D */
export const lateRefundMs = 4 * dayMs;
/** How far the buyer may put off the automatic refund, in all. @source rules.json order.timers.buyerExtendShipMax P21D */
export const shipExtensionDaysMax = 21;
/** From the word "shipped" to the carrier's first scan. @source rules.json order.timers.firstScanWithin PT48H */
export const firstScanMs = 2 * dayMs;
/**
 * What the seller has at least to ship in earnest after the first void shipment, so that an honest
 * slip does not end in a refund within the same minute; given once. @source ADR 0011
 */
export const afterVoidMs = dayMs;
/** From the last movement to "lost". @source rules.json order.timers.lostDeclare P14D */
export const lostAfterMs = 14 * dayMs;
/** From delivery to automatic confirmation. @source rules.json order.timers.confirmAfterDelivered P3D */
export const confirmAfterDeliveredMs = 3 * dayMs;
/** From shipping without tracking to automatic confirmation. @source rules.json order.timers.confirmAfterShippedUntracked P10D */
export const confirmAfterUntrackedMs = 10 * dayMs;
/** From pickup or virtual delivery to automatic confirmation. @source rules.json order.timers.confirmPickupOrVirtual P2D */
export const confirmAfterHandoverMs = 2 * dayMs;
/** What one extension by the buyer adds, and how many there are. @source rules.json order.timers.buyerExtendConfirm */
export const receiptExtensionMs = 3 * dayMs;
export const receiptExtensionsMax = 2;
/** The platform's fee. @source rules.json fee.baseBp 60 */
export const feeBps = 60;
/** Lines of one order. @source ADR 0007: an order is one parcel of one seller */
export const linesMax = 20;
/** Pieces of one listing in one order. @source rules.json quickSell.qty [1, 99] */
export const quantityMax = 99;
/** How long an order of an accepted offer waits for payment. @source rules.json order.timers.payHoldAgreedOffer PT24H */
export const payHoldAgreedMs = dayMs;
/** How long a named price can be answered. @source rules.json offer.valid PT24H */
export const offerValidMs = dayMs;
/** Prices named in one offer: the buyer's, the seller's, the buyer's last. @source rules.json offer.roundsMax 3 */
export const offerRoundsMax = 3;
/** Offers of one buyer on one listing within a day. @source rules.json offer.perListingAndDay 3 */
export const offersPerListingMax = 3;
/** Offers of one buyer within a day, over all listings. @source rules.json offer.perDay 50 */
export const offersPerDay: RateLimit = { kind: 'orders/make-offer', max: 50, perMs: dayMs };
/** The longest an after-sale can be opened after completion. @source rules.json afterSale.window.counterfeit COMPLETED+P30D */
export const afterSaleWindowMsMax = 30 * dayMs;
/** A seller's first sales wait before they can be withdrawn. @source rules.json withdraw.hold */
export const firstSales = { count: 3, waitMs: 3 * dayMs };
