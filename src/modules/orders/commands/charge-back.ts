import type { Tx } from '#platform/db/database.ts';
import { refuse } from '#platform/refusal.ts';
import type { LostDispute } from '#payments';
import type { OrdersDeps } from '../deps.ts';
import { chargeableFen } from '../domain/decide.ts';
import { lockOrder } from '../store/order-store.ts';
import { carryOut } from './carry-out.ts';

/**
 * The payer of an order has won its payment back at their bank. The seller bears it as far as the
 * sale has left them anything, the house the rest.
 * @throws ledger/sale-not-settled while its money is held, orders/after-sale-open
 */
export async function chargeBack(deps: OrdersDeps, tx: Tx, lost: LostDispute): Promise<void> {
  const { orderId, caseId, provider, operatorId: actorId, now: at } = lost;
  const order = await lockOrder(tx, orderId);
  if (!order) refuse('platform/not-found');
  const amountFen = chargeableFen(order, lost.amountFen);
  if (amountFen === undefined) refuse('ledger/sale-not-settled');
  const booking = { orderId, caseId, provider, actorId, at, houseFen: lost.amountFen - amountFen };
  if (amountFen === 0n) {
    await deps.rooms.ledger.chargeBack(tx, { ...booking, charged: null });
    return;
  }
  const command = { name: 'charge-back', by: 'operator', actorId, amountFen } as const;
  const { step } = await carryOut(deps, tx, orderId, () => command);
  const feeBackFen = (order.feeFen ?? 0n) - (step.changes.feeFen ?? 0n);
  const charged = { sellerId: order.sellerId, amountFen, feeBackFen };
  await deps.rooms.ledger.chargeBack(tx, { ...booking, charged });
}
