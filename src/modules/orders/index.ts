import type { Actor, Call } from '#platform/actor.ts';
import type { Visit } from '#payments';
import type { Id } from '#platform/ids.ts';
import type { Platform, RoomParts } from '#platform/room.ts';
import { refuse } from '#platform/refusal.ts';
import type { TrackingView } from '#fulfilment';
import { answerOffer, withdrawOffer, type AnswerOfferInput } from './commands/answer-offer.ts';
import { cancelOrder } from './commands/cancel-order.ts';
import type { OrderReceipt } from './commands/carry-out.ts';
import { confirmReceipt } from './commands/confirm-receipt.ts';
import { decideProblem, type DecideProblemInput } from './commands/decide-problem.ts';
import { extendReceipt, extendShipping } from './commands/extend-order.ts';
import { handOverOrder, type HandOverInput } from './commands/hand-over-order.ts';
import { makeOffer, type MadeOffer, type MakeOfferInput } from './commands/make-offer.ts';
import type { OfferReceipt } from './commands/move-offer.ts';
import { acceptPayment, holdAtOnce, payOrder } from './commands/pay-order.ts';
import { placeOrder, type PlaceOrderInput } from './commands/place-order.ts';
import { reportProblem, type ReportProblemInput } from './commands/report-problem.ts';
import { acceptDelivery, followParcel } from './commands/follow-parcel.ts';
import { orderDeadlines } from './commands/run-clock.ts';
import { correctWaybill, shipOrder, type Waybill } from './commands/ship-order.ts';
import type { OrdersDeps, OrdersRooms } from './deps.ts';
import { offerNotices, offerSubscriptions } from './offer-notices.ts';
import { offerRoutes } from './offer-routes.ts';
import { getOffer, offerCards, type OfferView } from './queries/offer-views.ts';
import { orderDutyTexts, orderNotices } from './notices.ts';
import { orderCards } from './queries/order-card.ts';
import { getOrder, type OrderSummary, type OrderView } from './queries/get-order.ts';
import { offerDuties, orderDuties } from './queries/list-duties.ts';
import { listOrders, type ListOrdersInput } from './queries/list-orders.ts';
import { listProblems, type ProblemView } from './queries/list-problems.ts';
import { quoteOrder, type Quote } from './queries/quote-order.ts';
import { orderRefusals } from './refusals.ts';
import { orderRoutes } from './routes.ts';
import { readOrders } from './store/order-store.ts';
import type { PlacedOrder } from './store/place-order-store.ts';
import { orderSubscriptions } from './subscriptions.ts';

export type { OrderReceipt } from './commands/carry-out.ts';
export type { Guide, MoneyPlace, OrderAction } from './domain/guide.ts';
export type { OrderLineView, OrderSummary, OrderView } from './queries/get-order.ts';
export type { OfferReceipt } from './commands/move-offer.ts';
export type { OfferView } from './queries/offer-views.ts';
export type { ProblemView } from './queries/list-problems.ts';
export type { Quote } from './queries/quote-order.ts';
export type { PlacedOrder } from './store/place-order-store.ts';
export { legalSteps } from './domain/order-machine.ts';
export { confirmAfterDeliveredMs, confirmAfterHandoverMs } from './domain/rules.ts';

type OfOrder = { orderId: Id };
type Page<T> = { items: T[]; nextCursor: string | null };

/** The orders room's door; each command's codes stand at its own file. */
export type Orders = {
  quoteOrder(actor: Actor, input: Pick<PlaceOrderInput, 'lines'>): Promise<Quote>;
  placeOrder(call: Call, input: PlaceOrderInput): Promise<PlacedOrder>;
  payOrder(
    call: Call,
    input: OfOrder & { visit?: Visit | undefined },
  ): Promise<OfOrder & { cashierUrl: string; attemptId: Id }>;
  cancelOrder(call: Call, input: OfOrder): Promise<OrderReceipt>;
  shipOrder(call: Call, input: OfOrder & Waybill): Promise<OrderReceipt>;
  correctWaybill(call: Call, input: OfOrder & Waybill): Promise<OrderReceipt>;
  handOverOrder(call: Call, input: HandOverInput): Promise<OrderReceipt>;
  confirmReceipt(call: Call, input: OfOrder): Promise<OrderReceipt>;
  extendReceipt(call: Call, input: OfOrder): Promise<OrderReceipt>;
  extendShipping(call: Call, input: OfOrder & { days: number }): Promise<OrderReceipt>;
  reportProblem(call: Call, input: ReportProblemInput): Promise<OrderReceipt>;
  decideProblem(call: Call, input: DecideProblemInput): Promise<OrderReceipt>;
  makeOffer(call: Call, input: MakeOfferInput): Promise<MadeOffer>;
  answerOffer(call: Call, input: AnswerOfferInput): Promise<OfferReceipt>;
  withdrawOffer(call: Call, input: { offerId: Id }): Promise<OfferReceipt>;
  getOffer(actor: Actor, input: { offerId: Id }): Promise<OfferView>;
  getOrder(actor: Actor, input: OfOrder): Promise<OrderView>;
  listOrders(actor: Actor, input: ListOrdersInput): Promise<Page<OrderSummary>>;
  listProblems(input: { cursor?: string | undefined; limit: number }): Promise<Page<ProblemView>>;
  /** Where the parcel of an order is; refuses everybody but its parties. */
  getTracking(actor: Actor, input: OfOrder): Promise<TrackingView>;
};

/** Opens the room and ties it to the rooms it stands on. */
export function createOrders(
  platform: Platform,
  rooms: OrdersRooms,
): Orders & { parts: RoomParts } {
  const deps: OrdersDeps = { platform, rooms };
  listenBelow(deps);
  const orders: Orders = {
    quoteOrder: (actor, input) => quoteOrder(deps, actor, input),
    placeOrder: (call, input) => placeOrder(deps, call, input),
    payOrder: (call, input) => payOrder(deps, call, input),
    cancelOrder: (call, input) => cancelOrder(deps, call, input),
    shipOrder: (call, input) => shipOrder(deps, call, input),
    correctWaybill: (call, input) => correctWaybill(deps, call, input),
    handOverOrder: (call, input) => handOverOrder(deps, call, input),
    confirmReceipt: (call, input) => confirmReceipt(deps, call, input),
    extendReceipt: (call, input) => extendReceipt(deps, call, input),
    extendShipping: (call, input) => extendShipping(deps, call, input),
    reportProblem: (call, input) => reportProblem(deps, call, input),
    decideProblem: (call, input) => decideProblem(deps, call, input),
    makeOffer: (call, input) => makeOffer(deps, call, input),
    answerOffer: (call, input) => answerOffer(deps, call, input),
    withdrawOffer: (call, input) => withdrawOffer(deps, call, input),
    getOffer: (actor, input) => getOffer(deps, actor, input),
    getOrder: (actor, input) => getOrder(deps, actor, input),
    listOrders: (actor, input) => listOrders(deps, actor, input),
    listProblems: (input) => listProblems(deps, input),
    getTracking: (actor, input) => getTracking(deps, actor, input),
  };
  return {
    ...orders,
    parts: {
      routes: [...orderRoutes(orders), ...offerRoutes(orders)],
      refusals: orderRefusals,
      subscriptions: [...orderSubscriptions(deps), ...offerSubscriptions(deps)],
      deadlines: orderDeadlines(deps),
    },
  };
}

/** Registers at the rooms below what an order does when they have news. */
function listenBelow(deps: OrdersDeps): void {
  const { rooms } = deps;
  rooms.notifications.registerTypes(orderNotices);
  rooms.notifications.registerTypes(offerNotices);
  rooms.notifications.registerTypes(orderDutyTexts);
  rooms.notifications.registerDuties((handle, memberId) => orderDuties(deps, handle, memberId));
  rooms.notifications.registerDuties((handle, memberId) => offerDuties(deps, handle, memberId));
  rooms.payments.whenPaid((tx, paid) => acceptPayment(tx, paid), holdAtOnce(deps));
  rooms.fulfilment.whenMoved((tx, news) => followParcel(deps, tx, news));
  rooms.fulfilment.whenDelivered((tx, news) => acceptDelivery(deps, tx, news));
  rooms.chat.registerCard('order', orderCards(deps));
  rooms.chat.registerCard('offer', offerCards(deps));
}

async function getTracking(deps: OrdersDeps, actor: Actor, input: OfOrder): Promise<TrackingView> {
  const handle = deps.platform.database.sql;
  const order = (await readOrders(handle, [input.orderId])).get(input.orderId);
  const isParty = order?.buyerId === actor.memberId || order?.sellerId === actor.memberId;
  if (!order || !isParty) refuse('platform/not-found');
  return deps.rooms.fulfilment.getTracking(handle, order.id);
}
