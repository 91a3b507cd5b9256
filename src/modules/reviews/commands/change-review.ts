import type { Call } from '#platform/actor.ts';
import type { Tx } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';
import { decide } from '../domain/exchange.ts';
import { otherSide } from '../domain/rules.ts';
import { linkOf } from '../notices.ts';
import type { Room } from '../room.ts';
import { lockExchange } from '../store/exchanges.ts';
import { findReview, withdraw, writeReply } from '../store/reviews.ts';
import type { ReviewRow } from '../store/tables.ts';
import { exchangeOf } from './exchange-of.ts';

/**
 * The author takes a review back: what it said is gone, and there is no second one. Locks: the
 * exchange.
 * @throws platform/not-found, reviews/gone, reviews/already-withdrawn
 */
export async function withdrawReview(
  room: Room,
  call: Call,
  { reviewId }: { reviewId: Id },
): Promise<{ ok: true }> {
  await room.platform.run(call, async (tx) => {
    const found = await findReview(tx, reviewId);
    if (found?.author_id !== call.actor.memberId) refuse('platform/not-found');
    await assertMay(room, tx, found, 'withdraw');
    await withdraw(tx, reviewId, room.platform.clock.now());
    return { ok: true } as const;
  });
  return { ok: true };
}

/**
 * The reviewed side answers, once, and the author is told. Locks: the exchange.
 * @throws platform/not-found, reviews/still-blind, reviews/gone, reviews/already-replied,
 *   reviews/screened
 */
export async function replyToReview(
  room: Room,
  call: Call,
  { reviewId, words }: { reviewId: Id; words: string },
): Promise<{ ok: true }> {
  const verdict = room.rooms.moderation.screen(words);
  if (verdict === 'block' || verdict === 'hold') refuse('reviews/screened');
  await room.platform.run(call, async (tx) => {
    const found = await findReview(tx, reviewId);
    if (found?.subject_id !== call.actor.memberId) refuse('platform/not-found');
    await assertMay(room, tx, found, 'reply');
    await writeReply(tx, reviewId, words, room.platform.clock.now());
    await tellAuthor(room, tx, found);
    return { ok: true } as const;
  });
  room.platform.outbox.nudge();
  return { ok: true };
}

/** Judged anew once nobody else can change it. */
async function assertMay(
  room: Room,
  tx: Tx,
  found: ReviewRow,
  name: 'withdraw' | 'reply',
): Promise<void> {
  const { exchange } = await exchangeOf(tx, (await lockExchange(tx, found.order_id))!);
  const by = name === 'withdraw' ? found.by_side : otherSide(found.by_side);
  const verdict = decide(exchange, { name, by }, room.platform.clock.now());
  if (!verdict.ok) refuse(verdict.code);
}

async function tellAuthor(room: Room, tx: Tx, review: ReviewRow): Promise<void> {
  const orderId = review.order_id;
  const trade = (await room.rooms.orders.tradesOf(tx, [orderId])).get(orderId);
  await room.rooms.notifications.notify(tx, {
    memberId: review.author_id,
    type: 'reviews/replied',
    params: { title: trade?.title ?? '' },
    link: linkOf(orderId),
    dedupeKey: `reviews/replied/${review.id}`,
  });
}
