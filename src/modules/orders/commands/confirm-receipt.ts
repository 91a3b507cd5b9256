import type { Call } from '#platform/actor.ts';
import type { Id } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';
import type { OrdersDeps } from '../deps.ts';
import { carryOut, partOf, receiptOf, type OrderReceipt } from './carry-out.ts';

/**
 * The buyer says the goods are right: the money goes to the seller, less the fee. An open
 * after-sale is over then.
 * @throws orders/already-received, orders/not-now, platform/not-found
 */
export async function confirmReceipt(
  deps: OrdersDeps,
  call: Call,
  input: { orderId: Id },
): Promise<OrderReceipt> {
  const { memberId } = call.actor;
  const receipt = await deps.platform.run(call, async (tx) =>
    receiptOf(
      await carryOut(deps, tx, input.orderId, (order) => {
        if (partOf(order, memberId) !== 'buyer') refuse('orders/not-your-part');
        return { name: 'confirm-receipt', by: 'buyer', actorId: memberId };
      }),
    ),
  );
  deps.platform.outbox.nudge();
  return receipt;
}
