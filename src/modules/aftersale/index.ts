import type { Actor, Call } from '#platform/actor.ts';
import type { Sql } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import type { Platform, RoomParts } from '#platform/room.ts';
import {
  answerAfterSale,
  giveReturnAddress,
  type AnswerAfterSaleInput,
} from './commands/answer-after-sale.ts';
import {
  openCapture,
  takeCapture,
  type CaptureStage,
  type OpenedCapture,
  type TakeCaptureInput,
} from './commands/capture.ts';
import type { AfterSaleReceipt } from './commands/carry-out.ts';
import {
  confirmReplacement,
  decideAfterSale,
  escalateAfterSale,
  withdrawAfterSale,
  type DecideAfterSaleInput,
} from './commands/end-after-sale.ts';
import {
  doubtArrival,
  openAfterSale,
  reportProblem,
  type OpenAfterSaleInput,
  type ReportProblemInput,
} from './commands/open-after-sale.ts';
import {
  confirmReturn,
  shipReplacement,
  shipReturn,
  type ConfirmReturnInput,
  type ShipReturnInput,
} from './commands/return-goods.ts';
import { acceptArrival, afterSaleDeadline, endWithOrder } from './commands/run-clock.ts';
import type { AfterSaleDeps, AfterSaleRooms } from './deps.ts';
import { afterSaleDuties, afterSaleNotices } from './notices.ts';
import {
  getAfterSale,
  listAfterSales,
  type AfterSaleView,
  type CaptureView,
  type OrderAfterSales,
} from './queries/after-sale-views.ts';
import { afterSalesOfOrder, ordersOfParcels } from './queries/for-operators.ts';
import { listDisputed, type DisputedView } from './queries/list-disputed.ts';
import { afterSaleRefusals } from './refusals.ts';
import { afterSaleRoutes } from './routes.ts';
import { afterSaleDutiesOf, afterSaleSubscriptions } from './subscriptions.ts';

export type { AfterSaleReceipt } from './commands/carry-out.ts';
export type { AfterSaleAction, AfterSaleGuide } from './domain/guide.ts';
export type {
  AfterSaleOffer,
  AfterSaleView,
  CaptureView,
  OrderAfterSales,
} from './queries/after-sale-views.ts';
export type { DisputedView } from './queries/list-disputed.ts';
export type { AfterSaleType, Reason } from './domain/after-sale.ts';

type OfAfterSale = { afterSaleId: Id };

/** The aftersale room's door; each command's codes stand at its own file. */
export type AfterSaleDoor = {
  openAfterSale(call: Call, input: OpenAfterSaleInput): Promise<AfterSaleReceipt>;
  reportProblem(call: Call, input: ReportProblemInput): Promise<AfterSaleReceipt>;
  answerAfterSale(call: Call, input: AnswerAfterSaleInput): Promise<AfterSaleReceipt>;
  giveReturnAddress(call: Call, input: OfAfterSale & { addressId: Id }): Promise<AfterSaleReceipt>;
  shipReturn(call: Call, input: ShipReturnInput): Promise<AfterSaleReceipt>;
  confirmReturn(call: Call, input: ConfirmReturnInput): Promise<AfterSaleReceipt>;
  shipReplacement(
    call: Call,
    input: OfAfterSale & { carrier: string; waybillNo: string },
  ): Promise<AfterSaleReceipt>;
  confirmReplacement(call: Call, input: OfAfterSale): Promise<AfterSaleReceipt>;
  withdrawAfterSale(call: Call, input: OfAfterSale): Promise<AfterSaleReceipt>;
  escalateAfterSale(call: Call, input: OfAfterSale & { words: string }): Promise<AfterSaleReceipt>;
  decideAfterSale(call: Call, input: DecideAfterSaleInput): Promise<AfterSaleReceipt>;
  openCapture(call: Call, input: { orderId: Id; stage: CaptureStage }): Promise<OpenedCapture>;
  takeCapture(call: Call, input: TakeCaptureInput): Promise<{ captureId: Id; takenAt: Date }>;
  getAfterSale(actor: Actor, input: OfAfterSale): Promise<AfterSaleView>;
  listAfterSales(
    actor: Actor,
    input: { orderId: Id; lineNos?: number[] | undefined },
  ): Promise<OrderAfterSales>;
  /** All after-sales of an order with its captures, for operators. */
  afterSalesOfOrder(
    handle: Sql,
    order: { id: Id; buyerId: Id },
  ): Promise<{ items: AfterSaleView[]; captures: CaptureView[] }>;
  /** The orders these parcels belong to, on their way there, back or instead. */
  ordersOfParcels(handle: Sql, parcelIds: Id[]): Promise<Id[]>;
  listDisputed(input: {
    cursor?: string | undefined;
    limit: number;
  }): Promise<{ items: DisputedView[]; nextCursor: string | null }>;
};

/** Opens the room and ties it to the rooms it stands on. */
export function createAfterSale(
  platform: Platform,
  rooms: AfterSaleRooms,
): AfterSaleDoor & { parts: RoomParts } {
  const deps: AfterSaleDeps = { platform, rooms };
  rooms.notifications.registerTypes(afterSaleNotices);
  rooms.notifications.registerTypes(afterSaleDuties);
  rooms.notifications.registerDuties((handle, memberId) =>
    afterSaleDutiesOf(deps, handle, memberId),
  );
  listenBelow(deps);
  const door: AfterSaleDoor = {
    openAfterSale: (call, input) => openAfterSale(deps, call, input),
    reportProblem: (call, input) => reportProblem(deps, call, input),
    answerAfterSale: (call, input) => answerAfterSale(deps, call, input),
    giveReturnAddress: (call, input) => giveReturnAddress(deps, call, input),
    shipReturn: (call, input) => shipReturn(deps, call, input),
    confirmReturn: (call, input) => confirmReturn(deps, call, input),
    shipReplacement: (call, input) => shipReplacement(deps, call, input),
    confirmReplacement: (call, input) => confirmReplacement(deps, call, input),
    withdrawAfterSale: (call, input) => withdrawAfterSale(deps, call, input),
    escalateAfterSale: (call, input) => escalateAfterSale(deps, call, input),
    decideAfterSale: (call, input) => decideAfterSale(deps, call, input),
    openCapture: (call, input) => openCapture(deps, call, input),
    takeCapture: (call, input) => takeCapture(deps, call, input),
    getAfterSale: (actor, input) => getAfterSale(deps, actor, input),
    listAfterSales: (actor, input) => listAfterSales(deps, actor, input),
    ...forOperators(deps),
  };
  return {
    ...door,
    parts: {
      routes: afterSaleRoutes(door),
      refusals: afterSaleRefusals,
      subscriptions: afterSaleSubscriptions(deps),
      deadlines: [afterSaleDeadline(deps)],
    },
  };
}

/** Registers at the rooms below what an after-sale does when they have news. */
function listenBelow(deps: AfterSaleDeps): void {
  const { rooms } = deps;
  rooms.fulfilment.whenDelivered((tx, news) => acceptArrival(deps, tx, news));
  rooms.orders.whenDoubted((tx, done) => doubtArrival(deps, tx, done));
  rooms.orders.whenEnded((tx, done) => endWithOrder(deps, tx, done));
}

/** What only operators ask for. */
function forOperators(deps: AfterSaleDeps) {
  return {
    afterSalesOfOrder: (handle, order) => afterSalesOfOrder(deps, handle, order),
    ordersOfParcels,
    listDisputed: (input) => listDisputed(deps, input),
  } satisfies Partial<AfterSaleDoor>;
}
