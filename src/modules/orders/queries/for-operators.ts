import type { Sql } from '#platform/db/database.ts';
import { encodeCursor, requirePlace } from '#platform/http/schemas.ts';
import type { Id } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';
import type { OrdersDeps } from '../deps.ts';
import { readOfferStepsOfOrder } from '../store/offer-history.ts';
import { searchOrderIds, type OperatorSearch } from '../store/order-lists.ts';
import { readEvents, readLines, readOrders } from '../store/order-store.ts';
import { maskName, maskPhone } from '../domain/address-shown.ts';
import { addressOf } from './address.ts';

export type SearchOrdersInput = Omit<OperatorSearch, 'after'> & { cursor?: string | undefined };

/** An order as a list of operators shows it. */
export type FoundOrder = {
  id: Id;
  title: string;
  buyerId: Id;
  sellerId: Id;
  state: string;
  totalFen: bigint;
  createdAt: Date;
};

/**
 * Orders of everybody, newest first.
 * @throws platform/invalid-input for a cursor that is not ours
 */
export async function searchOrders(
  deps: OrdersDeps,
  { cursor, ...search }: SearchOrdersInput,
): Promise<{ items: FoundOrder[]; nextCursor: string | null }> {
  const handle = deps.platform.database.sql;
  const keys = await searchOrderIds(handle, {
    ...search,
    after: requirePlace(cursor),
    limit: search.limit + 1,
  });
  const page = keys.slice(0, search.limit);
  const ids = page.map(({ id }) => id);
  const [orders, lines] = await Promise.all([readOrders(handle, ids), readLines(handle, ids)]);
  const items = ids.flatMap((id) => {
    const order = orders.get(id);
    if (!order) return [];
    const { buyerId, sellerId, state, totalFen, createdAt } = order;
    const title = lines.get(id)?.[0]?.snapshot.title ?? '';
    return [{ id, title, buyerId, sellerId, state, totalFen, createdAt }];
  });
  const last = keys.length > search.limit ? page.at(-1) : undefined;
  return { items, nextCursor: last ? encodeCursor([last.at, last.id]) : null };
}

/** An order with its goods and its whole history, for operators. */
export type OrderHistory = FoundOrder & {
  goodsFen: bigint;
  freightFen: bigint;
  paidFen: bigint;
  refundedFen: bigint;
  feeFen: bigint | null;
  delivery: string;
  lines: { listingId: Id; title: string; quantity: number; unitPriceFen: bigint }[];
  events: HistoryStep[];
  offerSteps: (HistoryStep & { unitPriceFen: bigint | null })[];
  /** Where it goes, name and phone masked; null without a parcel. */
  addressMasked: { name: string; phone: string; region: string } | null;
};

export type HistoryStep = {
  command: string;
  role: string;
  actorId: Id | null;
  from: string | null;
  to: string | null;
  at: Date;
};

/** What an order is and all that was done with it. @throws platform/not-found */
export async function historyOf(deps: OrdersDeps, handle: Sql, orderId: Id): Promise<OrderHistory> {
  const [orders, lines, events, offerSteps] = await Promise.all([
    readOrders(handle, [orderId]),
    readLines(handle, [orderId]),
    readEvents(handle, orderId),
    readOfferStepsOfOrder(handle, orderId),
  ]);
  const order = orders.get(orderId) ?? refuse('platform/not-found');
  const own = lines.get(orderId) ?? [];
  const address = addressOf(deps.platform.secrets, order);
  return {
    ...order,
    title: own[0]?.snapshot.title ?? '',
    lines: own.map((row) => ({
      listingId: row.listing_id,
      title: row.snapshot.title,
      quantity: row.quantity,
      unitPriceFen: BigInt(row.unit_price_fen),
    })),
    events: events.map((row) => ({ ...stepOf(row), from: row.from_state, to: row.to_state })),
    offerSteps: offerSteps.map((row) => ({
      ...stepOf(row),
      from: null,
      to: null,
      unitPriceFen: row.unit_price_fen === null ? null : BigInt(row.unit_price_fen),
    })),
    addressMasked: address
      ? {
          name: maskName(address.name),
          phone: maskPhone(address.phone),
          region: [...new Set([address.region.province, address.region.city])].join(' '),
        }
      : null,
  };
}

function stepOf(row: { command: string; actor_role: string; actor_id: string | null; at: Date }) {
  return { command: row.command, role: row.actor_role, actorId: row.actor_id, at: row.at };
}
