import type { DeadlineHandler } from '#platform/deadlines.ts';
import type { Id } from '#platform/ids.ts';
import { isRefusal } from '#platform/refusal.ts';
import type { OrdersDeps } from '../deps.ts';
import type { DeadlineKind } from '../domain/clocks.ts';
import { lapseOffer } from './answer-offer.ts';
import { carryOut } from './carry-out.ts';
import { isDoubtfulArrival } from './move-for-after-sale.ts';

type ClockCommand =
  'expire-unpaid' | 'refund-unshipped' | 'void-shipment' | 'lose-parcel' | 'confirm-by-clock';

const commandOf: Record<DeadlineKind, ClockCommand> = {
  'orders/pay-by': 'expire-unpaid',
  'orders/refund-unshipped': 'refund-unshipped',
  'orders/scan-by': 'void-shipment',
  'orders/move-by': 'lose-parcel',
  'orders/confirm-by': 'confirm-by-clock',
};

/** What happens when one of an order's or offer's clocks runs out. Late, doubled or stale runs change nothing. */
export function orderDeadlines(deps: OrdersDeps): DeadlineHandler[] {
  const ofOrders = (Object.keys(commandOf) as DeadlineKind[]).map((kind) => ({
    kind,
    handle: (orderId: Id) => runClock(deps, orderId, commandOf[kind]),
  }));
  const ofOffers = { kind: 'orders/offer-until', handle: (id: Id) => lapseOffer(deps, id) };
  return [...ofOrders, ofOffers];
}

async function runClock(deps: OrdersDeps, orderId: Id, name: ClockCommand): Promise<void> {
  const { platform, rooms } = deps;
  // The carrier may know more than we do, above all after we were down: its word comes first.
  const restsOnCarrier = name === 'void-shipment' || name === 'lose-parcel';
  if (restsOnCarrier) await rooms.fulfilment.askNow(orderId);
  try {
    await platform.database.transaction(async (tx) => {
      const isDoubtful = name === 'lose-parcel' && (await isDoubtfulArrival(deps, tx, orderId));
      const { step } = await carryOut(deps, tx, orderId, () => ({
        name: isDoubtful ? 'doubt-arrival' : name,
        by: 'clock',
        actorId: null,
      }));
      if (name === 'void-shipment') await rooms.fulfilment.takeBack(tx, { orderId, now: step.at });
    });
    platform.outbox.nudge();
  } catch (error) {
    // The order has moved on, or its clock was put off or stopped, since this deadline was read.
    if (!isRefusal(error)) throw error;
  }
}
