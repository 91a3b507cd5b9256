import { sql, type Sql } from '#platform/db/database.ts';
import { bucketOf, type Id } from '#platform/ids.ts';

/** Counts one look at each of some listings on a day in Shanghai. */
export async function countViews(handle: Sql, ids: readonly Id[], day: string): Promise<void> {
  await sql`
    insert into catalog.listing_day as d (bucket, listing_id, day, views)
    select platform.bucket_of(l.id), l.id, ${day}::date, 1
    from unnest(${[...ids]}::bigint[]) as l (id) order by l.id
    on conflict (bucket, listing_id, day) do update set views = d.views + 1`.execute(handle);
}

export type ViewsOfDay = { listingId: Id; day: string; views: number };

/** How often a seller's listings were looked at, by listing and day. */
export async function readViews(handle: Sql, sellerId: Id, from: string): Promise<ViewsOfDay[]> {
  const bucket = bucketOf(sellerId);
  const { rows } = await sql<ViewsOfDay>`
    select d.listing_id as "listingId", d.day::text as day, d.views
    from catalog.listing l
    join catalog.listing_day d on d.bucket = l.bucket and d.listing_id = l.id
    where l.bucket = ${bucket} and l.seller_id = ${sellerId} and d.day >= ${from}::date`.execute(
    handle,
  );
  return rows;
}
