import { encodeCursor, readPlace } from '#platform/http/schemas.ts';
import type { MemberCard } from '#identity';
import type { OrderFacts } from '#orders';
import type { AfterSaleDeps } from '../deps.ts';
import { readDisputed } from '../store/after-sale-store.ts';
import type { Id } from '#platform/ids.ts';
import { readCaptures } from '../store/capture-store.ts';
import { captureViews, viewsOf, type AfterSaleView, type CaptureView } from './after-sale-views.ts';
import { forOperator } from './for-operators.ts';

export type DisputedView = AfterSaleView & {
  title: string;
  totalFen: bigint;
  orderState: string;
  buyer: MemberCard;
  seller: MemberCard;
  /** What both sides filed in the app while packing and opening. */
  captures: CaptureView[];
};

/** After-sales that wait for an operator, the longest waiting first. */
export async function listDisputed(
  deps: AfterSaleDeps,
  input: { cursor?: string | undefined; limit: number },
): Promise<{ items: DisputedView[]; nextCursor: string | null }> {
  const handle = deps.platform.database.sql;
  const rows = await readDisputed(handle, readPlace(input.cursor), input.limit + 1);
  const page = rows.slice(0, input.limit);
  const [views, captures, orders, members] = await Promise.all([
    viewsOf(deps, handle, page, 'seller'),
    Promise.all(page.map((sale) => capturesOf(deps, sale))),
    deps.rooms.orders.readOrders(
      handle,
      page.map((sale) => sale.orderId),
    ),
    deps.rooms.identity.getMembers(page.flatMap((sale) => [sale.buyerId, sale.sellerId])),
  ]);
  const items = page.map((sale, index) => {
    const { order, ...goods } = orders.get(sale.orderId)!;
    return {
      ...forOperator(views[index]!),
      captures: captures[index]!,
      title: titleOf(goods, sale.lineNos),
      totalFen: order.totalFen,
      orderState: order.state,
      buyer: members.get(sale.buyerId)!,
      seller: members.get(sale.sellerId)!,
    };
  });
  const last = rows.length > input.limit ? page.at(-1) : undefined;
  return {
    items,
    nextCursor: last ? encodeCursor([last.openedAt.toISOString(), last.id]) : null,
  };
}

async function capturesOf(
  deps: AfterSaleDeps,
  sale: { orderId: Id; buyerId: Id },
): Promise<CaptureView[]> {
  const rows = await readCaptures(deps.platform.database.sql, sale.orderId);
  return captureViews(deps, rows, sale.buyerId);
}

/** The goods it is about, where that is not all of the order. */
function titleOf({ title, lines }: Pick<OrderFacts, 'title' | 'lines'>, lineNos: number[] | null) {
  const named = lines.filter(({ lineNo }) => lineNos?.includes(lineNo));
  return named.length > 0 ? named.map((line) => line.title).join(' · ') : title;
}
