import type { Call } from '#platform/actor.ts';
import type { Id } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';
import type { OrdersDeps } from '../deps.ts';
import { insertProblem } from '../store/problem-store.ts';
import { carryOut, partOf, receiptOf, type OrderReceipt } from './carry-out.ts';

export const problemReasons = [
  'not-received',
  'not-as-described',
  'damaged',
  'fake',
  'missing-parts',
  'other',
] as const;
export type ProblemReason = (typeof problemReasons)[number];

export type ReportProblemInput = {
  orderId: Id;
  reason: ProblemReason;
  words: string;
  pictureIds: Id[];
};

/**
 * 有问题: the buyer stops the clock and the settlement at once; an operator works it off.
 * @throws orders/problem-open, orders/not-now, platform/not-found
 */
export async function reportProblem(
  deps: OrdersDeps,
  call: Call,
  input: ReportProblemInput,
): Promise<OrderReceipt> {
  const { platform } = deps;
  const { memberId } = call.actor;
  const receipt = await platform.run(call, async (tx) => {
    const done = await carryOut(deps, tx, input.orderId, (order) => {
      if (partOf(order, memberId) !== 'buyer') refuse('orders/not-your-part');
      return { name: 'report-problem', by: 'buyer', actorId: memberId };
    });
    await platform.pictureShelf.assertOwn(tx, memberId, input.pictureIds);
    await insertProblem(tx, { ...input, openedAt: done.step.at });
    return receiptOf(done);
  });
  platform.outbox.nudge();
  return receipt;
}
