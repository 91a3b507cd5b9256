import type { Id } from '#platform/ids.ts';
import type { CatalogDeps } from '../deps.ts';
import { dayOf } from '../domain/holiday.ts';
import { countsAsView } from '../domain/viewers.ts';
import { countViews } from '../store/view-store.ts';

export { readViews as viewsOf } from '../store/view-store.ts';

/** Who looks, as far as it decides whether the look counts; none of it is kept. */
export type Looker = { memberId: Id | undefined; userAgent: string | undefined };

/** Counts a look at listings; a seller's own and those of programs are none. */
export async function countLooks(
  { platform }: CatalogDeps,
  looker: Looker,
  listings: readonly { id: Id; sellerId: Id }[],
): Promise<void> {
  const counted = listings.filter(({ sellerId }) => countsAsView(looker, sellerId));
  if (counted.length === 0) return;
  const ids = counted.map(({ id }) => id);
  await countViews(platform.database.sql, ids, dayOf(platform.clock.now()));
}
