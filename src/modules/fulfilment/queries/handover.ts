import type { Sql } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import type { FulfilmentDeps } from '../deps.ts';
import { readPickupCode, readVirtualGoods } from '../store/handover-store.ts';

/** The six digits for the buyer of an order; null when there are none or they were used. */
export async function pickupCode(
  deps: FulfilmentDeps,
  handle: Sql,
  orderId: Id,
): Promise<string | null> {
  const row = await readPickupCode(handle, orderId);
  return row && !row.redeemed_at ? deps.platform.secrets.open(row.sealed_code) : null;
}

/** What the buyer of an order was given; null when nothing was yet. */
export async function virtualGoods(
  deps: FulfilmentDeps,
  handle: Sql,
  orderId: Id,
): Promise<string | null> {
  const row = await readVirtualGoods(handle, orderId);
  return row ? deps.platform.secrets.open(row.sealed_text) : null;
}
