import { newId, sql, typed, type Tx } from '#platform/db/database.ts';
import { bucketOf, type Id } from '#platform/ids.ts';
import { audienceOf, type Audience } from '#circles';
import type { Listing } from '../domain/listing.ts';
import { shipWithinChoices, shipWithinOf, type Condition, type Delivery } from '../domain/rules.ts';
import { stateOf } from '../domain/state.ts';
import type { Terms } from '../domain/terms.ts';
import type { CatalogTables, ListingRow, ListingWithShop } from './tables.ts';

/** A listing's pictures, and the address of the first in a card's size. */
export type Pictures = { pictureIds: Id[]; coverUrl: string | null };

export type NewListing = {
  sellerId: Id;
  noteId: Id | null;
  audience: Audience;
  terms: Terms;
  quantity: number;
  pictures: Pictures;
  now: Date;
};

/** Writes a new listing with its first price; answers its id. */
export async function insertListing(tx: Tx, listing: NewListing): Promise<Id> {
  const bucket = bucketOf(listing.sellerId);
  const id = await newId(tx, bucket);
  await typed<CatalogTables>(tx)
    .insertInto('catalog.listing')
    .values({
      bucket,
      id,
      seller_id: listing.sellerId,
      note_id: listing.noteId,
      ...columnsOf(listing.terms),
      ...audienceColumns(listing.audience),
      picture_ids: listing.pictures.pictureIds,
      cover_url: listing.pictures.coverUrl,
      stock: listing.quantity,
      sold: 0,
      stock_added: listing.quantity,
      version: 1,
      published_at: listing.now,
    } as ListingRow)
    .execute();
  await insertPrice(tx, { id, version: 1, priceFen: listing.terms.priceFen, since: listing.now });
  return id;
}

const audienceColumns = (audience: Audience) => ({
  visibility: audience.kind,
  circle_id: audience.kind === 'circle' ? audience.circleId : null,
});

function columnsOf(terms: Terms) {
  return {
    title: terms.title,
    description: terms.description,
    price_fen: terms.priceFen.toString(),
    condition: terms.condition,
    flaw: terms.flaw,
    delivery: terms.delivery,
    freight_fen: terms.freightFen.toString(),
    freight_template_id: terms.freightTemplateId,
    freight_most_fen: terms.freightMostFen?.toString() ?? null,
    ship_within_ms: shipWithinChoices[terms.shipWithin].toString(),
  };
}

async function insertPrice(
  tx: Tx,
  price: { id: Id; version: number; priceFen: bigint; since: Date },
): Promise<void> {
  await typed<CatalogTables>(tx)
    .insertInto('catalog.price')
    .values({
      bucket: bucketOf(price.id),
      listing_id: price.id,
      version: price.version,
      price_fen: price.priceFen.toString(),
      since: price.since,
    })
    .execute();
}

/** A seller's own listing, locked until the transaction ends; undefined if it is not theirs. */
export async function lockOwnListing(
  tx: Tx,
  sellerId: Id,
  listingId: Id,
): Promise<Listing | undefined> {
  const row = await typed<CatalogTables>(tx)
    .selectFrom('catalog.listing as l')
    .selectAll()
    .select(sql<Date | null>`catalog.away_until(l.bucket, l.seller_id)`.as('away_until'))
    .where('bucket', '=', bucketOf(listingId))
    .where('id', '=', listingId)
    .where('seller_id', '=', sellerId)
    .forUpdate('l')
    .executeTakeFirst();
  return row && listingOf(row);
}

export type Edit = {
  terms: Terms;
  audience: Audience;
  pictures: Pictures;
  stock: number;
  now: Date;
};

/**
 * Writes an edit of a locked listing as its next version. Stock that is added or taken away by
 * the seller counts in `stock_added` as well, so that stock + sold stays what was added.
 */
export async function writeEdit(tx: Tx, before: Listing, edit: Edit): Promise<number> {
  const version = before.version + 1;
  const added = edit.stock - before.stock;
  await typed<CatalogTables>(tx)
    .updateTable('catalog.listing')
    .set({
      ...columnsOf(edit.terms),
      ...audienceColumns(edit.audience),
      picture_ids: edit.pictures.pictureIds,
      cover_url: edit.pictures.coverUrl,
      stock: edit.stock,
      stock_added: sql<number>`stock_added + ${added}`,
      version,
      edited_at: edit.now,
      ...(edit.terms.title === before.title ? {} : { retitled_at: edit.now }),
    })
    .where('bucket', '=', bucketOf(before.id))
    .where('id', '=', before.id)
    .execute();
  if (edit.terms.priceFen !== before.priceFen) {
    const { priceFen } = edit.terms;
    await insertPrice(tx, { id: before.id, version, priceFen, since: edit.now });
  }
  return version;
}

/** Puts a locked listing on sale again, as if it were new; its prices and its note stay. */
export async function writeRelisting(
  tx: Tx,
  before: Listing,
  { quantity, now }: { quantity: number; now: Date },
): Promise<number> {
  const version = before.version + 1;
  await sql`
    update catalog.listing
    set stock = ${quantity}, stock_added = stock_added + ${quantity - before.stock},
      withdrawn_at = null, published_at = ${now}, version = ${version}
    where bucket = ${bucketOf(before.id)} and id = ${before.id}`.execute(tx);
  return version;
}

/** Marks a locked listing as withdrawn by its seller. */
export async function writeWithdrawal(tx: Tx, listingId: Id, now: Date): Promise<void> {
  await sql`
    update catalog.listing set withdrawn_at = ${now}, version = version + 1
    where bucket = ${bucketOf(listingId)} and id = ${listingId}`.execute(tx);
}

/**
 * Takes a listing down with a reason; once down, it stays as it was taken down first. Answers
 * whose it is and the note it was shown in; undefined where nothing changed.
 */
export async function writeTakeDown(
  tx: Tx,
  listingId: Id,
  takenDown: { reason: string; now: Date },
): Promise<{ id: Id; sellerId: Id; noteId: Id | null } | undefined> {
  const { rows } = await sql<Pick<ListingRow, 'id' | 'seller_id' | 'note_id'>>`
    update catalog.listing
    set taken_down_at = ${takenDown.now}, take_down_reason = ${takenDown.reason},
      version = version + 1
    where bucket = ${bucketOf(listingId)} and id = ${listingId} and taken_down_at is null
    returning id, seller_id, note_id`.execute(tx);
  const [row] = rows;
  return row && { id: row.id, sellerId: row.seller_id, noteId: row.note_id };
}

/** A row as the rules see it. */
export function listingOf(row: ListingWithShop): Listing {
  const facts = {
    stock: row.stock,
    reserved: row.reserved,
    kept: row.kept ?? 0,
    awayUntil: row.away_until,
    withdrawnAt: row.withdrawn_at,
    takenDownAt: row.taken_down_at,
  };
  return {
    id: row.id,
    sellerId: row.seller_id,
    noteId: row.note_id,
    audience: audienceOf(row.visibility, row.circle_id),
    title: row.title,
    description: row.description,
    priceFen: BigInt(row.price_fen),
    condition: row.condition as Condition,
    flaw: row.flaw,
    delivery: row.delivery as Delivery,
    freightFen: BigInt(row.freight_fen),
    freightTemplateId: row.freight_template_id,
    freightMostFen: row.freight_most_fen === null ? null : BigInt(row.freight_most_fen),
    shipWithin: shipWithinOf(Number(row.ship_within_ms)),
    pictureIds: row.picture_ids,
    coverUrl: row.cover_url,
    version: row.version,
    publishedAt: row.published_at,
    editedAt: row.edited_at,
    retitledAt: row.retitled_at,
    takeDownReason: row.take_down_reason,
    ...facts,
    state: stateOf(facts),
  };
}

/** Gives every listing of a note the audience that the note has now; answers which they are. */
export async function writeAudienceOfNote(tx: Tx, noteId: Id, audience: Audience): Promise<Id[]> {
  const { visibility, circle_id: circleId } = audienceColumns(audience);
  const { rows } = await sql<{ id: Id }>`
    update catalog.listing set visibility = ${visibility}, circle_id = ${circleId}
    where note_id = ${noteId}
      and (visibility, circle_id) is distinct from (${visibility}, ${circleId}::bigint)
    returning id`.execute(tx);
  return rows.map((row) => row.id);
}
