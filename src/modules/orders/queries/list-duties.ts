import type { Sql } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import type { Duty } from '#notifications';
import type { OrdersDeps } from '../deps.ts';
import { guideOf } from '../domain/guide.ts';
import { standingFen } from '../domain/offer.ts';
import type { Order } from '../domain/order.ts';
import { dutyTypeOf } from '../notices.ts';
import { readOffers } from '../store/offer-store.ts';
import { listOffersToAnswer, listOpenOrderIds } from '../store/order-lists.ts';
import { readLines, readOrders } from '../store/order-store.ts';

/** Orders looked at; the newest first, since the older of so many are found in the orders' list. */
const ordersMax = 50;

/** What a member must do in their orders now, as the guide on each order's page says it. */
export async function orderDuties(
  { platform }: OrdersDeps,
  handle: Sql,
  memberId: Id,
): Promise<Duty[]> {
  const ids = await listOpenOrderIds(handle, memberId, ordersMax);
  if (ids.length === 0) return [];
  const [orders, lines] = await Promise.all([readOrders(handle, ids), readLines(handle, ids)]);
  const now = platform.clock.now();
  return [...orders.values()].flatMap((order) => {
    const title = lines.get(order.id)?.[0]?.snapshot.title ?? '';
    return dutyOf(order, { memberId, title, now }) ?? [];
  });
}

/** The offers a member has to answer, while they can still be answered. */
export async function offerDuties(
  { platform, rooms }: OrdersDeps,
  handle: Sql,
  memberId: Id,
): Promise<Duty[]> {
  const offers = await readOffers(handle, await listOffersToAnswer(handle, memberId, ordersMax));
  const open = [...offers.values()].filter((offer) => platform.clock.now() < offer.validUntil);
  const listingIds = open.map(({ listingId }) => listingId);
  const listings = await rooms.catalog.getListings(listingIds, handle);
  return Promise.all(
    open.map(async (offer) => {
      const title = listings.get(offer.listingId)?.title ?? '';
      const talk = await rooms.chat.conversationOf(handle, [offer.buyerId, offer.sellerId]);
      return {
        key: `offer:${offer.id}:${offer.round}`,
        type: 'orders/duty.answer-offer',
        params: { title, priceFen: standingFen(offer) },
        link: `/chat/${talk ?? ''}`,
        since: offer.madeAt,
        dueAt: offer.validUntil,
      };
    }),
  );
}

function dutyOf(
  order: Order,
  { memberId, title, now }: { memberId: Id; title: string; now: Date },
): Duty | undefined {
  const viewer = order.buyerId === memberId ? 'buyer' : 'seller';
  const guide = guideOf(order, viewer, now, undefined);
  const action = guide.actor === viewer ? guide.actions[0] : undefined;
  // An order past its time to pay is closed by its clock: nobody has to do that.
  if (!action || action === 'cancel') return undefined;
  return {
    key: `order:${order.id}:${action}`,
    type: dutyTypeOf(action, order.delivery),
    params: { title },
    link: `/orders/${order.id}`,
    since: order.deliveredAt ?? order.shippedAt ?? order.paidAt ?? order.createdAt,
    dueAt: guide.dueAt,
  };
}
