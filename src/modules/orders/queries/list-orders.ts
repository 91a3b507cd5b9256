import type { Actor } from '#platform/actor.ts';
import { decodeCursor, encodeCursor } from '#platform/http/schemas.ts';
import { refuse } from '#platform/refusal.ts';
import type { OrdersDeps } from '../deps.ts';
import { listBuyerOrderIds, listSellerOrderIds } from '../store/order-lists.ts';
import { readOrders } from '../store/order-store.ts';
import { summaries, type OrderSummary } from './get-order.ts';

export type ListOrdersInput = {
  role: 'buyer' | 'seller';
  state?: string | undefined;
  cursor?: string | undefined;
  limit: number;
};

/**
 * The caller's orders as buyer or as seller, newest first.
 * @throws platform/invalid-input for a cursor that is not ours
 */
export async function listOrders(
  deps: OrdersDeps,
  actor: Actor,
  input: ListOrdersInput,
): Promise<{ items: OrderSummary[]; nextCursor: string | null }> {
  const handle = deps.platform.database.sql;
  const after = decodeCursor(input.cursor);
  if (input.cursor && after?.length !== 2) refuse('platform/invalid-input', { fields: 'cursor' });
  const list = input.role === 'buyer' ? listBuyerOrderIds : listSellerOrderIds;
  const keys = await list(handle, {
    memberId: actor.memberId,
    state: input.state,
    after: after && { at: after[0]!, id: after[1]! },
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
