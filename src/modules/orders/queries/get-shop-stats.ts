import type { Actor } from '#platform/actor.ts';
import type { Id } from '#platform/ids.ts';
import { dayOf } from '#catalog';
import type { OrdersDeps } from '../deps.ts';
import { daysUntil, shopNumbers, type Numbers, type statsSpans } from '../domain/shop-stats.ts';
import { readSales } from '../store/sales-store.ts';

/** Listings in the table, those that brought most first. */
const listingsMax = 100;

export type ShopStats = {
  total: Numbers;
  days: (Numbers & { day: string })[];
  listings: (Numbers & { listingId: Id; title: string })[];
};

/** The caller's shop in numbers, of the last days in Shanghai, today included. */
export async function getShopStats(
  deps: OrdersDeps,
  actor: Actor,
  { days: count }: { days: (typeof statsSpans)[number] },
): Promise<ShopStats> {
  const { catalog, chat } = deps.rooms;
  const handle = deps.platform.database.sql;
  const { memberId } = actor;
  const days = daysUntil(dayOf(deps.platform.clock.now()), count);
  const since = new Date(`${days[0]!}T00:00:00+08:00`);
  const [views, asked, sales] = await Promise.all([
    catalog.viewsOf(handle, memberId, days[0]!),
    chat.enquiriesOf(handle, memberId, since),
    readSales(handle, memberId, since),
  ]);
  const titles = await catalog.getListings(asked.map(({ listingId }) => listingId));
  const enquiries = asked.filter(({ listingId }) => titles.get(listingId)?.sellerId === memberId);
  const { total, days: byDay, listings } = shopNumbers(days, { views, enquiries, sales });
  const shown = listings.slice(0, listingsMax);
  const cards = await catalog.getListings(shown.map(({ listingId }) => listingId));
  return {
    total,
    days: byDay,
    listings: shown.map((one) => ({ ...one, title: cards.get(one.listingId)?.title ?? '' })),
  };
}
