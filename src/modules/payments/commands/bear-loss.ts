import type { Tx } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import type { LostDispute, PaymentsDeps } from '../deps.ts';
import { readAttempt } from '../store/attempt-store.ts';
import type { CaseRow } from '../store/case-store.ts';

type Closing = { found: CaseRow; operatorId: Id };

/**
 * Charges a lost dispute to the seller whose order held the payment, as far as that order has left
 * them anything; the house bears the rest, and all of a payment that no order held.
 * @throws ledger/sale-not-settled, orders/after-sale-open
 */
export async function chargeLoss(deps: PaymentsDeps, tx: Tx, closing: Closing): Promise<void> {
  const { found } = closing;
  const attempt = await readAttempt(tx, found.out_no);
  if (attempt?.outcome !== 'held') return bearLoss(deps, tx, closing);
  await deps.lossHandler()(tx, lossOf(deps, closing));
}

/** The house bears all of a lost dispute. */
export async function bearLoss(deps: PaymentsDeps, tx: Tx, closing: Closing): Promise<void> {
  const { amountFen: houseFen, operatorId: actorId, now: at, ...facts } = lossOf(deps, closing);
  await deps.rooms.ledger.chargeBack(tx, { ...facts, charged: null, houseFen, actorId, at });
}

const lossOf = (deps: PaymentsDeps, { found, operatorId }: Closing): LostDispute => ({
  orderId: found.order_id!,
  caseId: found.id,
  provider: found.provider,
  amountFen: BigInt(found.their_fen!),
  operatorId,
  now: deps.platform.clock.now(),
});
