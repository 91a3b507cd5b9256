import type { Call } from '#platform/actor.ts';
import type { Id } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';
import type { OrdersDeps } from '../deps.ts';
import { readOrders } from '../store/order-store.ts';
import { carryOut, partOf, receiptOf, type OrderReceipt } from './carry-out.ts';

export type HandOverInput = {
  orderId: Id;
  /** The code the buyer shows at pickup. */
  pickupCode?: string | undefined;
  /** What is sold, for virtual goods: a key, a link, a text; beside a file it may be left out. */
  virtualGoods?: string | undefined;
};

/**
 * The seller hands the goods over without a carrier: at pickup against the buyer's code, or by
 * leaving virtual goods in the order: a text, a file laid there before, or both.
 * @throws orders/needs-parcel, orders/pickup-code-needed, orders/virtual-goods-needed,
 *   fulfilment/* for the code, platform/not-found
 */
export async function handOverOrder(
  deps: OrdersDeps,
  call: Call,
  input: HandOverInput,
): Promise<OrderReceipt> {
  const { platform, rooms } = deps;
  const { memberId } = call.actor;
  const now = platform.clock.now();
  // A wrong code is counted although the command is refused, so it is checked before, on its own.
  if (input.pickupCode !== undefined) {
    await refuseForeign(deps, memberId, input.orderId);
    await rooms.fulfilment.checkPickupCode({ orderId: input.orderId, code: input.pickupCode, now });
  }
  const receipt = await platform.run(call, async (tx) => {
    const done = await carryOut(deps, tx, input.orderId, (order) => {
      const part = partOf(order, memberId);
      return { name: 'hand-over', by: part, actorId: memberId };
    });
    const { id: orderId, sellerId, delivery } = done.order;
    if (delivery === 'pickup') {
      const code = input.pickupCode ?? refuse('orders/pickup-code-needed');
      await rooms.fulfilment.redeemPickupCode(tx, { orderId, code, now });
    } else {
      const isFile = await rooms.fulfilment.giveVirtualFile(tx, { orderId, now });
      const text = input.virtualGoods?.trim() || undefined;
      if (!isFile && text === undefined) refuse('orders/virtual-goods-needed');
      if (text) await rooms.fulfilment.putVirtualGoods(tx, { orderId, sellerId, text, now });
    }
    return receiptOf(done);
  });
  platform.outbox.nudge();
  return receipt;
}

async function refuseForeign(deps: OrdersDeps, memberId: Id, orderId: Id): Promise<void> {
  const order = (await readOrders(deps.platform.database.sql, [orderId])).get(orderId);
  if (order?.sellerId !== memberId) refuse('platform/not-found');
}
