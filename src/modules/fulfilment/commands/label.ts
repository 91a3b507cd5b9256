import { isRefusal, Outage, refuse } from '#platform/refusal.ts';
import { minuteMs } from '#platform/clock.ts';
import type { Sql, Tx } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import { log } from '#platform/log.ts';
import type { LabelDesk, LabelOffer, LabelWay } from '../courier.ts';
import type { FulfilmentDeps } from '../deps.ts';
import { labelsMax } from '../domain/rules.ts';
import { namedCarrier } from '../domain/waybill.ts';
import {
  insertLabel,
  readLabels,
  readUnfinished,
  writeBought,
  writeCancelled,
} from '../store/label-store.ts';
import { readShipments } from '../store/shipment-store.ts';
import type { LabelRow } from '../store/tables.ts';
import type { LabelTo, LabelView } from '../types.ts';

/** What labels for an order would cost its seller. @throws fulfilment/no-labels, Outage */
export async function quoteLabels(
  deps: FulfilmentDeps,
  { sellerId, to }: { sellerId: Id; to: LabelTo },
): Promise<LabelOffer[]> {
  return deskOf(deps).quote(await wayOf(deps, sellerId, to));
}

/**
 * Notes that a label is about to be bought, or answers the one that stands: nobody buys a second
 * one by asking twice. The caller holds the order's lock.
 * @returns the number to finish it under, once this is committed
 * @throws fulfilment/no-labels, fulfilment/carrier-unknown, fulfilment/label-there,
 *   fulfilment/too-many-labels
 */
export async function askLabel(
  deps: FulfilmentDeps,
  tx: Tx,
  ask: LabelOffer & { orderId: Id; sellerId: Id; to: LabelTo },
): Promise<number> {
  deskOf(deps);
  const { orderId, sellerId, priceFen } = ask;
  const carrier = namedCarrier(ask.carrier).code;
  const labels = await readLabels(tx, orderId);
  const standing = labels.find((label) => !label.cancelled_at);
  if (standing) {
    if (standing.carrier !== carrier) refuse('fulfilment/label-there');
    return standing.label_no;
  }
  if (labels.length >= labelsMax) refuse('fulfilment/too-many-labels');
  const labelNo = labels.length + 1;
  const way = JSON.stringify(await wayOf(deps, sellerId, ask.to));
  const sealedWay = deps.platform.secrets.seal(way);
  const now = deps.platform.clock.now();
  await insertLabel(tx, { orderId, labelNo, sellerId, carrier, priceFen, sealedWay, now });
  return labelNo;
}

/**
 * Buys the label that was noted, under its own number, however often this is done.
 * @throws fulfilment/label-price-changed, fulfilment/label-gone; Outage: the sweep goes on with it
 */
export async function finishLabel(
  deps: FulfilmentDeps,
  { orderId, labelNo }: { orderId: Id; labelNo: number },
): Promise<LabelView> {
  const { clock, database, secrets } = deps.platform;
  const label = (await readLabels(database.sql, orderId)).find((one) => one.label_no === labelNo)!;
  if (label.cancelled_at) refuse('fulfilment/label-gone');
  if (label.bought_at) return viewOf(label)!;
  const bought = await deskOf(deps).buy({
    outNo: outNoOf(label),
    carrier: label.carrier,
    priceFen: BigInt(label.price_fen),
    way: JSON.parse(secrets.open(label.sealed_way!)) as LabelWay,
  });
  if (typeof bought === 'string') {
    await writeCancelled(database.sql, { orderId, labelNo }, clock.now());
    refuse(bought === 'cancelled' ? 'fulfilment/label-gone' : 'fulfilment/label-price-changed');
  }
  await writeBought(database.sql, { orderId, labelNo }, { ...bought, now: clock.now() });
  return (await labelOf(database.sql, orderId)) ?? refuse('fulfilment/label-gone');
}

/** Labels that were asked for a minute ago and longer, and not heard of since. */
export async function finishLabels(deps: FulfilmentDeps): Promise<void> {
  const { clock, database } = deps.platform;
  if (!deps.courier.labels) return;
  const before = new Date(clock.now().getTime() - minuteMs);
  const unfinished = await readUnfinished(database.sql, { before, max: 50 });
  for (const { order_id: orderId, label_no: labelNo } of unfinished) {
    try {
      await finishLabel(deps, { orderId, labelNo });
    } catch (error) {
      if (!(error instanceof Outage) && !isRefusal(error)) throw error;
      log.warn('fulfilment/label-not-finished', { orderId, labelNo });
    }
  }
}

/**
 * Gives the standing label of an order back. Whether its parcel was shipped is asked first.
 * @throws fulfilment/label-gone, fulfilment/label-used; Outage
 */
export async function cancelLabel(deps: FulfilmentDeps, orderId: Id): Promise<void> {
  const { clock, database } = deps.platform;
  const label = (await readLabels(database.sql, orderId)).find((one) => !one.cancelled_at);
  if (!label) refuse('fulfilment/label-gone');
  const shipments = await readShipments(database.sql, orderId);
  const isUsed = shipments.some((one) => one.waybill_no === label.waybill_no);
  if (isUsed || (await deskOf(deps).cancel(outNoOf(label))) === 'used') {
    refuse('fulfilment/label-used');
  }
  await writeCancelled(database.sql, { orderId, labelNo: label.label_no }, clock.now());
}

/** The label of an order that stands and was sold; null when there is none. */
export async function labelOf(handle: Sql, orderId: Id): Promise<LabelView | null> {
  const standing = (await readLabels(handle, orderId)).find((label) => !label.cancelled_at);
  return (standing && viewOf(standing)) ?? null;
}

function viewOf(label: LabelRow): LabelView | undefined {
  if (!label.bought_at) return undefined;
  return {
    carrier: label.carrier,
    waybillNo: label.waybill_no!,
    collectionCode: label.collection_code!,
    priceFen: BigInt(label.price_fen),
    boughtAt: label.bought_at,
  };
}

const outNoOf = (label: LabelRow): string => `${label.order_id}-${label.label_no}`;

function deskOf({ courier }: FulfilmentDeps): LabelDesk {
  return courier.labels ?? refuse('fulfilment/no-labels');
}

async function wayOf(deps: FulfilmentDeps, sellerId: Id, to: LabelTo): Promise<LabelWay> {
  const fromCity = (await deps.cityOf(sellerId)) ?? to.city;
  const { detail, ...place } = to;
  return { fromCity, to: place, toDetail: detail };
}
