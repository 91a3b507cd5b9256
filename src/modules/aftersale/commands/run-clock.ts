import type { Tx } from '#platform/db/database.ts';
import type { DeadlineHandler } from '#platform/deadlines.ts';
import type { Id } from '#platform/ids.ts';
import { isRefusal } from '#platform/refusal.ts';
import type { CarriedOut } from '#orders';
import { isOfBefore, type ParcelNews } from '#fulfilment';
import type { AfterSaleDeps } from '../deps.ts';
import { isHandedBack } from '../domain/after-sale.ts';
import type { Command } from '../domain/decide.ts';
import { silenceOf } from '../domain/silence.ts';
import { readAfterSale, readByParcel, readOfOrder } from '../store/after-sale-store.ts';
import { carryOut, dueDeadline, isOpen } from './carry-out.ts';

const byClock = { by: 'clock', actorId: null } as const;

/** What happens when the one whose turn it is stays silent. Late, doubled or stale runs change nothing. */
export function afterSaleDeadline(deps: AfterSaleDeps): DeadlineHandler {
  return { kind: dueDeadline, handle: (afterSaleId) => runClock(deps, afterSaleId) };
}

async function runClock(deps: AfterSaleDeps, afterSaleId: Id): Promise<void> {
  const { platform, rooms } = deps;
  const handle = platform.database.sql;
  // The carrier's word comes first, above all after we were down: it may have arrived meanwhile.
  const waiting = await readAfterSale(handle, afterSaleId);
  if (waiting?.parcel && !waiting.parcel.deliveredAt && !isHandedBack(waiting)) {
    await rooms.fulfilment.askNow(waiting.replacementId ?? waiting.id);
  }
  const name = waiting && silenceOf(waiting);
  if (!name) return;
  try {
    await platform.database.transaction(async (tx) => {
      await carryOut(deps, tx, afterSaleId, () => ({ command: { ...byClock, name } as Command }));
    });
    platform.outbox.nudge();
  } catch (error) {
    // It has moved on, or its clock was set anew, since this deadline was read.
    if (!isRefusal(error)) throw error;
  }
}

/**
 * A parcel of an after-sale was signed for; a carrier may say so twice, or late. One signed for
 * before the after-sale was opened is another's, and nobody's silence may rest on it.
 */
export async function acceptArrival(deps: AfterSaleDeps, tx: Tx, news: ParcelNews): Promise<void> {
  const sale = await readByParcel(tx, news.orderId);
  if (!sale || isOfBefore(news, sale.openedAt)) return;
  const isReplacement = sale.replacementId === news.orderId;
  const waitsFor = isReplacement ? 'WAIT_REPLACEMENT_RECEIPT' : 'WAIT_SELLER_RECEIVE';
  if (sale.state !== waitsFor || sale.parcel?.deliveredAt) return;
  const name = isReplacement ? 'replacement-arrives' : 'return-arrives';
  await carryOut(deps, tx, sale.id, () => ({ command: { name, by: 'courier', actorId: null } }));
}

/** An order that ends by itself leaves nothing to ask for. */
export async function endWithOrder(
  deps: AfterSaleDeps,
  tx: Tx,
  { order, step }: CarriedOut,
): Promise<void> {
  // These ends are the after-sale's own.
  if (step.command === 'cancel-agreed' || step.command === 'refund-after-sale') return;
  const open = (await readOfOrder(tx, order.id)).find(isOpen);
  if (!open) return;
  const by = step.role === 'buyer' || step.role === 'seller' ? step.role : 'clock';
  await carryOut(deps, tx, open.id, () => ({
    command: { name: 'end-with-order', by, actorId: step.actorId },
  }));
}
