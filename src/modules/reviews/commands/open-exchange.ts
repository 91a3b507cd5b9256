import type { Tx } from '#platform/db/database.ts';
import type { Subscription, ToldEvent } from '#platform/outbox.ts';
import { orderTopics, type OrderToldPayload, type Trade } from '#orders';
import { windowMs } from '../domain/rules.ts';
import { linkOf } from '../notices.ts';
import type { Room } from '../room.ts';
import { insertExchange } from '../store/exchanges.ts';

/** The clock that ends an exchange. */
export const revealDeadline = 'reviews/reveal';

/** A trade that is over. */
export type FinishedTrade = Trade & { overAt: Date };

export const isFinished = (trade: Trade): trade is FinishedTrade => trade.overAt !== null;

/** Until when reviews of a trade are taken. */
export const closesAtOf = (overAt: Date): Date => new Date(overAt.getTime() + windowMs);

/** Opens the exchange of a finished trade and sets its clock; again changes nothing. */
export async function openExchange(room: Room, tx: Tx, trade: FinishedTrade): Promise<boolean> {
  const { orderId, overAt, buyerId, sellerId } = trade;
  const closesAt = closesAtOf(overAt);
  const values = { orderId, buyerId, sellerId, openedAt: overAt, closesAt };
  if (!(await insertExchange(tx, values))) return false;
  await room.platform.deadlines.set(tx, { kind: revealDeadline, ref: orderId, runAt: closesAt });
  return true;
}

/** What follows when a trade is over: both may review, and are told so. */
export function reviewSubscriptions(room: Room): Subscription[] {
  return orderTopics.map((topic) => ({
    topic,
    name: 'reviews/open-exchange',
    handle: (tx, event) => followEnd(room, tx, event),
  }));
}

/** Which states of an order may be the end of a trade; a read tells. */
const ends = new Set(['COMPLETED', 'REFUNDED']);

async function followEnd(room: Room, tx: Tx, event: ToldEvent): Promise<void> {
  const { orderId, state } = event.payload as OrderToldPayload;
  if (!ends.has(state)) return;
  const trade = (await room.rooms.orders.tradesOf(tx, [orderId])).get(orderId);
  if (!trade || !isFinished(trade) || isLate(room, trade)) return;
  // Whoever was faster than this event has opened it already; both are told all the same.
  await openExchange(room, tx, trade);
  for (const role of ['buyer', 'seller'] as const) {
    await room.rooms.notifications.notify(tx, {
      memberId: role === 'buyer' ? trade.buyerId : trade.sellerId,
      type: `reviews/open.${role}`,
      params: { title: trade.title },
      link: linkOf(orderId),
      dedupeKey: `reviews/open/${orderId}`,
    });
  }
}

/** Told of long after the end, there is nothing left to open. */
const isLate = (room: Room, { overAt }: FinishedTrade): boolean =>
  room.platform.clock.now() >= closesAtOf(overAt);
