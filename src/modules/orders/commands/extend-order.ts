import type { Call } from '#platform/actor.ts';
import type { Id } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';
import type { OrdersDeps } from '../deps.ts';
import { carryOut, partOf, receiptOf, type OrderReceipt } from './carry-out.ts';

/**
 * The buyer asks for three more days to look at the goods; at most twice.
 * @throws orders/receipt-extensions-spent, orders/no-clock-to-extend, orders/after-sale-open
 */
export function extendReceipt(
  deps: OrdersDeps,
  call: Call,
  input: { orderId: Id },
): Promise<OrderReceipt> {
  return extend(deps, call, input.orderId, { name: 'extend-receipt' });
}

/**
 * The buyer gives a late seller more days before the automatic refund; at most 21 in all.
 * @throws orders/ship-extension-spent, orders/not-now
 */
export function extendShipping(
  deps: OrdersDeps,
  call: Call,
  input: { orderId: Id; days: number },
): Promise<OrderReceipt> {
  return extend(deps, call, input.orderId, { name: 'extend-shipping', days: input.days });
}

type Extension = { name: 'extend-receipt' } | { name: 'extend-shipping'; days: number };

async function extend(
  deps: OrdersDeps,
  call: Call,
  orderId: Id,
  extension: Extension,
): Promise<OrderReceipt> {
  const { memberId } = call.actor;
  const receipt = await deps.platform.run(call, async (tx) =>
    receiptOf(
      await carryOut(deps, tx, orderId, (order) => {
        if (partOf(order, memberId) !== 'buyer') refuse('orders/not-your-part');
        return { ...extension, by: 'buyer', actorId: memberId };
      }),
    ),
  );
  deps.platform.outbox.nudge();
  return receipt;
}
