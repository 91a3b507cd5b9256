import type { Call } from '#platform/actor.ts';
import type { Tx } from '#platform/db/database.ts';
import { newId } from '#platform/db/database.ts';
import { bucketOf, type Id } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';
import type { AddressSnapshot } from '#identity';
import type { AfterSaleDeps } from '../deps.ts';
import type { AfterSale } from '../domain/after-sale.ts';
import { readTakenCapture } from '../store/capture-store.ts';
import { readAfterSale } from '../store/after-sale-store.ts';
import { carryOut, partOf, receiptOf, type AfterSaleReceipt } from './carry-out.ts';

type OfAfterSale = { afterSaleId: Id };

export type ShipReturnInput = OfAfterSale &
  (
    | { carrier: string; waybillNo: string; freightFen: bigint; isByHand?: false }
    | { isByHand: true }
  );

/**
 * The buyer sends the goods back, or hands them over where nothing was posted either.
 * @throws aftersale/not-now, aftersale/no-handing-back, fulfilment/* for the waybill,
 *   platform/not-found
 */
export async function shipReturn(
  deps: AfterSaleDeps,
  call: Call,
  input: ShipReturnInput,
): Promise<AfterSaleReceipt> {
  const { platform, rooms } = deps;
  const { memberId } = call.actor;
  const receipt = await platform.run(call, async (tx) => {
    const after = await carryOut(deps, tx, input.afterSaleId, (sale, order) => {
      const isByHand = input.isByHand ?? false;
      if (isByHand && order.delivery !== 'pickup') refuse('aftersale/no-handing-back');
      return {
        command: {
          name: 'ship-return',
          by: partOf(sale, memberId),
          actorId: memberId,
          isByHand,
          isTracked: !input.isByHand && rooms.fulfilment.isTracked(input.carrier),
          freightFen: input.isByHand ? 0n : input.freightFen,
        },
      };
    });
    if (!input.isByHand) await handToCourier(deps, tx, after, { ...input, parcelId: after.id });
    return receiptOf(after);
  });
  platform.outbox.nudge();
  if (!input.isByHand) await rooms.fulfilment.announce(input.afterSaleId);
  return receipt;
}

/** The parcel goes from one party to the other under a number of its own. */
async function handToCourier(
  deps: AfterSaleDeps,
  tx: Tx,
  sale: AfterSale,
  parcel: { parcelId: Id; carrier: string; waybillNo: string },
): Promise<void> {
  const isReturn = parcel.parcelId === sale.id;
  const address = isReturn
    ? await returnAddressOf(deps, tx, sale.id)
    : await deps.rooms.orders.addressOf(tx, sale.orderId);
  await deps.rooms.fulfilment.ship(tx, {
    orderId: parcel.parcelId,
    sellerId: isReturn ? sale.buyerId : sale.sellerId,
    buyerId: isReturn ? sale.sellerId : sale.buyerId,
    carrier: parcel.carrier,
    waybillNo: parcel.waybillNo,
    toPhoneTail: address?.phone.slice(-4) ?? null,
    toCity: address?.region.city ?? null,
    now: deps.platform.clock.now(),
  });
}

async function returnAddressOf({ platform }: AfterSaleDeps, tx: Tx, afterSaleId: Id) {
  const sealed = (await readAfterSale(tx, afterSaleId))?.returnAddressSealed;
  return sealed ? (JSON.parse(platform.secrets.open(sealed)) as AddressSnapshot) : undefined;
}

export type ConfirmReturnInput = OfAfterSale &
  (
    | { outcome: 'right' }
    /** `captureId`: the opening, photographed with the code given out for it. */
    | { outcome: 'wrong'; words: string; captureId: Id }
  );

/**
 * The seller has looked at what came back: right, and the buyer's money goes back or the
 * replacement is due; wrong, with the opening photographed, and it goes to dispute.
 * @throws aftersale/not-now, aftersale/capture-needed, aftersale/capture-too-early,
 *   platform/not-found
 */
export async function confirmReturn(
  deps: AfterSaleDeps,
  call: Call,
  input: ConfirmReturnInput,
): Promise<AfterSaleReceipt> {
  const { memberId } = call.actor;
  const receipt = await deps.platform.run(call, async (tx) => {
    const capture =
      input.outcome === 'wrong' ? await readTakenCapture(tx, input.captureId) : undefined;
    const after = await carryOut(deps, tx, input.afterSaleId, (sale) => {
      const actor = { by: partOf(sale, memberId), actorId: memberId };
      if (input.outcome === 'right') {
        const name = sale.type === 'EXCHANGE' ? 'take-for-exchange' : 'confirm-return';
        return { command: { ...actor, name } };
      }
      const isOfThis =
        capture?.order_id === sale.orderId &&
        capture.member_id === memberId &&
        capture.stage === 'return-opening';
      if (!isOfThis) refuse('aftersale/capture-needed');
      // Whoever knew the code before the goods went back can have photographed anything.
      const sentAt = sale.parcel?.sentAt;
      if (sentAt && capture.opened_at < sentAt) refuse('aftersale/capture-too-early');
      const said = { words: input.words, pictureIds: capture.picture_ids };
      return { command: { ...actor, name: 'refuse-return' }, said };
    });
    return receiptOf(after);
  });
  deps.platform.outbox.nudge();
  return receipt;
}

/**
 * The seller sends the replacement.
 * @throws aftersale/not-now, fulfilment/* for the waybill, platform/not-found
 */
export async function shipReplacement(
  deps: AfterSaleDeps,
  call: Call,
  input: OfAfterSale & { carrier: string; waybillNo: string },
): Promise<AfterSaleReceipt> {
  const { platform, rooms } = deps;
  const { memberId } = call.actor;
  let parcelId: Id | undefined;
  const receipt = await platform.run(call, async (tx) => {
    const replacementId = await newId(tx, bucketOf(input.afterSaleId));
    parcelId = replacementId;
    const after = await carryOut(deps, tx, input.afterSaleId, (sale) => ({
      command: {
        name: 'ship-replacement',
        by: partOf(sale, memberId),
        actorId: memberId,
        isTracked: rooms.fulfilment.isTracked(input.carrier),
      },
      said: { replacementId },
    }));
    await handToCourier(deps, tx, after, { ...input, parcelId: replacementId });
    return receiptOf(after);
  });
  platform.outbox.nudge();
  if (parcelId) await rooms.fulfilment.announce(parcelId);
  return receipt;
}
