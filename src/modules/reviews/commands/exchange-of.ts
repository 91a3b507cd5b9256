import type { Sql } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import type { Exchange, Filed } from '../domain/exchange.ts';
import { otherSide, type Side } from '../domain/rules.ts';
import { reviewsOfOrder } from '../store/reviews.ts';
import type { ExchangeRow, ReviewRow } from '../store/tables.ts';

/** An exchange with what was filed in it. */
export type Held = {
  row: ExchangeRow;
  exchange: Exchange;
  reviews: Partial<Record<Side, ReviewRow>>;
};

/** Reads what belongs to an exchange; who means to change it has locked its row. */
export async function exchangeOf(handle: Sql, row: ExchangeRow): Promise<Held> {
  const { order_id: orderId, buyer_id: buyerId, seller_id: sellerId } = row;
  const filed = await reviewsOfOrder(handle, { orderId, buyerId, sellerId });
  const reviews = Object.fromEntries(filed.map((one) => [one.by_side, one]));
  const { buyer, seller } = reviews;
  const exchange = {
    closesAt: row.closes_at,
    revealedAt: row.revealed_at,
    buyer: filedOf(buyer),
    seller: filedOf(seller),
  };
  return { row, exchange, reviews };
}

function filedOf(row: ReviewRow | undefined): Filed | null {
  if (!row) return null;
  const { withdrawn_at: withdrawnAt, taken_down_at: takenDownAt, replied_at: repliedAt } = row;
  return { withdrawnAt, takenDownAt, repliedAt };
}

type Parties = { buyerId: Id; sellerId: Id };

/** The part a member takes in a trade; undefined for everybody else. */
export function sideOf({ buyerId, sellerId }: Parties, memberId: Id): Side | undefined {
  if (memberId === buyerId) return 'buyer';
  return memberId === sellerId ? 'seller' : undefined;
}

/** Who takes the other part. */
export const partnerOf = ({ buyerId, sellerId }: Parties, side: Side): Id =>
  otherSide(side) === 'buyer' ? buyerId : sellerId;
