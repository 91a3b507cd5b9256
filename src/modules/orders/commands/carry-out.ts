import type { Tx } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';
import type { OrdersDeps } from '../deps.ts';
import { decide, evolve, leftFen, type Command, type Step } from '../domain/decide.ts';
import type { Order } from '../domain/order.ts';
import { firstSales } from '../domain/rules.ts';
import { lockOrder, writeStep, type StoredOrder } from '../store/order-store.ts';
import { returnStock } from '../store/stock.ts';

/** What a command did to an order. */
export type CarriedOut = { order: Order; step: Step };

/**
 * Carries one command out: lock the order, decide, book the money and the stock, write the step.
 * Everything happens in the transaction handed in; a refusal rolls it back.
 * @throws the codes of `decide`, and platform/not-found when the order is none of the caller's.
 */
export async function carryOut(
  deps: OrdersDeps,
  tx: Tx,
  orderId: Id,
  commandFor: (order: StoredOrder) => Command,
): Promise<CarriedOut> {
  const order = await lockOrder(tx, orderId);
  if (!order) refuse('platform/not-found');
  const verdict = decide(order, commandFor(order), deps.platform.clock.now());
  if (!verdict.ok) refuse(verdict.code, verdict.params);
  const { step } = verdict;
  await bookMoney(deps, tx, order, step);
  if (step.stock === 'returned') await returnStock(tx, order.id);
  if (step.to === 'CLOSED') await deps.rooms.payments.closeAttempts(tx, order.id, step.at);
  await writeStep(tx, order, step);
  const done = { order: evolve(order, step), step };
  if (ends(step)) {
    if (order.delivery === 'courier') await deps.rooms.fulfilment.endLabels(tx, order.id);
    for (const handler of deps.whenEnded) await handler(tx, done);
  }
  if (step.command === 'doubt-arrival') {
    for (const handler of deps.whenDoubted) await handler(tx, done);
  }
  return done;
}

/** Whether a step is the last of an order's ordinary life. */
function ends({ from, to }: Step): boolean {
  return from !== to && ['COMPLETED', 'CLOSED', 'REFUNDED'].includes(to);
}

async function bookMoney(deps: OrdersDeps, tx: Tx, order: Order, step: Step): Promise<void> {
  const { ledger, payments } = deps.rooms;
  const parties = { orderId: order.id, sellerId: order.sellerId, buyerId: order.buyerId };
  const { actorId, at } = step;
  const booking = { ...parties, actorId, at };
  if (step.money === 'settle') {
    const feeFen = step.changes.feeFen ?? 0n;
    await ledger.settle(tx, { ...booking, grossFen: leftFen(order), feeFen, firstSales });
  }
  if (step.money === 'refund') {
    const amountFen = leftFen(order);
    await ledger.releaseForRefund(tx, { ...booking, amountFen });
    await payments.refund(tx, { ...parties, amountFen, reason: step.command, now: at });
  }
  if (step.money === 'refund-part' || step.money === 'take-back') {
    const part = { amountFen: step.refund!.amountFen, afterSaleId: step.refund!.afterSaleId };
    const feeBackFen = (order.feeFen ?? 0n) - (step.changes.feeFen ?? 0n);
    if (step.money === 'refund-part') await ledger.releasePart(tx, { ...booking, ...part });
    else await ledger.takeBack(tx, { ...booking, ...part, feeBackFen });
    await payments.refund(tx, {
      ...parties,
      amountFen: part.amountFen,
      causeId: part.afterSaleId,
      reason: step.command,
      now: at,
    });
  }
}

/** The caller's part in an order; refuses callers who take no part, as if there were no such order. */
export function partOf(order: Order, memberId: Id): 'buyer' | 'seller' {
  if (order.buyerId === memberId) return 'buyer';
  if (order.sellerId === memberId) return 'seller';
  return refuse('platform/not-found');
}

/** The short answer of every order command; also what a retry under the same key is answered. */
export type OrderReceipt = { orderId: Id; state: string; eventCount: number };

export function receiptOf({ order }: CarriedOut): OrderReceipt {
  return { orderId: order.id, state: order.state, eventCount: order.eventCount };
}
