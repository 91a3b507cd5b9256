import { newId, sql, type Sql, type Tx } from '#platform/db/database.ts';
import { bucketOf, type Id } from '#platform/ids.ts';
import type { Listing } from '../domain/listing.ts';
import type { ReservationRow } from './tables.ts';

/** Pieces that are kept for a member. */
export type Reservation = {
  id: Id;
  listingId: Id;
  sellerId: Id;
  memberId: Id;
  quantity: number;
  until: Date;
};

/** Locks a listing until the transaction ends, whosever it is. */
export async function lockListing(tx: Tx, listingId: Id): Promise<void> {
  await sql`
    select 1 from catalog.listing where bucket = ${bucketOf(listingId)} and id = ${listingId}
    for update`.execute(tx);
}

/** Writes a reservation of a locked listing and takes its pieces out of what others can buy. */
export async function insertReservation(
  tx: Tx,
  listing: Listing,
  given: { memberId: Id; quantity: number; now: Date; until: Date },
): Promise<Id> {
  const bucket = bucketOf(listing.id);
  const id = await newId(tx, bucket);
  await sql`
    insert into catalog.reservation (bucket, id, listing_id, seller_id, member_id, quantity,
      made_at, until)
    values (${bucket}, ${id}, ${listing.id}, ${listing.sellerId}, ${given.memberId},
      ${given.quantity}, ${given.now}, ${given.until})`.execute(tx);
  await sql`
    update catalog.listing set reserved = reserved + ${given.quantity}
    where bucket = ${bucket} and id = ${listing.id}`.execute(tx);
  return id;
}

/** A reservation, ended or not; undefined if there is none. */
export async function readReservation(handle: Sql, id: Id): Promise<Reservation | undefined> {
  const { rows } = await sql<ReservationRow>`
    select * from catalog.reservation
    where bucket = ${bucketOf(id)} and id = ${id}`.execute(handle);
  return rows[0] && reservationOf(rows[0]);
}

/** What is kept of a listing for a member. */
export async function findOpen(
  handle: Sql,
  listingId: Id,
  memberId: Id,
): Promise<Reservation | undefined> {
  const { rows } = await sql<ReservationRow>`
    select * from catalog.reservation
    where bucket = ${bucketOf(listingId)} and listing_id = ${listingId}
      and member_id = ${memberId} and ended_at is null`.execute(handle);
  return rows[0] && reservationOf(rows[0]);
}

/** Everything that is kept of a listing, the first to end first. */
export async function listOpen(handle: Sql, listingId: Id): Promise<Reservation[]> {
  const { rows } = await sql<ReservationRow>`
    select * from catalog.reservation
    where bucket = ${bucketOf(listingId)} and listing_id = ${listingId} and ended_at is null
    order by until, id`.execute(handle);
  return rows.map(reservationOf);
}

/** Ends a reservation of a locked listing and gives its pieces back; undefined when it had ended. */
export async function endReservation(
  tx: Tx,
  { id, listingId, quantity }: Reservation,
  { reason, now }: { reason: string; now: Date },
): Promise<{ id: Id; sellerId: Id; noteId: Id | null } | undefined> {
  const bucket = bucketOf(id);
  const ended = await sql`
    update catalog.reservation set ended_at = ${now}, end_reason = ${reason}
    where bucket = ${bucket} and id = ${id} and ended_at is null`.execute(tx);
  if (ended.numAffectedRows === 0n) return undefined;
  const { rows } = await sql<{ id: Id; sellerId: Id; noteId: Id | null }>`
    update catalog.listing set reserved = reserved - ${quantity}
    where bucket = ${bucket} and id = ${listingId}
    returning id, seller_id as "sellerId", note_id as "noteId"`.execute(tx);
  return rows[0];
}

function reservationOf(row: ReservationRow): Reservation {
  return {
    id: row.id,
    listingId: row.listing_id,
    sellerId: row.seller_id,
    memberId: row.member_id,
    quantity: row.quantity,
    until: row.until,
  };
}
