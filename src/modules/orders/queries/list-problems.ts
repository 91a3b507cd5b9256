import { decodeCursor, encodeCursor } from '#platform/http/schemas.ts';
import type { MemberCard } from '#identity';
import type { Id } from '#platform/ids.ts';
import type { OrdersDeps } from '../deps.ts';
import { readLines, readOrders } from '../store/order-store.ts';
import { readOpenProblems } from '../store/problem-store.ts';
import { problemPictures, type ProblemPicture } from './problem-pictures.ts';

export type ProblemView = {
  orderId: Id;
  reason: string;
  words: string;
  pictures: ProblemPicture[];
  openedAt: Date;
  state: string;
  totalFen: bigint;
  title: string;
  buyer: MemberCard;
  seller: MemberCard;
  trackingState: string | null;
};

/** Reported problems that wait for an operator, the longest waiting first. */
export async function listProblems(
  deps: OrdersDeps,
  input: { cursor?: string | undefined; limit: number },
): Promise<{ items: ProblemView[]; nextCursor: string | null }> {
  const handle = deps.platform.database.sql;
  const after = decodeCursor(input.cursor);
  const rows = await readOpenProblems(
    handle,
    after?.length === 2 ? { openedAt: after[0]!, id: after[1]! } : undefined,
    input.limit + 1,
  );
  const page = rows.slice(0, input.limit);
  const ids = page.map((row) => row.order_id);
  const [orders, lines, pictures, tracking] = await Promise.all([
    readOrders(handle, ids),
    readLines(handle, ids),
    problemPictures(deps, page),
    deps.rooms.fulfilment.trackingStates(handle, ids),
  ]);
  const parties = [...orders.values()].flatMap((order) => [order.buyerId, order.sellerId]);
  const members = await deps.rooms.identity.getMembers(parties);
  const items = page.map((row): ProblemView => {
    const order = orders.get(row.order_id)!;
    return {
      orderId: order.id,
      reason: row.reason,
      words: row.words,
      pictures: pictures(row),
      openedAt: row.opened_at,
      state: order.state,
      totalFen: order.totalFen,
      title: lines.get(order.id)?.[0]?.snapshot.title ?? '',
      buyer: members.get(order.buyerId)!,
      seller: members.get(order.sellerId)!,
      trackingState: tracking.get(order.id) ?? null,
    };
  });
  const last = rows.length > input.limit ? page.at(-1) : undefined;
  const nextCursor = last ? encodeCursor([last.opened_at.toISOString(), last.id]) : null;
  return { items, nextCursor };
}
