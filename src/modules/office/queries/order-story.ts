import type { Sql } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import type { Locale } from '#platform/refusal.ts';
import type { Room } from '../room.ts';
import type { OrderStory } from '../types.ts';
import { namesOf } from './names.ts';
import {
  afterSaleLines,
  captureLines,
  offerLines,
  orderLines,
  reviewLines,
} from './story-of-trade.ts';
import { ledgerLines, operatorLines, parcelLines, paymentLines } from './story-of-money.ts';
import type { RawLine } from './story-line.ts';

const actsMax = 50;

/** All that happened to an order, of every room, the oldest first. @throws platform/not-found */
export async function getOrderStory(
  room: Room,
  input: { orderId: Id; locale: Locale },
): Promise<OrderStory> {
  const handle = room.platform.database.sql;
  const { orderId, locale } = input;
  const order = await room.rooms.orders.historyOf(handle, orderId);
  const raw = await linesOf(room, handle, order, locale);
  const names = await namesOf(room, [
    order.buyerId,
    order.sellerId,
    ...raw.map(({ actorId }) => actorId),
  ]);
  const story = raw
    .map(({ actorId, ...line }) => ({ ...line, actor: names.maybe(actorId) }))
    .toSorted((one, other) => one.at.getTime() - other.at.getTime());
  const { goodsFen, freightFen, totalFen, paidFen, refundedFen, feeFen } = order;
  return {
    id: order.id,
    title: order.title,
    state: order.state,
    delivery: order.delivery,
    buyer: names.of(order.buyerId),
    seller: names.of(order.sellerId),
    goodsFen,
    freightFen,
    totalFen,
    paidFen,
    refundedFen,
    feeFen,
    createdAt: order.createdAt,
    lines: order.lines,
    addressMasked: order.addressMasked,
    story,
  };
}

type History = Awaited<ReturnType<Room['rooms']['orders']['historyOf']>>;

async function linesOf(
  { platform, rooms }: Room,
  handle: Sql,
  order: History,
  locale: Locale,
): Promise<RawLine[]> {
  const { id: orderId, buyerId, sellerId } = order;
  const [transfers, paid, sales, reviews, acts, parcels] = await Promise.all([
    rooms.ledger.transfersOfOrder(handle, orderId),
    rooms.payments.tracePayments(handle, orderId),
    rooms.aftersale.afterSalesOfOrder(handle, { id: orderId, buyerId }),
    rooms.reviews.listReviewsOfOrder(handle, { orderId, buyerId, sellerId }),
    rooms.admin.listAuditLog({ subject: `order:${orderId}`, limit: actsMax }),
    trackingOf(rooms, handle, orderId),
  ]);
  const shown = await platform.pictureShelf.getMany(reviews.flatMap((one) => one.pictureIds));
  const pictureOf = (id: Id) => {
    const url = shown.get(id)?.sources.at(-1)?.url;
    return url ? [{ id, url }] : [];
  };
  return [
    ...orderLines(order),
    ...offerLines(order),
    ...afterSaleLines(sales.items, order),
    ...captureLines(sales.captures, order),
    ...reviewLines(reviews, pictureOf),
    ...paymentLines(paid),
    ...ledgerLines(transfers),
    ...parcelLines(parcels, sales.items, locale),
    ...operatorLines(acts.items),
  ];
}

async function trackingOf(rooms: Room['rooms'], handle: Sql, orderId: Id) {
  const isSent = (await rooms.fulfilment.trackingStates(handle, [orderId])).has(orderId);
  return isSent ? rooms.fulfilment.getTracking(handle, orderId) : undefined;
}
