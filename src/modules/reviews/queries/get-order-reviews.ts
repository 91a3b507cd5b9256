import type { Actor } from '#platform/actor.ts';
import type { Sql } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';
import type { Trade } from '#orders';
import { areRelated } from '../commands/are-related.ts';
import { exchangeOf, sideOf, type Held } from '../commands/exchange-of.ts';
import { closesAtOf, isFinished, type FinishedTrade } from '../commands/open-exchange.ts';
import { decide } from '../domain/exchange.ts';
import { otherSide, type Side } from '../domain/rules.ts';
import type { Room } from '../room.ts';
import { findExchange } from '../store/exchanges.ts';
import type { OrderReviews } from '../types.ts';
import { viewsOf } from './review-views.ts';

/**
 * The reviews of an order as one of its two sees them: the other's only once the blind is lifted.
 * @throws platform/not-found for everybody else
 */
export async function getOrderReviews(
  room: Room,
  actor: Actor,
  { orderId }: { orderId: Id },
): Promise<OrderReviews> {
  const handle = room.platform.database.sql;
  const trade = (await room.rooms.orders.tradesOf(handle, [orderId])).get(orderId);
  const role = trade && sideOf(trade, actor.memberId);
  if (!role) refuse('platform/not-found');
  if (!isFinished(trade)) return notYet(trade, role);
  const held = await heldOf(handle, trade);
  const { exchange, reviews, row } = held;
  const [own, other] = [reviews[role], reviews[otherSide(role)]];
  const readable = [own, row.revealed_at ? other : undefined].filter((one) => one !== undefined);
  const [views, hindrance] = await Promise.all([
    viewsOf(room, handle, readable, actor.memberId),
    hindranceOf(room, handle, { trade, held, role }),
  ]);
  const viewOf = (side: Side) => views.find(({ bySide }) => bySide === side) ?? null;
  return {
    orderId,
    role,
    hindrance,
    closesAt: row.closes_at,
    revealedAt: row.revealed_at,
    own: viewOf(role),
    isOtherIn: exchange[otherSide(role)] !== null,
    other: viewOf(otherSide(role)),
  };
}

function notYet({ orderId }: Trade, role: Side): OrderReviews {
  return {
    orderId,
    role,
    hindrance: 'reviews/not-yet',
    closesAt: null,
    revealedAt: null,
    own: null,
    isOtherIn: false,
    other: null,
  };
}

/** The exchange as it is, or as it will be opened: an event may still be under way. */
async function heldOf(handle: Sql, trade: FinishedTrade): Promise<Held> {
  const row = await findExchange(handle, trade.orderId);
  return exchangeOf(
    handle,
    row ?? {
      order_id: trade.orderId,
      buyer_id: trade.buyerId,
      seller_id: trade.sellerId,
      opened_at: trade.overAt,
      closes_at: closesAtOf(trade.overAt),
      revealed_at: null,
    },
  );
}

type Asked = { trade: FinishedTrade; held: Held; role: Side };

/** What a review by this side would be refused with now; whether they are related is read last. */
async function hindranceOf(room: Room, handle: Sql, { trade, held, role }: Asked) {
  const now = room.platform.clock.now();
  const codeOf = (isRelated: boolean) => {
    const command = { name: 'file', by: role, areRelated: isRelated } as const;
    const verdict = decide(held.exchange, command, now);
    return verdict.ok ? null : verdict.code;
  };
  return codeOf(false) ?? codeOf(await areRelated(room, handle, trade));
}
