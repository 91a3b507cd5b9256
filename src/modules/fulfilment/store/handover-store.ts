import { typed, type Sql, type Tx } from '#platform/db/database.ts';
import { bucketOf, type Id } from '#platform/ids.ts';
import type { CodeState } from '../domain/pickup.ts';
import type { FulfilmentTables, PickupCodeRow, VirtualGoodsRow } from './tables.ts';

/** Writes an order's pickup code; an order that has one keeps it. */
export async function insertPickupCode(
  tx: Tx,
  code: { orderId: Id; sellerId: Id; sealed: Buffer; now: Date },
): Promise<void> {
  await typed<FulfilmentTables>(tx)
    .insertInto('fulfilment.pickup_code')
    .values({
      bucket: bucketOf(code.orderId),
      order_id: code.orderId,
      seller_id: code.sellerId,
      sealed_code: code.sealed,
      made_at: code.now,
      tries: 0,
      pauses: 0,
      paused_until: null,
      redeemed_at: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** An order's pickup code; undefined if it has none. */
export function readPickupCode(handle: Sql, orderId: Id): Promise<PickupCodeRow | undefined> {
  return pickupCodeOf(handle, orderId).executeTakeFirst();
}

/** The same, locked until the transaction ends. */
export function lockPickupCode(tx: Tx, orderId: Id): Promise<PickupCodeRow | undefined> {
  return pickupCodeOf(tx, orderId).forUpdate().executeTakeFirst();
}

function pickupCodeOf(handle: Sql, orderId: Id) {
  return typed<FulfilmentTables>(handle)
    .selectFrom('fulfilment.pickup_code')
    .selectAll()
    .where('bucket', '=', bucketOf(orderId))
    .where('order_id', '=', orderId);
}

/** Writes what a try did to a locked code. */
export async function writeCodeState(tx: Tx, orderId: Id, state: CodeState): Promise<void> {
  await typed<FulfilmentTables>(tx)
    .updateTable('fulfilment.pickup_code')
    .set({
      tries: state.tries,
      pauses: state.pauses,
      paused_until: state.pausedUntil,
      redeemed_at: state.redeemedAt,
    })
    .where('bucket', '=', bucketOf(orderId))
    .where('order_id', '=', orderId)
    .execute();
}

/** Writes an order's virtual goods; false when it has some already. */
export async function insertVirtualGoods(
  tx: Tx,
  goods: { orderId: Id; sellerId: Id; sealed: Buffer; now: Date },
): Promise<boolean> {
  const result = await typed<FulfilmentTables>(tx)
    .insertInto('fulfilment.virtual_goods')
    .values({
      bucket: bucketOf(goods.orderId),
      order_id: goods.orderId,
      seller_id: goods.sellerId,
      sealed_text: goods.sealed,
      put_at: goods.now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

/** An order's virtual goods, sealed; undefined if there are none yet. */
export function readVirtualGoods(handle: Sql, orderId: Id): Promise<VirtualGoodsRow | undefined> {
  return typed<FulfilmentTables>(handle)
    .selectFrom('fulfilment.virtual_goods')
    .selectAll()
    .where('bucket', '=', bucketOf(orderId))
    .where('order_id', '=', orderId)
    .executeTakeFirst();
}
