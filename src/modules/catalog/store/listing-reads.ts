import { sql, typed, type Sql } from '#platform/db/database.ts';
import { bucketOf, type Id } from '#platform/ids.ts';
import type { Listing } from '../domain/listing.ts';
import { listingOf } from './listing-store.ts';
import type { CatalogTables, ListingRow } from './tables.ts';

/** Listings by id in one read; unknown ids are absent. */
export async function readListings(handle: Sql, ids: readonly Id[]): Promise<Map<Id, Listing>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<ListingRow>`
    select l.* from unnest(${ids.map(bucketOf)}::smallint[], ${ids}::bigint[]) as asked (bucket, id)
    join catalog.listing l using (bucket, id)`.execute(handle);
  return new Map(rows.map((row) => [row.id, listingOf(row)]));
}

/** Every listing shown in some notes, in one indexed read; oldest first within a note. */
export async function readOnShelfOfNotes(
  handle: Sql,
  noteIds: readonly Id[],
): Promise<Map<Id, Listing[]>> {
  if (noteIds.length === 0) return new Map();
  const { rows } = await sql<ListingRow>`
    select * from catalog.listing
    where note_id = any(${noteIds}::bigint[]) and withdrawn_at is null and taken_down_at is null
    order by note_id, id`.execute(handle);
  return Map.groupBy(rows.map(listingOf), (listing) => listing.noteId!);
}

export type SellerPage = {
  sellerId: Id;
  /** `on-sale`: can be bought now; `public`: sold out as well; `own`: everything. */
  show: 'on-sale' | 'public' | 'own';
  after: { publishedAt: Date; id: Id } | undefined;
  limit: number;
};

/** One page of a seller's listings, newest first. */
export async function readSellerPage(handle: Sql, page: SellerPage): Promise<Listing[]> {
  let query = typed<CatalogTables>(handle)
    .selectFrom('catalog.listing')
    .selectAll()
    .where('bucket', '=', bucketOf(page.sellerId))
    .where('seller_id', '=', page.sellerId);
  if (page.show !== 'own') {
    query = query.where('withdrawn_at', 'is', null).where('taken_down_at', 'is', null);
  }
  if (page.show === 'on-sale') query = query.where('stock', '>', 0);
  if (page.after) {
    const { publishedAt, id } = page.after;
    query = query.where(sql<boolean>`(published_at, id) < (${publishedAt}, ${id}::bigint)`);
  }
  const rows = await query
    .orderBy('published_at', 'desc')
    .orderBy('id', 'desc')
    .limit(page.limit)
    .execute();
  return rows.map(listingOf);
}

/** Every price a listing had, oldest first. */
export async function readPrices(
  handle: Sql,
  listingId: Id,
): Promise<{ priceFen: bigint; since: Date }[]> {
  const rows = await typed<CatalogTables>(handle)
    .selectFrom('catalog.price')
    .select(['price_fen', 'since'])
    .where('bucket', '=', bucketOf(listingId))
    .where('listing_id', '=', listingId)
    .orderBy('version')
    .execute();
  return rows.map((row) => ({ priceFen: BigInt(row.price_fen), since: row.since }));
}
