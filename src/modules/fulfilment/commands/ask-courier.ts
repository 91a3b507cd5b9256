import { setTimeout as wait } from 'node:timers/promises';
import type { Tx } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import { log } from '#platform/log.ts';
import { Outage } from '#platform/refusal.ts';
import type { Tracking, TrackingState } from '../courier.ts';
import type { FulfilmentDeps } from '../deps.ts';
import { carrierOf } from '../domain/carriers.ts';
import { eventKeyOf, factsOf, type ParcelFacts } from '../domain/parcel.ts';
import { queryEveryMs, trackingMsMax } from '../domain/rules.ts';
import { readShipment } from '../store/shipment-store.ts';
import type { ShipmentRow } from '../store/tables.ts';
import {
  insertEvents,
  stopAsking,
  takeDue,
  takeTurn,
  writeFacts,
  writeHeard,
  writeRegistered,
} from '../store/tracking-store.ts';

/** Parcels asked after in one round, and of them so many at the same time. */
const roundMax = 200;
const atOnceMax = 8;

/**
 * Asks the courier after every parcel that is due and keeps what it says. Each waybill is asked
 * about once in half an hour of the product's clock; in the sandbox, where the clock jumps and
 * the courier is our own, in every round.
 */
export async function askCourier(deps: FulfilmentDeps): Promise<void> {
  const { clock, config, database } = deps.platform;
  const now = clock.now();
  const nextQueryAt = new Date(now.getTime() + everyMsOf(config.mode));
  const due = await takeDue(database, { now, nextQueryAt, max: roundMax });
  for (let from = 0; from < due.length; from += atOnceMax) {
    await Promise.all(due.slice(from, from + atOnceMax).map((one) => askAfter(deps, one)));
  }
}

/**
 * Asks after one parcel at once, for a decision that must not rest on old news. What was heard
 * less than half an hour ago is no old news.
 * @throws Outage when the courier is silent, or was and may not be asked again yet
 */
export async function askNow(deps: FulfilmentDeps, orderId: Id): Promise<void> {
  const { clock, config, database } = deps.platform;
  const shipment = await readShipment(database.sql, orderId);
  if (!shipment || !mayHaveNews(shipment)) return;
  const now = clock.now();
  const everyMs = everyMsOf(config.mode);
  const heardAt = shipment.heard_at?.getTime() ?? -Infinity;
  if (now.getTime() - heardAt < everyMs) return;
  const turn = { now, nextQueryAt: new Date(now.getTime() + everyMs) };
  if (everyMs > 0 && !(await takeTurn(database.sql, shipment, turn))) {
    throw new Outage(deps.courier.name, 'asked a moment ago');
  }
  await learn(deps, shipment);
}

/** How long a caller waits for the courier to know of a parcel. */
const announceMsMax = 500;

/** Tells the courier of a parcel just handed in; where it is slow or silent the sweep goes on. */
export async function announce(deps: FulfilmentDeps, orderId: Id): Promise<void> {
  const told = askNow(deps, orderId).catch((error: Error) =>
    log.warn('fulfilment/courier-silent', {
      orderId,
      cause: String(error instanceof Outage ? error.cause : error),
    }),
  );
  await Promise.race([told, wait(announceMsMax, undefined, { ref: false })]);
}

function everyMsOf(mode: 'sandbox' | 'production'): number {
  return mode === 'sandbox' ? 0 : queryEveryMs;
}

function mayHaveNews(shipment: ShipmentRow): boolean {
  const hasEnded = shipment.state === 'DELIVERED' || shipment.state === 'RETURNED';
  return !hasEnded && carrierOf(shipment.carrier)?.isTracked === true;
}

/** One parcel; a courier that does not answer is asked again at the parcel's next turn. */
async function askAfter(deps: FulfilmentDeps, shipment: ShipmentRow): Promise<void> {
  const { clock, database } = deps.platform;
  const now = clock.now();
  try {
    await learn(deps, shipment);
  } catch (error) {
    if (!(error instanceof Outage)) throw error;
    const cause = String(error.cause);
    log.warn('fulfilment/courier-silent', { orderId: shipment.order_id, cause });
  }
  const isTooOld = now.getTime() - shipment.shipped_at.getTime() > trackingMsMax;
  if (isTooOld) await stopAsking(database.sql, shipment);
}

/** Makes the parcel known if it is not, asks where it is, keeps the answer. @throws Outage */
async function learn(deps: FulfilmentDeps, shipment: ShipmentRow): Promise<void> {
  const now = deps.platform.clock.now();
  if (!shipment.registered_at) await register(deps, shipment, now);
  const { carrier, waybill_no: waybillNo } = shipment;
  await keep(deps, shipment, await deps.courier.track({ carrier, waybillNo }));
  await writeHeard(deps.platform.database.sql, shipment, now);
}

async function register(deps: FulfilmentDeps, shipment: ShipmentRow, now: Date): Promise<void> {
  if (shipment.to_city) {
    const { carrier, waybill_no: waybillNo, to_city: toCity } = shipment;
    const fromCity = (await deps.cityOf(shipment.seller_id)) ?? toCity;
    // A corrected number says nothing of the time before: its way begins with its correction.
    const isFirst = shipment.waybill_seq === shipment.first_waybill_seq;
    const handedInAt = isFirst ? shipment.shipped_at : now;
    await deps.courier.register({ carrier, waybillNo, fromCity, toCity, handedInAt });
  }
  await writeRegistered(deps.platform.database.sql, shipment, now);
}

/** The waybill was corrected, or a rival round was faster: what we were told is old. */
class Overtaken extends Error {}

/**
 * Keeps what was said and tells those who wait for it, in one transaction. They are told before
 * the parcel is locked, because they lock their order: the order always comes first.
 */
async function keep(deps: FulfilmentDeps, before: ShipmentRow, tracking: Tracking): Promise<void> {
  const { clock, database, outbox, realtime } = deps.platform;
  const facts = factsOf(tracking, before.to_city);
  if (isKnown(before, facts)) return;
  const events = tracking.events.map((event) => ({ ...event, key: eventKeyOf(event) }));
  try {
    await database.transaction(async (tx) => {
      await insertEvents(tx, before, { events, now: clock.now() });
      await tell(deps, tx, before, facts);
      if (!(await writeFacts(tx, before, facts))) throw new Overtaken();
    });
  } catch (error) {
    if (error instanceof Overtaken) return;
    throw error;
  }
  outbox.nudge();
  const wake = { type: 'fulfilment/parcel-moved', orderId: before.order_id } as const;
  realtime.wake([before.seller_id, before.buyer_id], wake);
}

function isKnown(before: ShipmentRow, facts: ParcelFacts): boolean {
  const sameState = (before.state as TrackingState) === facts.state;
  return sameState && before.last_movement_at?.getTime() === facts.lastMovementAt?.getTime();
}

async function tell(
  deps: FulfilmentDeps,
  tx: Tx,
  before: ShipmentRow,
  facts: ParcelFacts,
): Promise<void> {
  const orderId = before.order_id;
  const { lastMovementAt, deliveredAt } = facts;
  const hasMoved =
    lastMovementAt && lastMovementAt.getTime() !== before.last_movement_at?.getTime();
  if (hasMoved && !deliveredAt) {
    for (const hear of deps.listeners.moved) await hear(tx, { orderId, at: lastMovementAt });
  }
  if (deliveredAt && !before.delivered_at) {
    for (const hear of deps.listeners.delivered) await hear(tx, { orderId, at: deliveredAt });
  }
}
