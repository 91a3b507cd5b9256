import type { Tx } from '#platform/db/database.ts';
import type { Tracking, TrackingState } from '../courier.ts';
import type { FulfilmentDeps } from '../deps.ts';
import { eventKeyOf, factsOf, type ParcelFacts } from '../domain/parcel.ts';
import type { ShipmentRow } from '../store/tables.ts';
import { insertEvents, writeFacts } from '../store/tracking-store.ts';

/** The waybill was corrected, or a rival round was faster: what we were told is old. */
class Overtaken extends Error {}

/**
 * Keeps what was said and tells those who wait for it, in one transaction. They are told before
 * the parcel is locked, because they lock their order: the order always comes first.
 * @returns what became of it: `known` and `old` news change nothing, and `overtaken` ones were
 *   about the parcel as it stood a moment ago
 */
export async function keepNews(
  deps: FulfilmentDeps,
  before: ShipmentRow,
  tracking: Tracking,
): Promise<'kept' | 'known' | 'old' | 'overtaken'> {
  const { clock, database, outbox, realtime } = deps.platform;
  const facts = factsOf(tracking, before.to_city);
  if (isKnown(before, facts)) return 'known';
  if (isOlder(before, facts, clock.now())) return 'old';
  const events = tracking.events.map((event) => ({ ...event, key: eventKeyOf(event) }));
  try {
    await database.transaction(async (tx) => {
      await insertEvents(tx, before, { events, now: clock.now() });
      await tell(deps, tx, before, facts);
      if (!(await writeFacts(tx, before, facts))) throw new Overtaken();
    });
  } catch (error) {
    if (error instanceof Overtaken) return 'overtaken';
    throw error;
  }
  outbox.nudge();
  const wake = { type: 'fulfilment/parcel-moved', orderId: before.order_id } as const;
  realtime.wake([before.seller_id, before.buyer_id], wake);
  return 'kept';
}

function isKnown(before: ShipmentRow, facts: ParcelFacts): boolean {
  const sameState = (before.state as TrackingState) === facts.state;
  return sameState && before.last_movement_at?.getTime() === facts.lastMovementAt?.getTime();
}

/**
 * News travel by several ways and may overtake each other: a parcel never goes back in time. A scan
 * that lies in the future is a slip of a carrier's clock and outdates nothing.
 */
function isOlder(before: ShipmentRow, facts: ParcelFacts, now: Date): boolean {
  if (!before.last_movement_at || before.last_movement_at > now) return false;
  return !facts.lastMovementAt || facts.lastMovementAt < before.last_movement_at;
}

async function tell(
  deps: FulfilmentDeps,
  tx: Tx,
  before: ShipmentRow,
  facts: ParcelFacts,
): Promise<void> {
  const { order_id: orderId, parcel_no: parcelNo } = before;
  const { lastMovementAt, deliveredAt, arrivedElsewhereAt } = facts;
  const hasMoved =
    lastMovementAt && lastMovementAt.getTime() !== before.last_movement_at?.getTime();
  if (hasMoved && !deliveredAt) {
    const news = { orderId, parcelNo, at: lastMovementAt };
    for (const hear of deps.listeners.moved) await hear(tx, news);
  }
  if (deliveredAt && !before.delivered_at) {
    const news = { orderId, parcelNo, at: deliveredAt };
    for (const hear of deps.listeners.delivered) await hear(tx, news);
  }
  if (arrivedElsewhereAt && !before.arrived_elsewhere_at) {
    const news = { orderId, parcelNo, at: arrivedElsewhereAt };
    for (const hear of deps.listeners.elsewhere) await hear(tx, news);
  }
}
