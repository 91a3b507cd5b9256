import { newId, sql, type Sql, type Tx } from '#platform/db/database.ts';
import { bucketOf, type Id } from '#platform/ids.ts';

export type SavedRow = {
  id: Id;
  member_id: Id;
  q: string;
  price_fen_min: string | null;
  price_fen_max: string | null;
  conditions: string[];
  deliveries: string[];
  city: string;
  verified_only: boolean;
  saved_at: Date;
  told_at: Date | null;
};

export type NewSaved = {
  memberId: Id;
  q: string;
  key: string;
  exact: string;
  needle: string;
  priceFenMin: string | null;
  priceFenMax: string | null;
  conditions: readonly string[];
  deliveries: readonly string[];
  city: string;
  verifiedOnly: boolean;
  now: Date;
};

const columns = sql`id, member_id, q, price_fen_min, price_fen_max, conditions, deliveries, city,
  verified_only, saved_at, told_at`;

/** The same search of this member, saved before. */
export async function findSavedByKey(tx: Tx, memberId: Id, key: string): Promise<Id | undefined> {
  const { rows } = await sql<{ id: Id }>`
    select id from search.saved
    where bucket = ${bucketOf(memberId)} and member_id = ${memberId} and key = ${key}`.execute(tx);
  return rows[0]?.id;
}

/** Writes a saved search and answers its id. */
export async function insertSaved(tx: Tx, saved: NewSaved): Promise<Id> {
  const bucket = bucketOf(saved.memberId);
  const id = await newId(tx, bucket);
  await sql`
    insert into search.saved (bucket, id, member_id, q, key, exact, needle, price_fen_min,
      price_fen_max, conditions, deliveries, city, verified_only, saved_at)
    values (${bucket}, ${id}, ${saved.memberId}, ${saved.q}, ${saved.key},
      ${saved.exact}::tsquery, ${saved.needle}, ${saved.priceFenMin}, ${saved.priceFenMax},
      ${saved.conditions}::text[], ${saved.deliveries}::text[], ${saved.city},
      ${saved.verifiedOnly}, ${saved.now})`.execute(tx);
  return id;
}

/** A member's saved searches, the latest first. */
export async function readSaved(handle: Sql, memberId: Id): Promise<SavedRow[]> {
  const { rows } = await sql<SavedRow>`
    select ${columns} from search.saved
    where bucket = ${bucketOf(memberId)} and member_id = ${memberId}
    order by saved_at desc, id desc`.execute(handle);
  return rows;
}

/** Deletes a member's own saved search with what it found; answers whether there was one. */
export async function deleteSaved(tx: Tx, memberId: Id, savedId: Id): Promise<boolean> {
  const bucket = bucketOf(savedId);
  const gone = await sql`
    delete from search.saved
    where bucket = ${bucket} and id = ${savedId} and member_id = ${memberId}`.execute(tx);
  if (gone.numAffectedRows !== 1n) return false;
  await sql`delete from search.hit where bucket = ${bucket} and saved_id = ${savedId}`.execute(tx);
  return true;
}

/**
 * Notes that this listing is new to the saved searches it matches, once each; answers which. Only
 * what everybody may see, can be bought, is another's and is newer than the search.
 */
export async function noteHits(
  tx: Tx,
  listingId: Id,
  { now, max }: { now: Date; max: number },
): Promise<{ saved_id: Id; told_at: Date | null }[]> {
  const { rows } = await sql<{ saved_id: Id; told_at: Date | null }>`
    with found as (
      select s.bucket, s.id, s.told_at
      from search.listing l
      join search.saved s on s.needle = any(array(
          select distinct left(gram, 3) from unnest(tsvector_to_array(l.all_grams)) as gram))
        and l.all_grams @@ s.exact
      where l.bucket = ${bucketOf(listingId)} and l.id = ${listingId}
        and l.audience = 'public' and l.sold_out_at is null
        and s.member_id <> l.owner_id and l.published_at >= s.saved_at
        and (s.price_fen_min is null or l.price_fen >= s.price_fen_min)
        and (s.price_fen_max is null or l.price_fen <= s.price_fen_max)
        and (s.conditions = '{}' or l.condition = any(s.conditions))
        and (s.deliveries = '{}' or l.delivery = any(s.deliveries))
        and starts_with(l.city, s.city)
        and (not s.verified_only or l.verified_at is not null)
      order by s.bucket, s.id limit ${max}),
    noted as (
      insert into search.hit (bucket, saved_id, listing_id, found_at)
      select bucket, id, ${listingId}, ${now} from found
      on conflict do nothing returning bucket, saved_id)
    select n.saved_id, f.told_at from noted n
    join found f on f.bucket = n.bucket and f.id = n.saved_id`.execute(tx);
  return rows;
}

/** A saved search, locked until the transaction ends. */
export async function lockSaved(tx: Tx, savedId: Id): Promise<SavedRow | undefined> {
  const { rows } = await sql<SavedRow>`
    select ${columns} from search.saved
    where bucket = ${bucketOf(savedId)} and id = ${savedId} for update`.execute(tx);
  return rows[0];
}

/** Takes up to so many hits that nobody was told of, the newest first, and notes them as told. */
export async function takeHits(
  tx: Tx,
  savedId: Id,
  { now, max }: { now: Date; max: number },
): Promise<Id[]> {
  const { rows } = await sql<{ listing_id: Id }>`
    update search.hit h set told_at = ${now}
    from (select bucket, saved_id, listing_id from search.hit
          where bucket = ${bucketOf(savedId)} and saved_id = ${savedId} and told_at is null
          order by found_at desc, listing_id desc limit ${max} for update) untold
    where h.bucket = untold.bucket and h.saved_id = untold.saved_id
      and h.listing_id = untold.listing_id
    returning h.listing_id`.execute(tx);
  return rows.map((row) => row.listing_id).toSorted((a, b) => (BigInt(a) > BigInt(b) ? -1 : 1));
}

/** Notes when a saved search has told of something. */
export async function markTold(tx: Tx, savedId: Id, now: Date): Promise<void> {
  await sql`
    update search.saved set told_at = ${now}
    where bucket = ${bucketOf(savedId)} and id = ${savedId}`.execute(tx);
}
