import { dayMs, hourMs } from '#platform/clock.ts';

/** The seller's time to answer. @source rules.json afterSale.timers.sellerReply PT48H */
export const sellerReplyMs = 48 * hourMs;
/** The seller's time to answer a cancellation. @source rules.json order.timers.cancelSellerReply PT24H */
export const cancelReplyMs = 24 * hourMs;
/** The seller's time to name the address for the way back. @source rules.json afterSale.timers.returnAddress PT24H */
export const returnAddressMs = 24 * hourMs;
/** The buyer's time to send the goods back. @source rules.json afterSale.timers.buyerReturnShip P7D */
export const buyerReturnMs = 7 * dayMs;
/** The seller's time to look at what came back. @source rules.json afterSale.timers.sellerReceiveAfterDelivered P3D */
export const sellerReceiveMs = 3 * dayMs;
/** The buyer's time to answer an offered amount. @source rules.json afterSale.timers.escalateAfter PT48H */
export const buyerReplyMs = 48 * hourMs;
/** The buyer's time to take a refusal further before it stands. @source ADR 0022 */
export const escalateWithinMs = 7 * dayMs;
/** The seller's time to send the replacement. @source rules.json order.timers.shipDefault PT72H */
export const replacementMs = 72 * hourMs;
/** The buyer's time to look at the replacement. @source rules.json order.timers.confirmAfterDelivered P3D */
export const replacementCheckMs = 3 * dayMs;
/** A parcel on its way back that has not arrived by then is looked into. @source rules.json order.timers.lostDeclare P14D */
export const returnLostMs = 14 * dayMs;
/** The same for a carrier that tells nothing. @source rules.json order.timers.confirmAfterShippedUntracked P10D */
export const returnUntrackedMs = 10 * dayMs;
/** Amounts named in answer to the first. @source rules.json afterSale.counterOffersMax 3 */
export const countersMax = 3;
/** After completion, for a hidden fault. @source rules.json afterSale.window.latentFault COMPLETED+P7D */
export const hiddenFaultMs = 7 * dayMs;
/** After completion, for a counterfeit. @source rules.json afterSale.window.counterfeit COMPLETED+P30D */
export const counterfeitMs = 30 * dayMs;
/** After-sales of one order, so that nobody stops its clocks without end. @source ADR 0022 */
export const perOrderMax = 5;
/** What of the way back can be charged, at the most, when the order's own freight was less. @source ADR 0022 */
export const returnFreightFenMax = 2_000n;
/**
 * What the protection fund lays out for one seller, in all, without an operator's decision: a way
 * back, once. @source ADR 0033
 */
export const laidOutFenMax = returnFreightFenMax;
/** How long an in-app capture's code may be used. @source ADR 0022 */
export const captureMs = hourMs / 4;
/** Captures one side may open for an order. @source ADR 0022 */
export const capturesMax = 20;
export const picturesMax = 9;
/** Lines of one order. @source ADR 0007 */
export const linesMax = 20;
