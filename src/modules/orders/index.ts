import type { Actor, Call } from '#platform/actor.ts';
import type { Sql, Tx } from '#platform/db/database.ts';
import type { Visit } from '#payments';
import type { Route } from '#platform/http/route.ts';
import type { Id } from '#platform/ids.ts';
import type { Platform, RoomParts } from '#platform/room.ts';
import { refuse } from '#platform/refusal.ts';
import type { LabelOffer, LabelView, TrackingView, VirtualFileView } from '#fulfilment';
import type { AddressSnapshot } from '#identity';
import { answerOffer, withdrawOffer, type AnswerOfferInput } from './commands/answer-offer.ts';
import { cancelOrder } from './commands/cancel-order.ts';
import type { CarriedOut, OrderReceipt } from './commands/carry-out.ts';
import { chargeBack } from './commands/charge-back.ts';
import { remind, type Reminded } from './commands/remind.ts';
import { moveForAfterSale, type AfterSaleCommand } from './commands/move-for-after-sale.ts';
import { confirmReceipt } from './commands/confirm-receipt.ts';
import { extendReceipt, extendShipping } from './commands/extend-order.ts';
import { handOverOrder, type HandOverInput } from './commands/hand-over-order.ts';
import { buyLabel, cancelLabel, listLabelOffers, type CancelLabelInput } from './commands/label.ts';
import { makeOffer, type MadeOffer, type MakeOfferInput } from './commands/make-offer.ts';
import type { OfferReceipt } from './commands/move-offer.ts';
import { acceptPayment, holdAtOnce, payOrder } from './commands/pay-order.ts';
import { placeOrder, type PlaceOrderInput } from './commands/place-order.ts';
import { acceptDelivery, followParcel } from './commands/follow-parcel.ts';
import { orderDeadlines } from './commands/run-clock.ts';
import { dropParcel, tellElsewhere, tellStandstill } from './commands/tell-of-parcel.ts';
import { addParcel, correctWaybill, shipOrder, type Waybill } from './commands/ship-order.ts';
import type { OrdersDeps, OrdersRooms, StepHandler } from './deps.ts';
import type { Order } from './domain/order.ts';
import { offerNotices, offerSubscriptions } from './offer-notices.ts';
import { labelRoutes } from './label-routes.ts';
import { offerRoutes } from './offer-routes.ts';
import { addressOf } from './queries/address.ts';
import { getOffer, offerCards, type OfferView } from './queries/offer-views.ts';
import { orderDutyTexts, orderNotices } from './notices.ts';
import { drawLabel } from './queries/label-sheet.ts';
import { orderCards } from './queries/order-card.ts';
import { getOrder, type OrderSummary, type OrderView } from './queries/get-order.ts';
import { offerDuties, orderDuties } from './queries/list-duties.ts';
import { getShopStats, type ShopStats } from './queries/get-shop-stats.ts';
import { getOrdersFile, type OrdersFileInput } from './queries/get-orders-file.ts';
import {
  countOrders,
  listOrders,
  type ListOrdersInput,
  type OrderCounts,
} from './queries/list-orders.ts';
import {
  historyOf,
  searchOrders,
  type FoundOrder,
  type OrderHistory,
  type SearchOrdersInput,
} from './queries/for-operators.ts';
import { readTrades, type Trade } from './queries/read-trades.ts';
import { quoteOrder, type Quote, type QuoteInput } from './queries/quote-order.ts';
import { layVirtualFile, openVirtualFile } from './commands/virtual-file.ts';
import { orderRefusals } from './refusals.ts';
import { virtualFileRoutes } from './virtual-file-routes.ts';
import { orderRoutes } from './routes.ts';
import { orderToolRoutes } from './tool-routes.ts';
import { readOrderFacts, type OrderFacts } from './queries/order-facts.ts';
import { lockOrder, readOrders } from './store/order-store.ts';
import type { PlacedOrder } from './store/place-order-store.ts';
import { orderSubscriptions } from './subscriptions.ts';

export type { CarriedOut, OrderReceipt } from './commands/carry-out.ts';
export type { AfterSaleCommand } from './commands/move-for-after-sale.ts';
export type { Order, Role } from './domain/order.ts';
export type { OrderFacts } from './queries/order-facts.ts';
export { leftFen } from './domain/decide.ts';
export type { LineShare } from './domain/line-shares.ts';
export type { Guide, MoneyPlace, OrderAction } from './domain/guide.ts';
export type { OrderGroup } from './domain/order-groups.ts';
export { orderGroups } from './domain/order-groups.ts';
export type { OrderCounts } from './queries/list-orders.ts';
export type { OrderLineView, OrderSummary, OrderView } from './queries/get-order.ts';
export type { OfferReceipt } from './commands/move-offer.ts';
export type { OfferView } from './queries/offer-views.ts';
export type { Quote } from './queries/quote-order.ts';
export type { PlacedOrder } from './store/place-order-store.ts';
export { orderTopics, type OrderToldPayload } from './events.ts';
export type { FoundOrder, OrderHistory, SearchOrdersInput } from './queries/for-operators.ts';
export type { Trade } from './queries/read-trades.ts';
export { legalSteps } from './domain/order-machine.ts';
export { confirmAfterDeliveredMs, confirmAfterHandoverMs } from './domain/rules.ts';

type OfOrder = { orderId: Id };

type Page<T> = { items: T[]; nextCursor: string | null };

/** The orders room's door; each command's codes stand at its own file. */
export type Orders = {
  quoteOrder(actor: Actor, input: QuoteInput): Promise<Quote>;
  placeOrder(call: Call, input: PlaceOrderInput): Promise<PlacedOrder>;
  payOrder(
    call: Call,
    input: OfOrder & { visit?: Visit | undefined },
  ): Promise<OfOrder & { cashierUrl: string; attemptId: Id }>;
  cancelOrder(call: Call, input: OfOrder): Promise<OrderReceipt>;
  shipOrder(call: Call, input: OfOrder & Waybill): Promise<OrderReceipt>;
  addParcel(call: Call, input: OfOrder & Waybill): Promise<OrderReceipt & { parcelNo: number }>;
  correctWaybill(
    call: Call,
    input: OfOrder & Waybill & { parcelNo: number },
  ): Promise<OrderReceipt>;
  handOverOrder(call: Call, input: HandOverInput): Promise<OrderReceipt>;
  layVirtualFile(
    call: Call,
    input: OfOrder & { name: string; bytes: Buffer },
  ): Promise<VirtualFileView>;
  /** What prepaid labels would cost the seller; empty where the courier sells none. */
  listLabelOffers(actor: Actor, input: OfOrder): Promise<{ items: LabelOffer[] }>;
  buyLabel(call: Call, input: OfOrder & LabelOffer): Promise<LabelView>;
  cancelLabel(call: Call, input: CancelLabelInput): Promise<OfOrder>;
  /** The label to print, for the seller alone. */
  drawLabel(actor: Actor, input: OfOrder): Promise<{ svg: string; waybillNo: string }>;
  /** For the buyer alone, once handed over. */
  openVirtualFile(actor: Actor, input: OfOrder): Promise<{ name: string; bytes: Buffer }>;
  confirmReceipt(call: Call, input: OfOrder): Promise<OrderReceipt>;
  extendReceipt(call: Call, input: OfOrder): Promise<OrderReceipt>;
  extendShipping(call: Call, input: OfOrder & { days: number }): Promise<OrderReceipt>;
  makeOffer(call: Call, input: MakeOfferInput): Promise<MadeOffer>;
  answerOffer(call: Call, input: AnswerOfferInput): Promise<OfferReceipt>;
  withdrawOffer(call: Call, input: { offerId: Id }): Promise<OfferReceipt>;
  getOffer(actor: Actor, input: { offerId: Id }): Promise<OfferView>;
  getOrder(actor: Actor, input: OfOrder): Promise<OrderView>;
  listOrders(actor: Actor, input: ListOrdersInput): Promise<Page<OrderSummary>>;
  /** How many of the caller's orders that they look for are in each group. */
  countOrders(actor: Actor, input: Parameters<typeof countOrders>[2]): Promise<OrderCounts>;
  /** The caller's own orders of some days as a CSV file. */
  getOrdersFile(actor: Actor, input: OrdersFileInput): Promise<string>;
  /** The caller's shop in numbers, of the last days. */
  getShopStats(actor: Actor, input: Parameters<typeof getShopStats>[2]): Promise<ShopStats>;
  /** Reminds the other side that it is their turn. @throws see the command */
  remind(call: Call, input: OfOrder): Promise<Reminded>;
  /** The order, locked for the rest of a transaction. @throws platform/not-found */
  lockOrder(tx: Tx, orderId: Id): Promise<Order>;
  /** Orders by id, with the title of the first of their goods; unknown ones are absent. */
  readOrders(handle: Sql, orderIds: Id[]): Promise<Map<Id, OrderFacts>>;
  /** Where an order's parcel went, under the name on its label; undefined where none was sent. */
  addressOf(handle: Sql, orderId: Id): Promise<AddressSnapshot | undefined>;
  /** What an after-sale does to its order, with the money it books. @throws the codes of `decide` */
  moveForAfterSale(tx: Tx, orderId: Id, command: AfterSaleCommand): Promise<CarriedOut>;
  /** Registers what a room above does in the transaction that ends an order. */
  whenEnded(handler: StepHandler): void;
  /** Registers what a room above does when the clock finds goods signed for in another city. */
  whenDoubted(handler: StepHandler): void;
  /** What other rooms build on of these orders; unknown ids are missing. In two reads. */
  tradesOf(handle: Sql, orderIds: Id[]): Promise<Map<Id, Trade>>;
  /** Orders of everybody, for operators; newest first. */
  searchOrders(input: SearchOrdersInput): Promise<Page<FoundOrder>>;
  /** An order and all that was done with it, for operators. @throws platform/not-found */
  historyOf(handle: Sql, orderId: Id): Promise<OrderHistory>;
  /** Where the parcels of an order are; refuses everybody but its parties. */
  getTracking(actor: Actor, input: OfOrder): Promise<TrackingView>;
};

/** Opens the room and ties it to the rooms it stands on. */
export function createOrders(
  platform: Platform,
  rooms: OrdersRooms,
): Orders & { parts: RoomParts } {
  const deps: OrdersDeps = { platform, rooms, whenEnded: [], whenDoubted: [] };
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
    makeOffer: (call, input) => makeOffer(deps, call, input),
    answerOffer: (call, input) => answerOffer(deps, call, input),
    withdrawOffer: (call, input) => withdrawOffer(deps, call, input),
    getOffer: (actor, input) => getOffer(deps, actor, input),
    getOrder: (actor, input) => getOrder(deps, actor, input),
    tradesOf: readTrades,
    getTracking: (actor, input) => getTracking(deps, actor, input),
    ...forRoomsAbove(deps),
    ...goodsDoor(deps),
    ...toolsDoor(deps),
  };
  return {
    ...orders,
    parts: {
      routes: routesOf(orders),
      refusals: orderRefusals,
      subscriptions: [...orderSubscriptions(deps), ...offerSubscriptions(deps)],
      deadlines: orderDeadlines(deps),
    },
  };
}

function routesOf(orders: Orders): Route[] {
  return [
    ...orderRoutes(orders),
    ...orderToolRoutes(orders),
    ...virtualFileRoutes(orders),
    ...labelRoutes(orders),
    ...offerRoutes(orders),
  ];
}

type ForRoomsAbove = Pick<
  Orders,
  | 'lockOrder'
  | 'readOrders'
  | 'addressOf'
  | 'moveForAfterSale'
  | 'whenEnded'
  | 'whenDoubted'
  | 'searchOrders'
  | 'historyOf'
>;

/** What only rooms above ask for; no route leads here. */
function forRoomsAbove(deps: OrdersDeps): ForRoomsAbove {
  return {
    lockOrder: async (tx, orderId) =>
      (await lockOrder(tx, orderId)) ?? refuse('platform/not-found'),
    readOrders: readOrderFacts,
    addressOf: async (handle, orderId) => {
      const order = (await readOrders(handle, [orderId])).get(orderId);
      const address = order && addressOf(deps.platform.secrets, order);
      return address && { ...address, name: address.alias ?? address.name };
    },
    moveForAfterSale: (tx, orderId, command) => moveForAfterSale(deps, tx, orderId, command),
    whenEnded: (handler) => void deps.whenEnded.push(handler),
    whenDoubted: (handler) => void deps.whenDoubted.push(handler),
    searchOrders: (input) => searchOrders(deps, input),
    historyOf: (handle, orderId) => historyOf(deps, handle, orderId),
  };
}

function goodsDoor(deps: OrdersDeps) {
  return {
    addParcel: (call, input) => addParcel(deps, call, input),
    layVirtualFile: (call, input) => layVirtualFile(deps, call, input),
    openVirtualFile: (actor, input) => openVirtualFile(deps, actor, input),
    listLabelOffers: (actor, input) => listLabelOffers(deps, actor, input),
    buyLabel: (call, input) => buyLabel(deps, call, input),
    cancelLabel: (call, input) => cancelLabel(deps, call, input),
    drawLabel: (actor, input) => drawLabel(deps, actor, input),
  } satisfies Partial<Orders>;
}

function toolsDoor(deps: OrdersDeps) {
  return {
    listOrders: (actor, input) => listOrders(deps, actor, input),
    countOrders: (actor, input) => countOrders(deps, actor, input),
    getOrdersFile: (actor, input) => getOrdersFile(deps, actor, input),
    getShopStats: (actor, input) => getShopStats(deps, actor, input),
    remind: (call, input) => remind(deps, call, input),
  } satisfies Partial<Orders>;
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
  rooms.payments.whenLost((tx, lost) => chargeBack(deps, tx, lost));
  rooms.fulfilment.whenMoved((tx, news) => followParcel(deps, tx, news));
  rooms.fulfilment.whenDelivered((tx, news) => acceptDelivery(deps, tx, news));
  rooms.fulfilment.whenElsewhere((tx, news) => tellElsewhere(deps, tx, news));
  rooms.fulfilment.whenDropped((tx, news) => dropParcel(deps, tx, news));
  rooms.fulfilment.whenStoodStill((tx, news) => tellStandstill(deps, tx, news));
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
