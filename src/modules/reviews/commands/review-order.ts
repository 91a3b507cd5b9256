import type { Call } from '#platform/actor.ts';
import type { Tx } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';
import { decide } from '../domain/exchange.ts';
import { isTagOf, otherSide, type Side } from '../domain/rules.ts';
import { linkOf } from '../notices.ts';
import type { Room } from '../room.ts';
import { lockExchange } from '../store/exchanges.ts';
import { insertReview } from '../store/reviews.ts';
import type { ReviewInput, ReviewReceipt } from '../types.ts';
import { areRelated } from './are-related.ts';
import { exchangeOf, partnerOf, sideOf } from './exchange-of.ts';
import { isFinished, openExchange, type FinishedTrade } from './open-exchange.ts';
import { reveal } from './reveal.ts';

/**
 * One side of a finished trade says how the other was. With the second review both are shown.
 * Locks: the exchange.
 * @throws platform/not-found, pictures/not-yours, reviews/not-yet, reviews/time-over,
 *   reviews/already-filed, reviews/withdrawn-once, reviews/related-persons, reviews/tag-unknown,
 *   reviews/screened
 */
export async function reviewOrder(
  room: Room,
  call: Call,
  input: ReviewInput,
): Promise<ReviewReceipt> {
  const { memberId } = call.actor;
  const verdict = room.rooms.moderation.screen(input.words ?? '');
  if (verdict === 'block') refuse('reviews/screened');
  const receipt = await room.platform.run(call, async (tx) => {
    const trade = (await room.rooms.orders.tradesOf(tx, [input.orderId])).get(input.orderId);
    const by = trade && sideOf(trade, memberId);
    if (!by) refuse('platform/not-found');
    if (!isFinished(trade)) refuse('reviews/not-yet');
    return file(room, tx, { trade, by, input, isHeld: verdict === 'hold' });
  });
  room.platform.outbox.nudge();
  return receipt;
}

type Filing = { trade: FinishedTrade; by: Side; input: ReviewInput; isHeld: boolean };

async function file(room: Room, tx: Tx, filing: Filing): Promise<ReviewReceipt> {
  const { trade, by, input, isHeld } = filing;
  assertTags(by, input.tags);
  await openExchange(room, tx, trade);
  const held = await exchangeOf(tx, (await lockExchange(tx, trade.orderId))!);
  // Read after the lock was waited for, so that the order of filings is that of their times.
  const now = room.platform.clock.now();
  const command = { name: 'file', by, areRelated: await areRelated(room, tx, trade) } as const;
  const verdict = decide(held.exchange, command, now);
  if (!verdict.ok) refuse(verdict.code);
  const reviewId = await write(room, tx, { ...filing, now });
  if (isHeld)
    await room.rooms.moderation.hold(tx, { kind: 'review', id: reviewId }, authorOf(filing));
  if (verdict.reveals) await reveal(room, tx, held.row, now);
  await tellOther(room, tx, filing, verdict.reveals);
  return { reviewId, revealedAt: verdict.reveals ? now : null };
}

const authorOf = ({ trade, by }: Pick<Filing, 'trade' | 'by'>): Id =>
  partnerOf(trade, otherSide(by));

function assertTags(by: Side, tags: readonly string[]): void {
  const areKnown = tags.every((tag) => isTagOf(by, tag)) && new Set(tags).size === tags.length;
  if (!areKnown) refuse('reviews/tag-unknown');
}

async function write(
  room: Room,
  tx: Tx,
  { trade, by, input, isHeld, now }: Filing & { now: Date },
): Promise<Id> {
  const authorId = authorOf({ trade, by });
  await room.platform.pictureShelf.assertOwn(tx, authorId, input.pictureIds);
  return insertReview(tx, {
    orderId: trade.orderId,
    bySide: by,
    authorId,
    subjectId: partnerOf(trade, by),
    step: input.step,
    tags: input.tags,
    words: input.words ?? null,
    pictureIds: input.pictureIds,
    heldAt: isHeld ? now : null,
    now,
  });
}

/** Before the blind is lifted the other side hears that something was filed, and not what. */
async function tellOther(
  room: Room,
  tx: Tx,
  { trade, by }: Filing,
  isRevealed: boolean,
): Promise<void> {
  const { orderId, title } = trade;
  const type = isRevealed ? 'reviews/both-in' : 'reviews/other-in';
  await room.rooms.notifications.notify(tx, {
    memberId: partnerOf(trade, by),
    type,
    params: { title },
    link: linkOf(orderId),
    dedupeKey: `${type}/${orderId}`,
  });
}
