import type { Actor } from '#platform/actor.ts';
import type { Id } from '#platform/ids.ts';
import type { ShopHoliday } from '../commands/holiday.ts';
import type { CatalogDeps } from '../deps.ts';
import { readHoliday } from '../store/shop-store.ts';

/** A shop's holiday: everybody learns of the one that lasts, its seller of the one to come too. */
export async function getHoliday(
  { platform }: CatalogDeps,
  actor: Actor | undefined,
  { memberId }: { memberId: Id },
): Promise<ShopHoliday | null> {
  const holiday = await readHoliday(platform.database.sql, memberId);
  if (!holiday) return null;
  const { awaySince, ...said } = holiday;
  const isAway = awaySince !== null;
  return isAway || actor?.memberId === memberId ? { ...said, isAway } : null;
}
