import type { Tx } from '#platform/db/database.ts';
import { bucketOf, type Id } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';
import { leftFen, type AfterSaleCommand, type Order } from '#orders';
import type { AfterSaleDeps } from '../deps.ts';
import { isOver, type AfterSale, type Party } from '../domain/after-sale.ts';
import { decide, type Command, type Step } from '../domain/decide.ts';
import type { AfterSaleToldPayload } from '../events.ts';
import {
  lockAfterSale,
  readAfterSale,
  writeStep,
  type Said,
  type StoredAfterSale,
} from '../store/after-sale-store.ts';
import { payWayBack, withinCover, type Moving } from './cover-cost.ts';

export const dueDeadline = 'aftersale/due';

/** The short answer of every command; also what a retry under the same key is answered. */
export type AfterSaleReceipt = { afterSaleId: Id; orderId: Id; state: string; eventCount: number };

export function receiptOf(sale: AfterSale): AfterSaleReceipt {
  const { id, orderId, state, eventCount } = sale;
  return { afterSaleId: id, orderId, state, eventCount };
}

/**
 * Carries one command out: lock the order, then the after-sale, decide, do to the order what the
 * step says, write, tell. Everything happens in the transaction handed in; a refusal rolls it back.
 * What the seller's wallet does not hold is paid by operators' decision alone.
 * @throws the codes of `decide`, and platform/not-found when the after-sale is none of the caller's
 */
export async function carryOut(
  deps: AfterSaleDeps,
  tx: Tx,
  afterSaleId: Id,
  steer: (sale: StoredAfterSale, order: Order) => { command: Command; said?: Said },
): Promise<AfterSale> {
  const known = await readAfterSale(tx, afterSaleId);
  if (!known) refuse('platform/not-found');
  const order = await deps.rooms.orders.lockOrder(tx, known.orderId);
  const sale = await lockAfterSale(tx, afterSaleId);
  const { command, said = {} } = steer(sale!, order);
  const wished = stepOf(deps, sale!, command);
  const covered = await withinCover(deps, tx, { sale: sale!, order, step: wished }, command);
  const step = covered === command ? wished : stepOf(deps, sale!, covered);
  await moveOrder(deps, tx, { sale: sale!, order, step });
  const after = await writeStep(tx, sale!, step, said);
  if (isOver(after.state) && order.state === 'COMPLETED') {
    await deps.rooms.ledger.thawDisputed(tx, { orderId: order.id, ref: sale!.id, at: step.at });
  }
  await setClock(deps, tx, after);
  await tell(deps, tx, after, step);
  return after;
}

function stepOf({ platform }: AfterSaleDeps, sale: AfterSale, command: Command): Step {
  const verdict = decide(sale, command, platform.clock.now());
  return verdict.ok ? verdict.step : refuse(verdict.code, verdict.params);
}

/** Sets the one clock of an after-sale, or ends it. */
export async function setClock({ platform }: AfterSaleDeps, tx: Tx, sale: AfterSale) {
  const { dueAt: runAt, id: ref } = sale;
  if (runAt) await platform.deadlines.set(tx, { kind: dueDeadline, ref, runAt });
  else await platform.deadlines.clear(tx, [dueDeadline], ref, platform.clock.now());
}

/** Tells the outbox of a step: notices and open pages follow from it. */
export async function tell(
  { platform }: AfterSaleDeps,
  tx: Tx,
  sale: AfterSale,
  step: Pick<Step, 'command' | 'role' | 'at' | 'refundFen'>,
): Promise<void> {
  const payload: AfterSaleToldPayload = {
    afterSaleId: sale.id,
    orderId: sale.orderId,
    sellerId: sale.sellerId,
    buyerId: sale.buyerId,
    state: sale.state,
    by: step.role,
    eventCount: sale.eventCount,
    refundFen: step.refundFen.toString(),
  };
  const event = { topic: `aftersale/${step.command}`, ref: sale.id, payload };
  await platform.outbox.emit(tx, bucketOf(sale.id), [event], step.at);
}

async function moveOrder(deps: AfterSaleDeps, tx: Tx, moving: Moving): Promise<void> {
  const { order, step } = moving;
  if (step.order === 'none' || step.order === 'stop') return;
  const by = step.role === 'courier' ? 'clock' : step.role;
  const actor = { by, actorId: step.actorId } as const;
  const goesOn = step.order === 'go-on';
  const command = goesOn
    ? ({ ...actor, name: 'close-after-sale' } as const)
    : refundCommand(moving, actor);
  await deps.rooms.orders.moveForAfterSale(tx, order.id, command);
  await payWayBack(deps, tx, moving);
}

/** How money goes back, by where the order stands: all of it ends the order, a part does not. */
function refundCommand(
  { sale, order, step }: Moving,
  actor: Pick<AfterSaleCommand, 'by' | 'actorId'>,
): AfterSaleCommand {
  const part = { amountFen: step.refundFen, afterSaleId: sale.id };
  if (order.state === 'COMPLETED') return { ...actor, name: 'take-back', ...part };
  const isWhole = step.refundFen === leftFen(order);
  if (order.state === 'WAIT_SHIP') {
    return isWhole ? { ...actor, name: 'cancel-agreed' } : refuse('aftersale/whole-only');
  }
  if (isWhole) return { ...actor, name: 'refund-after-sale' };
  return { ...actor, name: 'refund-part', ...part };
}

/** The caller's part in an after-sale or its order; refuses everybody else as if there were none. */
export function partOf({ buyerId, sellerId }: { buyerId: Id; sellerId: Id }, memberId: Id): Party {
  if (buyerId === memberId) return 'buyer';
  return sellerId === memberId ? 'seller' : refuse('platform/not-found');
}

/** Whether it can still be moved. */
export const isOpen = (sale: AfterSale) => !isOver(sale.state);
