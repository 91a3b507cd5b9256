import type { Call } from '#platform/actor.ts';
import type { Id } from '#platform/ids.ts';
import type { OrdersDeps } from '../deps.ts';
import { endProblem } from '../store/problem-store.ts';
import { carryOut, receiptOf, type OrderReceipt } from './carry-out.ts';

export type DecideProblemInput = {
  orderId: Id;
  /** `refund`: everything back to the buyer; `resume`: the clock goes on where it stopped. */
  decision: 'refund' | 'resume';
  reason: string;
};

/**
 * An operator ends a reported problem, with a reason both sides read.
 * @throws orders/no-problem-open, platform/not-found
 */
export async function decideProblem(
  deps: OrdersDeps,
  call: Call,
  input: DecideProblemInput,
): Promise<OrderReceipt> {
  const { platform, rooms } = deps;
  const operatorId = call.actor.memberId;
  const isRefund = input.decision === 'refund';
  const receipt = await platform.run(call, async (tx) => {
    const done = await carryOut(deps, tx, input.orderId, () => ({
      name: isRefund ? 'refund-after-problem' : 'resume-after-problem',
      by: 'operator',
      actorId: operatorId,
    }));
    const outcome = isRefund ? 'refunded' : 'resumed';
    const { at } = done.step;
    await endProblem(tx, input.orderId, { outcome, at, operatorId, reason: input.reason });
    await rooms.admin.recordAudit(tx, {
      operatorId,
      action: 'orders/decide-problem',
      subject: `order:${input.orderId}`,
      reason: input.reason,
      details: { decision: input.decision },
    });
    return receiptOf(done);
  });
  platform.outbox.nudge();
  return receipt;
}
