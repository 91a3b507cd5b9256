import type { Tx } from '#platform/db/database.ts';
import type { Order } from '#orders';
import type { AfterSaleDeps } from '../deps.ts';
import type { AfterSale } from '../domain/after-sale.ts';
import type { Command, Step } from '../domain/decide.ts';
import * as rules from '../domain/rules.ts';
import { settledCostOf, wayBackFen } from '../domain/seller-cost.ts';
import { readEvents } from '../store/after-sale-store.ts';

export type Moving = { sale: AfterSale; order: Order; step: Step };

/**
 * The command as it may be carried out. Two who mean to could agree that the protection fund pays:
 * what the seller's wallet does not hold of a settled sale waits for an operator, and what one
 * operator decides of it for another one.
 */
export async function withinCover(
  deps: AfterSaleDeps,
  tx: Tx,
  moving: Moving,
  command: Command,
): Promise<Command> {
  const { order, step } = moving;
  const costFen = settledCostOf(order, step);
  if (costFen === 0n || (await coverOf(deps, tx, moving, costFen)) === costFen) return command;
  const { by, actorId } = command;
  if (by !== 'operator') return { name: 'hand-to-operator', by, actorId };
  if (await isSecondWord(deps, tx, moving)) return command;
  return { name: 'propose-refund', by, actorId, amountFen: step.refundFen };
}

/**
 * The seller's part of what the way back cost goes from wallet to wallet, as far as it is covered:
 * no refund waits for it.
 */
export async function payWayBack(deps: AfterSaleDeps, tx: Tx, moving: Moving): Promise<void> {
  const { sale, order, step } = moving;
  const partFen = wayBackFen(sale, order, step);
  if (partFen === 0n) return;
  const amountFen = await coverOf(deps, tx, moving, partFen);
  if (amountFen === 0n) return;
  await deps.rooms.ledger.compensate(tx, {
    orderId: order.id,
    afterSaleId: sale.id,
    fromId: sale.sellerId,
    toId: sale.buyerId,
    amountFen,
    at: step.at,
  });
}

function coverOf({ rooms }: AfterSaleDeps, tx: Tx, moving: Moving, amountFen: bigint) {
  return rooms.ledger.coveredFor(tx, {
    memberId: moving.sale.sellerId,
    orderId: moving.order.id,
    amountFen,
    fundFenMax: rules.laidOutFenMax,
    at: moving.step.at,
  });
}

/** Whether another person, an operator as well, has just proposed the same. */
async function isSecondWord(deps: AfterSaleDeps, tx: Tx, { sale, step }: Moving) {
  const last = (await readEvents(tx, [sale.id])).get(sale.id)?.at(-1);
  if (last?.command !== 'propose-refund' || last.amount_fen !== step.refundFen.toString()) {
    return false;
  }
  const [first, second] = [last.actor_id!, step.actorId!];
  if (await deps.rooms.identity.isOneOf(tx, second, [first])) return false;
  // That they are two persons is only seen where both are verified.
  const found = await deps.rooms.identity.getMembers([first, second], tx);
  return [first, second].every((one) => found.get(one)?.isVerified);
}
