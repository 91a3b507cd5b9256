import type { Tx } from '#platform/db/database.ts';
import { refuse } from '#platform/refusal.ts';
import type { LostDispute } from '#payments';
import type { OrdersDeps } from '../deps.ts';
import { chargeableFen, feeBackFen } from '../domain/decide.ts';
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
  const { sellerId } = order;
  const isCharged = amountFen > 0n;
  const borne = { sellerId, amountFen, feeBackFen: feeBackFen(order, amountFen) };
  const houseFen = lost.amountFen - amountFen;
  const booking = { orderId, caseId, provider, houseFen, actorId, at };
  await deps.rooms.ledger.chargeBack(tx, { ...booking, charged: isCharged ? borne : null });
  if (!isCharged) return;
  const command = { name: 'charge-back', by: 'operator', actorId, amountFen } as const;
  await carryOut(deps, tx, orderId, () => command);
}
