import type { Actor } from '#platform/actor.ts';
import type { Sql } from '#platform/db/database.ts';
import { encodeCursor, requirePlace } from '#platform/http/schemas.ts';
import type { Id } from '#platform/ids.ts';
import type { OrdersDeps } from '../deps.ts';
import { orderGroups, type OrderGroup, type OrderSearch } from '../domain/order-groups.ts';
import { countOrdersByState, listOrderIds, listOtherIds } from '../store/order-lists.ts';
import { readOrders } from '../store/order-store.ts';
import { summaries, type OrderSummary } from './get-order.ts';

export type ListOrdersInput = OrderSearch & { cursor?: string | undefined; limit: number };

/**
 * The caller's orders as buyer or as seller that they look for, newest first.
 * @throws platform/invalid-input for a cursor that is not ours
 */
export async function listOrders(
  deps: OrdersDeps,
  actor: Actor,
  input: ListOrdersInput,
): Promise<{ items: OrderSummary[]; nextCursor: string | null }> {
  const handle = deps.platform.database.sql;
  const keys = await listOrderIds(handle, {
    memberId: actor.memberId,
    search: input,
    namedIds: await membersNamed(deps, handle, actor.memberId, input),
    after: requirePlace(input.cursor),
    limit: input.limit + 1,
  });
  const page = keys.slice(0, input.limit);
  const orders = await readOrders(
    handle,
    page.map((key) => key.id),
  );
  const items = await summaries(
    deps,
    actor.memberId,
    page.flatMap((key) => orders.get(key.id) ?? []),
  );
  const last = keys.length > input.limit ? page.at(-1) : undefined;
  return { items, nextCursor: last ? encodeCursor([last.at, last.id]) : null };
}

/** Orders that are counted; more are said as "so many and more". */
export const countedMax = 1000;

export type OrderCounts = {
  total: number;
  groups: Record<OrderGroup, number>;
  inAfterSale: number;
  /** There are more than were counted. */
  isCapped: boolean;
};

/** How many of the caller's orders that they look for are in each group. */
export async function countOrders(
  deps: OrdersDeps,
  actor: Actor,
  input: Omit<OrderSearch, 'group' | 'state' | 'inAfterSale'>,
): Promise<OrderCounts> {
  const handle = deps.platform.database.sql;
  const rows = await countOrdersByState(handle, {
    memberId: actor.memberId,
    search: input,
    namedIds: await membersNamed(deps, handle, actor.memberId, input),
    limit: countedMax,
  });
  const sum = (counts: number[]) => counts.reduce((one, other) => one + other, 0);
  const groups = Object.entries(orderGroups).map(([group, states]) => {
    const own = rows.filter(({ state }) => (states as readonly string[]).includes(state));
    return [group, sum(own.map(({ count }) => count))];
  });
  const total = sum(rows.map(({ count }) => count));
  return {
    total,
    groups: Object.fromEntries(groups) as OrderCounts['groups'],
    inAfterSale: sum(rows.map((row) => row.inAfterSale)),
    isCapped: total >= countedMax,
  };
}

/** Of the newest orders' other sides, those whose name holds what is looked for. */
export async function membersNamed(
  deps: OrdersDeps,
  handle: Sql,
  memberId: Id,
  search: OrderSearch,
): Promise<Id[]> {
  const text = search.text?.toLowerCase();
  if (!text) return [];
  const others = await listOtherIds(handle, { memberId, search, limit: countedMax });
  const members = await deps.rooms.identity.getMembers(others, handle);
  return others.filter((id) => members.get(id)?.nickname.toLowerCase().includes(text));
}
