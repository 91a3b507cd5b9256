import type { Sql, Tx } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import type { Subscription, ToldEvent } from '#platform/outbox.ts';
import type { Duty } from '#notifications';
import type { AfterSaleDeps } from './deps.ts';
import type { CommandName } from './domain/after-sale-machine.ts';
import { actorOf, guideOf, type AfterSaleAction } from './domain/guide.ts';
import { afterSaleTopics, type AfterSaleToldPayload } from './events.ts';
import { noticeTypeOf } from './notices.ts';
import { readOpenOfMember } from './store/after-sale-store.ts';

/** What follows from each step: the notices, the open pages. */
export function afterSaleSubscriptions(deps: AfterSaleDeps): Subscription[] {
  return afterSaleTopics.map((topic) => ({
    topic,
    name: 'aftersale/tell-parties',
    handle: (tx, event) => tellParties(deps, tx, event),
  }));
}

async function tellParties(deps: AfterSaleDeps, tx: Tx, event: ToldEvent): Promise<void> {
  const { platform, rooms } = deps;
  const told = event.payload as AfterSaleToldPayload;
  const command = event.topic.slice('aftersale/'.length) as CommandName;
  const title = (await rooms.orders.readOrders(tx, [told.orderId])).get(told.orderId)?.title ?? '';
  for (const side of ['buyer', 'seller'] as const) {
    const type = noticeTypeOf(command, side);
    if (!type || told.by === side) continue;
    await rooms.notifications.notify(tx, {
      memberId: side === 'buyer' ? told.buyerId : told.sellerId,
      type,
      params: { title, refundFen: BigInt(told.refundFen) },
      link: linkOf(told.orderId),
      dedupeKey: `aftersale:${told.afterSaleId}:${told.eventCount}:${side}`,
    });
  }
  platform.realtime.wake([told.buyerId, told.sellerId], {
    type: 'aftersale/changed',
    afterSaleId: told.afterSaleId,
    orderId: told.orderId,
  });
}

const linkOf = (orderId: Id) => `/orders/${orderId}#after-sale`;

const dutiesMax = 50;

const dutyOf: Partial<Record<AfterSaleAction, string>> = {
  'accept-refund': 'answer',
  'accept-return': 'answer',
  'accept-counter': 'answer',
  'give-return-address': 'return-address',
  'ship-return': 'send-back',
  'confirm-return': 'check-return',
  'take-for-exchange': 'check-return',
  'ship-replacement': 'send-replacement',
  'confirm-replacement': 'check-replacement',
};

/** What a member must do in after-sales now, as the guide on each order's page says it. */
export async function afterSaleDutiesOf(
  { rooms }: AfterSaleDeps,
  handle: Sql,
  memberId: Id,
): Promise<Duty[]> {
  const sales = await readOpenOfMember(handle, memberId, dutiesMax);
  const orders = await rooms.orders.readOrders(
    handle,
    sales.map((sale) => sale.orderId),
  );
  return sales.flatMap((sale) => {
    const side = sale.buyerId === memberId ? 'buyer' : 'seller';
    const [action] = guideOf(sale, side).actions;
    const duty = action && dutyOf[action];
    if (!duty || actorOf(sale) !== side) return [];
    return {
      key: `aftersale:${sale.id}:${sale.eventCount}`,
      type: `aftersale/duty.${duty}`,
      params: { title: orders.get(sale.orderId)?.title ?? '' },
      link: linkOf(sale.orderId),
      since: sale.openedAt,
      dueAt: sale.dueAt,
    };
  });
}
