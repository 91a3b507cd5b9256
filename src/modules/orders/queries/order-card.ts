import type { CardKind } from '#chat';
import type { OrdersDeps } from '../deps.ts';
import { readLines, readOrders } from '../store/order-store.ts';

/** Order cards in chat: only its two parties may send one to each other, and only they see it. */
export function orderCards(deps: OrdersDeps): CardKind {
  return {
    async resolve(refs, viewerId) {
      const handle = deps.platform.database.sql;
      const [orders, lines] = await Promise.all([
        readOrders(handle, refs),
        readLines(handle, refs),
      ]);
      const own = [...orders.values()].filter((o) => [o.buyerId, o.sellerId].includes(viewerId));
      return new Map(
        own.map((order) => {
          const own = lines.get(order.id) ?? [];
          const snapshot = own[0]?.snapshot;
          const view = {
            id: order.id,
            state: order.state,
            totalFen: order.totalFen,
            title: snapshot?.title ?? '',
            lineCount: own.length,
            coverUrl: snapshot?.coverUrl ?? null,
          };
          return [order.id, view];
        }),
      );
    },
    async maySend(handle, ref, senderId, recipientId) {
      const order = (await readOrders(handle, [ref])).get(ref);
      if (!order) return false;
      const parties = [order.buyerId, order.sellerId];
      return parties.includes(senderId) && parties.includes(recipientId);
    },
  };
}
