import type { Actor } from '#platform/actor.ts';
import type { Id } from '#platform/ids.ts';
import { feeOf } from '#platform/money.ts';
import { refuse } from '#platform/refusal.ts';
import type { MemberCard } from '#identity';
import type { LabelView, VirtualFileView } from '#fulfilment';
import type { OrdersDeps } from '../deps.ts';
import { freeCancelUntil, guideOf, type Guide } from '../domain/guide.ts';
import { mayRemind } from '../domain/remind.ts';
import { compatCodes } from '../domain/order-machine.ts';
import { readEvents, readLines, readOrders, type StoredOrder } from '../store/order-store.ts';
import { lastReminder } from '../store/reminder-store.ts';
import type { OrderLineRow } from '../store/tables.ts';
import type { AddressShown } from '../domain/address-shown.ts';
import { addressView, type AddressView } from './address.ts';

export type OrderLineView = {
  lineNo: number;
  listingId: Id;
  quantity: number;
  unitPriceFen: bigint;
  /** Its share of what was taken off for several pieces. */
  discountFen: bigint;
  title: string;
  condition: string;
  coverUrl: string | null;
  noteId: Id | null;
};

/** An order in a list: enough for a card. */
export type OrderSummary = {
  id: Id;
  role: 'buyer' | 'seller';
  state: string;
  compatCode: number;
  delivery: string;
  other: MemberCard;
  lines: OrderLineView[];
  totalFen: bigint;
  /** What has gone back to the buyer, or is on its way. */
  refundedFen: bigint;
  createdAt: Date;
  guide: Guide;
};

/** The names of the fields are the API's. */
export type OrderView = OrderSummary & {
  goodsFen: bigint;
  discountFen: bigint;
  freightFen: bigint;
  paidFen: bigint;
  /** The fee taken, or what it would be if everything were kept. */
  feeFen: bigint;
  netFen: bigint;
  feeBps: number;
  payBy: Date;
  paidAt: Date | null;
  shipBy: Date | null;
  freeCancelUntil: Date | null;
  shippedAt: Date | null;
  scanBy: Date | null;
  moveBy: Date | null;
  deliveredAt: Date | null;
  confirmBy: Date | null;
  completedAt: Date | null;
  closedAt: Date | null;
  refundedAt: Date | null;
  endReason: string | null;
  receiptExtensionsUsed: number;
  buyerNote: string | null;
  address: AddressView | null;
  /** How much of it the viewer is shown; null when no parcel goes anywhere. */
  addressShown: AddressShown | null;
  pickupCode: string | null;
  virtualGoods: string | null;
  /** The file that is sold: for the seller once it lies there, for the buyer once it was given. */
  virtualFile: VirtualFileView | null;
  /** Whether the viewer may remind the other side now. */
  mayRemind: boolean;
  /** The prepaid label that stands, for the seller alone. */
  label: LabelView | null;
  events: { seq: number; command: string; from: string; to: string; role: string; at: Date }[];
};

/**
 * One order as one of its parties sees it.
 * @throws platform/not-found for everybody else
 */
export async function getOrder(
  deps: OrdersDeps,
  actor: Actor,
  input: { orderId: Id },
): Promise<OrderView> {
  const handle = deps.platform.database.sql;
  const order = (await readOrders(handle, [input.orderId])).get(input.orderId);
  if (!order || !isParty(order, actor.memberId)) refuse('platform/not-found');
  const [summary] = await summaries(deps, actor.memberId, [order]);
  const { role } = summary!;
  const [events, goods, reminder] = await Promise.all([
    readEvents(handle, order.id),
    goodsFor(deps, order, role),
    lastReminder(handle, order.id, role),
  ]);
  const now = deps.platform.clock.now();
  const keptFen = order.totalFen - order.refundedFen - order.chargedFen;
  const feeFen = order.feeFen ?? feeOf(keptFen, order.feeBps);
  return {
    ...summary!,
    ...amountsAndTimes(order),
    feeFen,
    netFen: keptFen - feeFen,
    ...addressView(deps.platform.secrets, order, { role, now }),
    ...goods,
    mayRemind: mayRemind(order, role, { lastAt: reminder?.at ?? null, now }).ok,
    events: events.map((event) => ({
      seq: event.seq,
      command: event.command,
      from: event.from_state,
      to: event.to_state,
      role: event.actor_role,
      at: event.at,
    })),
  };
}

/** Cards for some orders of one member, in the order given. */
export async function summaries(
  deps: OrdersDeps,
  memberId: Id,
  orders: StoredOrder[],
): Promise<OrderSummary[]> {
  const handle = deps.platform.database.sql;
  const ids = orders.map((order) => order.id);
  // What was paid after an order was closed goes back as well, and so do parts of a payment.
  const goesBack = (o: StoredOrder) => o.state === 'CLOSED' || o.refundedFen > 0n;
  const over = orders.filter(goesBack).map((o) => o.id);
  const others = orders.map((order) => otherOf(order, memberId));
  const [lines, members, refunds] = await Promise.all([
    readLines(handle, ids),
    deps.rooms.identity.getMembers(others),
    deps.rooms.payments.refundStates(handle, over),
  ]);
  const now = deps.platform.clock.now();
  return orders.map((order) => {
    const role = order.buyerId === memberId ? 'buyer' : 'seller';
    return {
      id: order.id,
      role,
      state: order.state,
      compatCode: compatCodes[order.state],
      delivery: order.delivery,
      other: members.get(otherOf(order, memberId))!,
      lines: (lines.get(order.id) ?? []).map(lineView),
      totalFen: order.totalFen,
      refundedFen: order.refundedFen,
      createdAt: order.createdAt,
      guide: guideOf(order, role, now, refunds.get(order.id)),
    };
  });
}

function isParty(order: StoredOrder, memberId: Id): boolean {
  return order.buyerId === memberId || order.sellerId === memberId;
}

function otherOf(order: StoredOrder, memberId: Id): Id {
  return order.buyerId === memberId ? order.sellerId : order.buyerId;
}

function lineView(row: OrderLineRow): OrderLineView {
  return {
    lineNo: row.line_no,
    listingId: row.listing_id,
    quantity: row.quantity,
    unitPriceFen: BigInt(row.unit_price_fen),
    discountFen: BigInt(row.discount_fen),
    title: row.snapshot.title,
    condition: row.snapshot.condition,
    coverUrl: row.snapshot.coverUrl ?? null,
    noteId: row.snapshot.noteId ?? null,
  };
}

function amountsAndTimes(order: StoredOrder) {
  return {
    goodsFen: order.goodsFen,
    discountFen: order.discountFen,
    freightFen: order.freightFen,
    paidFen: order.paidFen,
    feeBps: order.feeBps,
    payBy: order.payBy,
    paidAt: order.paidAt,
    shipBy: order.shipBy,
    freeCancelUntil: freeCancelUntil(order),
    shippedAt: order.shippedAt,
    scanBy: order.scanBy,
    moveBy: order.moveBy,
    deliveredAt: order.deliveredAt,
    confirmBy: order.confirmBy,
    completedAt: order.completedAt,
    closedAt: order.closedAt,
    refundedAt: order.refundedAt,
    endReason: order.endReason,
    receiptExtensionsUsed: order.receiptExtensions,
    buyerNote: order.buyerNote,
  };
}

/** The pickup code and virtual goods are the buyer's; the seller never sees the code. */
async function goodsFor(deps: OrdersDeps, order: StoredOrder, role: 'buyer' | 'seller') {
  const handle = deps.platform.database.sql;
  const { fulfilment } = deps.rooms;
  const showsCode = role === 'buyer' && order.delivery === 'pickup' && order.state === 'WAIT_SHIP';
  return {
    pickupCode: showsCode ? await fulfilment.pickupCode(handle, order.id) : null,
    virtualGoods:
      role === 'buyer' && order.delivery === 'virtual'
        ? await fulfilment.virtualGoods(handle, order.id)
        : null,
    virtualFile: await fileFor(deps, order, role),
    label: await labelFor(deps, order, role),
  };
}

async function fileFor({ platform, rooms }: OrdersDeps, order: StoredOrder, role: string) {
  if (order.delivery !== 'virtual') return null;
  const file = await rooms.fulfilment.virtualFile(platform.database.sql, order.id);
  return role === 'seller' || file?.givenAt ? file : null;
}

async function labelFor({ platform, rooms }: OrdersDeps, order: StoredOrder, role: string) {
  if (role !== 'seller' || order.delivery !== 'courier') return null;
  return rooms.fulfilment.labelOf(platform.database.sql, order.id);
}
