import type { Tx } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';
import type { FulfilmentDeps } from '../deps.ts';
import { virtualGoodsLengthMax } from '../domain/rules.ts';
import { insertVirtualGoods } from '../store/handover-store.ts';

/**
 * Leaves virtual goods (a key, a link, a text) for the buyer, sealed, once and for good: what a
 * buyer was given must still be provable in a dispute.
 * @throws fulfilment/virtual-goods-empty, fulfilment/virtual-goods-sent
 */
export async function putVirtualGoods(
  deps: FulfilmentDeps,
  tx: Tx,
  goods: { orderId: Id; sellerId: Id; text: string; now: Date },
): Promise<void> {
  const text = goods.text.trim();
  if (text.length === 0 || text.length > virtualGoodsLengthMax) {
    refuse('fulfilment/virtual-goods-empty', { max: virtualGoodsLengthMax });
  }
  const sealed = deps.platform.secrets.seal(text);
  const { orderId, sellerId, now } = goods;
  if (!(await insertVirtualGoods(tx, { orderId, sellerId, sealed, now }))) {
    refuse('fulfilment/virtual-goods-sent');
  }
}
