import { sql, typed, type Sql } from '#platform/db/database.ts';
import { bucketOf, type Id } from '#platform/ids.ts';
import type { Listing } from '../domain/listing.ts';
import type { Condition, Delivery } from '../domain/rules.ts';
import { stateOf } from '../domain/state.ts';
import type { ListingTag } from '../views.ts';
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

/** The columns of a tag: what notes in lists show, without the long texts. */
type TagRow = Pick<
  ListingRow,
  | 'id'
  | 'seller_id'
  | 'note_id'
  | 'title'
  | 'price_fen'
  | 'condition'
  | 'delivery'
  | 'freight_fen'
  | 'stock'
  | 'cover_url'
>;

/** Tags of every listing shown in some notes, in one indexed read; oldest first within a note. */
export async function readTagsOfNotes(
  handle: Sql,
  noteIds: readonly Id[],
): Promise<Map<Id, ListingTag[]>> {
  if (noteIds.length === 0) return new Map();
  const { rows } = await sql<TagRow>`
    select id, seller_id, note_id, title, price_fen, condition, delivery, freight_fen, stock,
      cover_url
    from catalog.listing
    where note_id = any(${noteIds}::bigint[]) and withdrawn_at is null and taken_down_at is null
    order by note_id, id`.execute(handle);
  const byNote = Map.groupBy(rows, (row) => row.note_id!);
  return new Map([...byNote].map(([noteId, tagged]) => [noteId, tagged.map(tagOfRow)]));
}

function tagOfRow(row: TagRow): ListingTag {
  return {
    id: row.id,
    sellerId: row.seller_id,
    title: row.title,
    priceFen: BigInt(row.price_fen),
    condition: row.condition as Condition,
    delivery: row.delivery as Delivery,
    freightFen: BigInt(row.freight_fen),
    stock: row.stock,
    state: stateOf({ stock: row.stock, withdrawnAt: null, takenDownAt: null }),
    coverUrl: row.cover_url,
  };
}

/** Every listing on the shelf that is shown in a note, oldest first. */
export async function readListingsOfNote(handle: Sql, noteId: Id): Promise<Listing[]> {
  const { rows } = await sql<ListingRow>`
    select * from catalog.listing
    where note_id = ${noteId} and withdrawn_at is null and taken_down_at is null
    order by id`.execute(handle);
  return rows.map(listingOf);
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
