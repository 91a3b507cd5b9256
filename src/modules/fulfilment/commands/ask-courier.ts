import { setTimeout as wait } from 'node:timers/promises';
import type { Id } from '#platform/ids.ts';
import { log } from '#platform/log.ts';
import { Outage } from '#platform/refusal.ts';
import type { ParcelToTrack } from '../courier.ts';
import type { FulfilmentDeps } from '../deps.ts';
import { carrierOf } from '../domain/carriers.ts';
import { trackingMsMax } from '../domain/rules.ts';
import { readShipments } from '../store/shipment-store.ts';
import type { ShipmentRow } from '../store/tables.ts';
import {
  stopAsking,
  takeDue,
  takeTurn,
  writeHeard,
  writeRegistered,
} from '../store/tracking-store.ts';
import { keepNews } from './keep-news.ts';
import { lookAfter } from './look-after.ts';

/** Parcels asked after in one round, and of them so many at the same time. */
const roundMax = 200;
const atOnceMax = 8;

/**
 * Asks the courier after every parcel that is due and keeps what it says, at the courier's pace:
 * the sandbox's own, whose clock jumps, in every round.
 */
export async function askCourier(deps: FulfilmentDeps): Promise<void> {
  const { clock, database } = deps.platform;
  const now = clock.now();
  const nextQueryAt = new Date(now.getTime() + deps.courier.pace.lookEveryMs);
  const due = await takeDue(database, { now, nextQueryAt, max: roundMax });
  for (let from = 0; from < due.length; from += atOnceMax) {
    await Promise.all(due.slice(from, from + atOnceMax).map((one) => askAfter(deps, one)));
  }
}

/**
 * Asks after an order's parcels at once, for a decision that must not rest on old news. What was heard
 * since the courier might last be asked is no old news.
 * @throws Outage when the courier is silent, or was and may not be asked again yet
 */
export async function askNow(deps: FulfilmentDeps, orderId: Id): Promise<void> {
  const shipments = await readShipments(deps.platform.database.sql, orderId);
  const open = shipments.filter(mayHaveNews);
  await Promise.all(open.map((shipment) => askOneNow(deps, shipment)));
}

async function askOneNow(deps: FulfilmentDeps, shipment: ShipmentRow): Promise<void> {
  const { clock, database } = deps.platform;
  const { askEveryMs, lookEveryMs } = deps.courier.pace;
  const now = clock.now();
  const heardAt = shipment.heard_at?.getTime() ?? -Infinity;
  if (now.getTime() - heardAt < askEveryMs) return;
  const nextQueryAt = new Date(now.getTime() + lookEveryMs);
  const turn = { now, nextQueryAt, askedBefore: new Date(now.getTime() - askEveryMs) };
  if (askEveryMs > 0 && !(await takeTurn(database.sql, shipment, turn))) {
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
  const handle = deps.platform.database.sql;
  const parcel = await toTrack(deps, shipment, now);
  if (!shipment.registered_at) {
    if (shipment.to_city) await deps.courier.register(parcel);
    await writeRegistered(handle, shipment, now);
  }
  const outcome = await keepNews(deps, shipment, await deps.courier.track(parcel));
  await writeHeard(handle, shipment, now);
  if (outcome === 'known') await lookAfter(deps, shipment, now);
}

async function toTrack(
  deps: FulfilmentDeps,
  shipment: ShipmentRow,
  now: Date,
): Promise<ParcelToTrack> {
  const toCity = shipment.to_city ?? '';
  const fromCity = (await deps.cityOf(shipment.seller_id)) ?? toCity;
  // A corrected number says nothing of the time before: its way begins with its correction.
  const isFirst = shipment.corrections === 0;
  return {
    carrier: shipment.carrier,
    waybillNo: shipment.waybill_no,
    fromCity,
    toCity,
    phoneTail: shipment.to_phone_tail,
    handedInAt: isFirst ? shipment.shipped_at : now,
  };
}
