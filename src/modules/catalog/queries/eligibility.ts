import type { Sql } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import type { CatalogDeps, CatalogRooms } from '../deps.ts';
import { judgeSeller, type Eligibility } from '../domain/eligibility.ts';
import { readShop } from '../store/shop-store.ts';

type SellingIdentity = Awaited<ReturnType<CatalogRooms['identity']['sellingIdentity']>>;

/** Whether a member may sell, check by check. */
export async function eligibilityOf(
  deps: CatalogDeps,
  handle: Sql,
  memberId: Id,
  now: Date,
): Promise<Eligibility> {
  const identity = await deps.rooms.identity.sellingIdentity(handle, memberId);
  return eligibilityFrom(identity, await readShop(handle, memberId), now);
}

/** The same from what is known already. */
export function eligibilityFrom(
  identity: SellingIdentity,
  openedAt: Date | undefined,
  now: Date,
): Eligibility {
  return judgeSeller({ ...identity, quickSellOpenedAt: openedAt ?? null }, now);
}
