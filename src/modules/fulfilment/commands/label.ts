import { refuse } from '#platform/refusal.ts';
import type { Sql, Tx } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import type { LabelDesk, LabelOffer, LabelWay } from '../courier.ts';
import type { FulfilmentDeps } from '../deps.ts';
import { labelsMax } from '../domain/rules.ts';
import { namedCarrier } from '../domain/waybill.ts';
import { insertLabel, readLabels, writeBought, writeCancelled } from '../store/label-store.ts';
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
 *   fulfilment/label-going-back, fulfilment/too-many-labels
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
    if (standing.back_asked_at) refuse('fulfilment/label-going-back');
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
  if (label.cancelled_at || label.back_asked_at) refuse('fulfilment/label-gone');
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

/** The label of an order that stands and was sold; null when there is none, or it is going back. */
export async function labelOf(handle: Sql, orderId: Id): Promise<LabelView | null> {
  const labels = await readLabels(handle, orderId);
  const standing = labels.find((label) => !label.cancelled_at && !label.back_asked_at);
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

/** The number a label has at the courier's desk. */
export const outNoOf = (label: LabelRow): string => `${label.order_id}-${label.label_no}`;

/** Where labels are sold. @throws fulfilment/no-labels */
export function deskOf({ courier }: FulfilmentDeps): LabelDesk {
  return courier.labels ?? refuse('fulfilment/no-labels');
}

async function wayOf(deps: FulfilmentDeps, sellerId: Id, to: LabelTo): Promise<LabelWay> {
  const fromCity = (await deps.cityOf(sellerId)) ?? to.city;
  const { detail, ...place } = to;
  return { fromCity, to: place, toDetail: detail };
}
