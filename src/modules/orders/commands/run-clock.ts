import type { Id } from '#platform/ids.ts';
import type { DeadlineHandler } from '#platform/deadlines.ts';
import { isRefusal } from '#platform/refusal.ts';
import type { OrdersDeps } from '../deps.ts';
import type { DeadlineKind } from '../domain/decide.ts';
import { carryOut } from './carry-out.ts';

type ClockCommand = 'expire-unpaid' | 'refund-unshipped' | 'confirm-by-clock';

const commandOf: Record<DeadlineKind, ClockCommand> = {
  'orders/pay-by': 'expire-unpaid',
  'orders/refund-unshipped': 'refund-unshipped',
  'orders/confirm-by': 'confirm-by-clock',
};

/** What happens when one of an order's clocks runs out. Late, doubled or stale runs change nothing. */
export function orderDeadlines(deps: OrdersDeps): DeadlineHandler[] {
  return (Object.keys(commandOf) as DeadlineKind[]).map((kind) => ({
    kind,
    handle: (orderId) => runClock(deps, orderId, commandOf[kind]),
  }));
}

async function runClock(deps: OrdersDeps, orderId: Id, name: ClockCommand): Promise<void> {
  try {
    await deps.platform.database.transaction((tx) =>
      carryOut(deps, tx, orderId, () => ({ name, by: 'clock', actorId: null })),
    );
    deps.platform.outbox.nudge();
  } catch (error) {
    // The order has moved on, or its clock was put off or stopped, since this deadline was read.
    if (!isRefusal(error)) throw error;
  }
}
