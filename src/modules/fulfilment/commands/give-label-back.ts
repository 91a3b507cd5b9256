import { minuteMs } from '#platform/clock.ts';
import type { Sql, Tx } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import { log } from '#platform/log.ts';
import { isRefusal, Outage, refuse } from '#platform/refusal.ts';
import type { FulfilmentDeps } from '../deps.ts';
import {
  readLabels,
  readUnfinished,
  writeBackAsked,
  writeCancelled,
  writeKept,
  writeUnusedBackAsked,
} from '../store/label-store.ts';
import { readShipments } from '../store/shipment-store.ts';
import type { LabelRow } from '../store/tables.ts';
import { deskOf, finishLabel, outNoOf } from './label.ts';

/** `waybillNo`: which label is meant; null is the one that was asked for and not sold yet. */
export type LabelToGiveBack = { orderId: Id; waybillNo: string | null };

/**
 * Notes that a label is about to be given back. The caller holds the order's lock.
 * @returns its number to give it back under, once this is committed
 * @throws fulfilment/label-gone, fulfilment/label-other, fulfilment/label-used
 */
export async function askLabelBack(
  { platform }: FulfilmentDeps,
  tx: Tx,
  { orderId, waybillNo }: LabelToGiveBack,
): Promise<number> {
  const labels = await readLabels(tx, orderId);
  const standing = labels.find((label) => !label.cancelled_at);
  if (standing?.waybill_no !== waybillNo) {
    const isGone = !standing || labels.some((label) => waybillNo && label.waybill_no === waybillNo);
    refuse(isGone ? 'fulfilment/label-gone' : 'fulfilment/label-other');
  }
  if (await isShippedWith(tx, standing)) refuse('fulfilment/label-used');
  const labelNo = standing.label_no;
  await writeBackAsked(tx, { orderId, labelNo }, platform.clock.now());
  return labelNo;
}

/**
 * Gives back the label that was noted, once however often.
 * @throws fulfilment/label-used; Outage: the sweep goes on with it
 */
export async function giveLabelBack(
  deps: FulfilmentDeps,
  { orderId, labelNo }: { orderId: Id; labelNo: number },
): Promise<void> {
  const { clock, database } = deps.platform;
  const label = (await readLabels(database.sql, orderId)).find((one) => one.label_no === labelNo)!;
  if (label.cancelled_at) return;
  if (!label.back_asked_at) refuse('fulfilment/label-used');
  const isUsed =
    (await isShippedWith(database.sql, label)) ||
    (await deskOf(deps).cancel(outNoOf(label))) === 'used';
  // Whoever never heard of its number has shipped nothing with it.
  if (!isUsed || !label.bought_at) {
    return writeCancelled(database.sql, { orderId, labelNo }, clock.now());
  }
  await writeKept(database.sql, { orderId, labelNo });
  refuse('fulfilment/label-used');
}

async function isShippedWith(handle: Sql, label: LabelRow): Promise<boolean> {
  const shipments = await readShipments(handle, label.order_id);
  return shipments.some((one) => one.waybill_no === label.waybill_no);
}

/** An order is over: a label that no parcel of it was shipped with goes back. */
export function endLabels({ platform }: FulfilmentDeps, tx: Tx, orderId: Id): Promise<void> {
  return writeUnusedBackAsked(tx, orderId, platform.clock.now());
}

/** Labels that were asked for, or asked back, a minute ago and longer, and not heard of since. */
export async function finishLabels(deps: FulfilmentDeps): Promise<void> {
  const { clock, database } = deps.platform;
  if (!deps.courier.labels) return;
  const before = new Date(clock.now().getTime() - minuteMs);
  const unfinished = await readUnfinished(database.sql, { before, max: 50 });
  for (const { orderId, labelNo, isGoingBack } of unfinished) {
    try {
      if (isGoingBack) await giveLabelBack(deps, { orderId, labelNo });
      else await finishLabel(deps, { orderId, labelNo });
    } catch (error) {
      if (!(error instanceof Outage) && !isRefusal(error)) throw error;
      log.warn('fulfilment/label-not-finished', { orderId, labelNo });
    }
  }
}
