import type { Tx } from '#platform/db/database.ts';
import type { DeadlineHandler } from '#platform/deadlines.ts';
import { bucketOf, type Id } from '#platform/ids.ts';
import { decide } from '../domain/exchange.ts';
import { reviewsRevealed, type ReviewsRevealed } from '../events.ts';
import { linkOf } from '../notices.ts';
import type { Room } from '../room.ts';
import { lockExchange, markRevealed } from '../store/exchanges.ts';
import type { ExchangeRow } from '../store/tables.ts';
import { exchangeOf, type Held } from './exchange-of.ts';
import { revealDeadline } from './open-exchange.ts';

/** Lifts the blind of a locked exchange: its clock ends, and the rooms above are told. */
export async function reveal(room: Room, tx: Tx, row: ExchangeRow, now: Date): Promise<void> {
  const { order_id: orderId, seller_id: sellerId, buyer_id: buyerId } = row;
  const { deadlines, outbox } = room.platform;
  await markRevealed(tx, row, now);
  await deadlines.clear(tx, [revealDeadline], orderId, now);
  const payload: ReviewsRevealed = { orderId, sellerId, buyerId, at: now.toISOString() };
  await outbox.emit(
    tx,
    bucketOf(orderId),
    [{ topic: reviewsRevealed, ref: orderId, payload }],
    now,
  );
}

/** When the time for reviews is over, what there is can be read. Late, doubled or stale runs change nothing. */
export function reviewDeadlines(room: Room): DeadlineHandler[] {
  return [{ kind: revealDeadline, handle: (orderId) => revealByClock(room, orderId) }];
}

async function revealByClock(room: Room, orderId: Id): Promise<void> {
  await room.platform.database.transaction(async (tx) => {
    const row = await lockExchange(tx, orderId);
    if (!row) return;
    const now = room.platform.clock.now();
    const held = await exchangeOf(tx, row);
    const verdict = decide(held.exchange, { name: 'reveal' }, now);
    if (!verdict.ok || !verdict.reveals) return;
    await reveal(room, tx, row, now);
    await tellReviewed(room, tx, held);
  });
  room.platform.outbox.nudge();
}

/** Whoever was reviewed by the other side alone may read it now. */
async function tellReviewed(room: Room, tx: Tx, { row, reviews }: Held): Promise<void> {
  const orderId = row.order_id;
  const trade = (await room.rooms.orders.tradesOf(tx, [orderId])).get(orderId);
  for (const review of Object.values(reviews)) {
    if (review.withdrawn_at || review.taken_down_at) continue;
    await room.rooms.notifications.notify(tx, {
      memberId: review.subject_id,
      type: 'reviews/shown',
      params: { title: trade?.title ?? '' },
      link: linkOf(orderId),
      dedupeKey: `reviews/shown/${orderId}`,
    });
  }
}
