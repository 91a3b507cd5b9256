import type { Subscription, ToldEvent } from '#platform/outbox.ts';
import type { Id } from '#platform/ids.ts';
import type { Tx } from '#platform/db/database.ts';
import type { OrdersDeps } from './deps.ts';
import type { CommandName } from './domain/order-machine.ts';
import { orderTopics, type OrderToldPayload } from './events.ts';
import { noticeTypeOf } from './notices.ts';
import { projectBuyerOrder } from './store/order-lists.ts';
import { readLines, readOrders } from './store/order-store.ts';

type Told = 'buyer' | 'seller' | 'both';

/** Who is told of which step; steps that are not here are seen on the order's page only. */
const toldOf: Partial<Record<CommandName, Told>> = {
  pay: 'seller',
  'cancel-paid': 'seller',
  'refuse-to-sell': 'buyer',
  'expire-unpaid': 'buyer',
  'refund-unshipped': 'both',
  'extend-shipping': 'seller',
  ship: 'buyer',
  'add-parcel': 'buyer',
  'correct-waybill': 'buyer',
  'void-shipment': 'both',
  'lose-parcel': 'both',
  'hand-over': 'buyer',
  deliver: 'both',
  'confirm-receipt': 'seller',
  'confirm-by-clock': 'both',
  'report-problem': 'seller',
  'resume-after-problem': 'both',
  'refund-after-problem': 'both',
};

/** What follows from each step: the buyer's list, the notices, the open pages. */
export function orderSubscriptions(deps: OrdersDeps): Subscription[] {
  return orderTopics.map((topic) => ({
    topic,
    name: 'orders/follow-step',
    handle: (tx, event) => followStep(deps, tx, event),
  }));
}

async function followStep(deps: OrdersDeps, tx: Tx, event: ToldEvent): Promise<void> {
  const told = event.payload as OrderToldPayload;
  const command = event.topic.slice('orders/'.length) as CommandName;
  await projectBuyerOrder(tx, told);
  if (command === 'pay') await makePickupCode(deps, tx, told.orderId);
  await tellParties(deps, tx, command, told);
  deps.platform.realtime.wake([told.buyerId, told.sellerId], {
    type: 'orders/changed',
    orderId: told.orderId,
  });
}

/** A paid pickup order gets the code its buyer will show; asking twice makes one code. */
async function makePickupCode(deps: OrdersDeps, tx: Tx, orderId: Id): Promise<void> {
  const order = (await readOrders(tx, [orderId])).get(orderId);
  if (order?.delivery !== 'pickup') return;
  await deps.rooms.fulfilment.createPickupCode(tx, { orderId, sellerId: order.sellerId });
}

async function tellParties(
  deps: OrdersDeps,
  tx: Tx,
  command: CommandName,
  told: OrderToldPayload,
): Promise<void> {
  const whom = toldOf[command];
  if (!whom) return;
  const order = (await readOrders(tx, [told.orderId])).get(told.orderId);
  const lines = await readLines(tx, [told.orderId]);
  const title = lines.get(told.orderId)?.[0]?.snapshot.title ?? '';
  for (const role of whom === 'both' ? (['buyer', 'seller'] as const) : [whom]) {
    await deps.rooms.notifications.notify(tx, {
      memberId: role === 'buyer' ? told.buyerId : told.sellerId,
      type: noticeTypeOf(command, role, order?.delivery ?? 'courier'),
      params: { title },
      link: `/orders/${told.orderId}`,
      dedupeKey: `order:${told.orderId}:${told.eventCount}:${role}`,
    });
  }
}
