import { sql, typed, type Sql, type Tx } from '#platform/db/database.ts';
import { bucketOf, type Id } from '#platform/ids.ts';
import type { Listing } from '../domain/listing.ts';
import type { Condition, Delivery } from '../domain/rules.ts';
import { stateOf } from '../domain/state.ts';
import type { ListingTag } from '../views.ts';
import { listingOf } from './listing-store.ts';
import type { CatalogTables, ListingRow, ListingWithShop } from './tables.ts';

/** Until when the shop of the listing `l` is on holiday. */
export const awayUntil = sql<Date | null>`catalog.away_until(l.bucket, l.seller_id)`;

/** Listings by id in one read; unknown ids are absent. */
export async function readListings(handle: Sql, ids: readonly Id[]): Promise<Map<Id, Listing>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<ListingWithShop>`
    select l.*, ${awayUntil} as away_until
    from unnest(${ids.map(bucketOf)}::smallint[], ${ids}::bigint[]) as asked (bucket, id)
    join catalog.listing l using (bucket, id)`.execute(handle);
  return new Map(rows.map((row) => [row.id, listingOf(row)]));
}

/** The same, but only what this reader (or a guest) may see; one read, the policy included. */
export async function readListingsSeenBy(
  handle: Sql,
  readerId: Id | undefined,
  ids: readonly Id[],
): Promise<Map<Id, Listing>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<ListingWithShop>`
    select l.*, ${awayUntil} as away_until, ${keptFor(readerId)} as kept
    from unnest(${ids.map(bucketOf)}::smallint[], ${ids}::bigint[]) as asked (bucket, id)
    join catalog.listing l using (bucket, id)
    where ${isSeenBy(readerId)}`.execute(handle);
  return new Map(rows.map((row) => [row.id, listingOf(row)]));
}

/** Which of these listings a reader may see, and whether any of it is kept for a member. */
export async function readSeen(
  handle: Sql,
  readerId: Id,
  ids: readonly Id[],
): Promise<Map<Id, { isReserved: boolean }>> {
  const { rows } = await sql<{ id: Id; isReserved: boolean }>`
    select l.id, l.reserved > 0 as "isReserved" from unnest(${ids.map(bucketOf)}::smallint[], ${ids}::bigint[]) as asked (bucket, id)
    join catalog.listing l using (bucket, id)
    where ${isSeenBy(readerId)}`.execute(handle);
  return new Map(rows.map((row) => [row.id, row]));
}

/** How many pieces of the listing `l` are kept for this reader. */
const keptFor = (readerId: Id | undefined) => sql<number | null>`
  case when l.reserved > 0 then (select r.quantity from catalog.reservation r
    where r.bucket = l.bucket and r.listing_id = l.id and r.ended_at is null
      and r.member_id = ${readerId ?? null}::bigint) end`;

/** Whether the listing `l` is for this reader; `undefined` is a guest. */
const isSeenBy = (readerId: Id | undefined) =>
  sql<boolean>`circles.sees(${readerId ?? null}::bigint, l.seller_id, l.visibility, l.circle_id)`;

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
  | 'freight_most_fen'
  | 'stock'
  | 'reserved'
  | 'cover_url'
> & { away_until: Date | null };

/** Tags of every listing shown in some notes, in one indexed read; oldest first within a note. */
export async function readTagsOfNotes(
  handle: Sql,
  noteIds: readonly Id[],
): Promise<Map<Id, ListingTag[]>> {
  if (noteIds.length === 0) return new Map();
  const { rows } = await sql<TagRow>`
    select id, seller_id, note_id, title, price_fen, condition, delivery, freight_fen,
      freight_most_fen, stock, reserved, cover_url, ${awayUntil} as away_until
    from catalog.listing l
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
    freightMostFen: row.freight_most_fen === null ? null : BigInt(row.freight_most_fen),
    stock: row.stock,
    state: stateOf({
      stock: row.stock,
      reserved: row.reserved,
      awayUntil: row.away_until,
      withdrawnAt: null,
      takenDownAt: null,
    }),
    coverUrl: row.cover_url,
  };
}

/** Every listing on the shelf that is shown in a note to this reader, oldest first. */
export async function readListingsOfNote(
  handle: Sql,
  noteId: Id,
  readerId: Id | undefined,
): Promise<Listing[]> {
  const { rows } = await sql<ListingWithShop>`
    select l.*, ${awayUntil} as away_until from catalog.listing l
    where l.note_id = ${noteId} and l.withdrawn_at is null and l.taken_down_at is null
      and ${isSeenBy(readerId)}
    order by l.id`.execute(handle);
  return rows.map(listingOf);
}

export type SellerPage = {
  sellerId: Id;
  /** `on-sale`: can be bought now; `public`: sold out as well; `own`: everything. */
  show: 'on-sale' | 'public' | 'own';
  readerId: Id | undefined;
  after: ListingStart;
  limit: number;
};
export type ListingStart = { publishedAt: Date; id: Id } | undefined;

/** One page of a seller's listings as the reader may see them, newest first. */
export async function readSellerPage(handle: Sql, page: SellerPage): Promise<Listing[]> {
  let query = typed<CatalogTables>(handle)
    .selectFrom('catalog.listing as l')
    .selectAll()
    .select(awayUntil.as('away_until'))
    .where('bucket', '=', bucketOf(page.sellerId))
    .where('seller_id', '=', page.sellerId)
    .where(isSeenBy(page.readerId));
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

export type CirclePage = Pick<SellerPage, 'readerId' | 'after' | 'limit'> & { circleId: Id };

/** One page of what is on sale in a circle, newest first, without whoever is blocked. */
export async function readCirclePage(handle: Sql, page: CirclePage): Promise<Listing[]> {
  const { circleId, readerId, after, limit } = page;
  const { rows } = await sql<ListingWithShop>`
    select l.*, ${awayUntil} as away_until from catalog.listing l
    where l.circle_id = ${circleId} and l.visibility = 'circle' and l.withdrawn_at is null
      and l.taken_down_at is null and l.stock > 0 and ${isSeenBy(readerId)}
      and (${after === undefined} or (l.published_at, l.id)
        < (${after?.publishedAt ?? null}::timestamptz, ${after?.id ?? null}::bigint))
    order by l.published_at desc, l.id desc limit ${limit}`.execute(handle);
  return rows.map(listingOf);
}

type Price = { priceFen: bigint; since: Date };

/** The newest prices of a listing, oldest first. */
export async function readNewestPrices(
  handle: Sql,
  listingId: Id,
  limit: number,
): Promise<Price[]> {
  const rows = await pricesOf(handle, listingId).orderBy('version', 'desc').limit(limit).execute();
  return rows.reverse().map(priceOf);
}

/** Every price that stood at some time since then, oldest first. */
export async function readPricesSince(handle: Sql, listingId: Id, since: Date): Promise<Price[]> {
  const stood = pricesOf(handle, listingId)
    .where('since', '<=', since)
    .orderBy('version', 'desc')
    .limit(1);
  const begun = pricesOf(handle, listingId).where('since', '>', since).orderBy('version');
  const rows = [...(await stood.execute()), ...(await begun.execute())];
  return rows.map(priceOf);
}

/** How often the price of a listing was changed since then; the price it began with is no change. */
export async function countPriceChanges(tx: Tx, listingId: Id, since: Date): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from catalog.price
    where bucket = ${bucketOf(listingId)} and listing_id = ${listingId}
      and version > 1 and since > ${since}`.execute(tx);
  return rows[0]!.count;
}

const pricesOf = (handle: Sql, listingId: Id) =>
  typed<CatalogTables>(handle)
    .selectFrom('catalog.price')
    .select(['price_fen', 'since'])
    .where('bucket', '=', bucketOf(listingId))
    .where('listing_id', '=', listingId);

const priceOf = (row: { price_fen: string; since: Date }): Price => ({
  priceFen: BigInt(row.price_fen),
  since: row.since,
});

/** The ids of a page of all listings, in the order of their keys. */
export async function listingIdsAfter(
  handle: Sql,
  { after, limit }: { after: Id | undefined; limit: number },
): Promise<Id[]> {
  const { rows } = await sql<{ id: Id }>`
    select id from catalog.listing
    where (bucket, id) > (${after ? bucketOf(after) : -1}::smallint, ${after ?? '0'}::bigint)
    order by bucket, id limit ${limit}`.execute(handle);
  return rows.map((row) => row.id);
}

/** Since when a note sells something that is for sale still; null when it sells nothing, or its shop is away. */
export async function readSellingSince(handle: Sql, noteId: Id): Promise<Date | null> {
  const { rows } = await sql<{ since: Date | null }>`
    select min(l.published_at) as since from catalog.listing l
    where l.note_id = ${noteId} and l.withdrawn_at is null and l.taken_down_at is null
      and ${awayUntil} is null`.execute(handle);
  return rows[0]!.since;
}

/** Everything a seller has on the shelf, sold out or not. */
export async function readOnShelf(
  handle: Sql,
  sellerId: Id,
): Promise<{ id: Id; sellerId: Id; noteId: Id | null }[]> {
  const { rows } = await sql<{ id: Id; sellerId: Id; noteId: Id | null }>`
    select id, seller_id as "sellerId", note_id as "noteId" from catalog.listing
    where bucket = ${bucketOf(sellerId)} and seller_id = ${sellerId} and stock > 0
      and withdrawn_at is null and taken_down_at is null
    order by id`.execute(handle);
  return rows;
}

/** Which of these members see a listing. */
export async function whoSees(handle: Sql, listingId: Id, memberIds: readonly Id[]): Promise<Id[]> {
  const { rows } = await sql<{ id: Id }>`
    select asked.id from catalog.listing l, unnest(${[...memberIds]}::bigint[]) as asked (id)
    where l.bucket = ${bucketOf(listingId)} and l.id = ${listingId}
      and circles.sees(asked.id, l.seller_id, l.visibility, l.circle_id)
    order by asked.id`.execute(handle);
  return rows.map((row) => row.id);
}
