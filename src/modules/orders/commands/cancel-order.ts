import type { Call } from '#platform/actor.ts';
import type { Id } from '#platform/ids.ts';
import type { OrdersDeps } from '../deps.ts';
import type { Order } from '../domain/order.ts';
import { carryOut, partOf, receiptOf, type OrderReceipt } from './carry-out.ts';

/**
 * Cancels an order: the buyer before paying, within the free hour, or once the promise to ship is
 * broken; the seller before shipping. Paid money goes back to the buyer in full.
 * @throws orders/free-cancel-over, orders/not-now, platform/not-found
 */
export async function cancelOrder(
  deps: OrdersDeps,
  call: Call,
  input: { orderId: Id },
): Promise<OrderReceipt> {
  const { memberId } = call.actor;
  const receipt = await deps.platform.run(call, async (tx) =>
    receiptOf(
      await carryOut(deps, tx, input.orderId, (order) => {
        const by = partOf(order, memberId);
        return { name: cancellationOf(order, by), by, actorId: memberId };
      }),
    ),
  );
  deps.platform.outbox.nudge();
  return receipt;
}

function cancellationOf(order: Order, by: 'buyer' | 'seller') {
  if (by === 'seller') return 'refuse-to-sell';
  return order.state === 'WAIT_PAY' ? 'cancel-unpaid' : 'cancel-paid';
}
