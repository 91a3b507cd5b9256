import { readPlannedAnew, sql, type Database, type RawBuilder } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import { leadsOf, type ShareOf } from '../domain/leads.ts';
import type { Filters, Kind } from '../types.ts';
import { tableOf } from './docs.ts';
import { sharesIn, type Grams } from './shares.ts';

/** What a reader's ties and circles let through. The rule itself is asked again of what is shown. */
export type Sieve = {
  readerId: Id | undefined;
  /** Owners of whom nothing is shown: blocked in either direction, or muted. */
  hiddenIds: Id[];
  followeeIds: Id[];
  circleIds: Id[];
};

/** One reading of a projection. */
export type Reading = {
  kind: Kind;
  /** In the titles alone, or in everything. */
  within: 'title' | 'all';
  /** Any of these tsqueries matches. */
  anyOf: readonly string[];
  sieve: Sieve;
  filters: Filters;
  /** Nothing published later: pages that follow see what the first saw. */
  until: Date;
  limit: number;
};

export type FoundRow = { id: Id; owner_id: Id; words: string; published_at: Date };
/** A row in an order that SQL makes, with what it was ordered by. */
export type SortedRow = FoundRow & { price_fen?: string };

/** The newest that match. */
export async function newestMatching(database: Database, reading: Reading): Promise<FoundRow[]> {
  const matching = await matchingIn(database, reading);
  return readPlannedAnew<FoundRow>(
    database,
    sql`select d.id, d.owner_id, d.words, d.published_at from ${tableOf(reading.kind)} d
      where ${matching}
      order by d.published_at desc, d.id desc limit ${reading.limit}`,
  );
}

/** Where a page of an order begins: after this value of it, and this id. */
export type After = { value: string | Date; id: Id };
export type Order = 'newest' | 'price-up' | 'price-down';

/** One page of what matches, in an order. */
export async function sortedMatching(
  database: Database,
  reading: Reading,
  { order, after }: { order: Order; after: After | undefined },
): Promise<SortedRow[]> {
  const { by, direction, beyond } = orders[order];
  const start = after
    ? sql`and (${by}, d.id) ${beyond} (${after.value}, ${after.id}::bigint)`
    : sql``;
  const price = reading.kind === 'listing' ? sql`, d.price_fen` : sql``;
  const matching = await matchingIn(database, reading);
  return readPlannedAnew<SortedRow>(
    database,
    sql`select d.id, d.owner_id, d.words, d.published_at ${price}
      from ${tableOf(reading.kind)} d where ${matching} ${start}
      order by ${by} ${direction}, d.id ${direction} limit ${reading.limit}`,
  );
}

const orders: Record<Order, Record<'by' | 'direction' | 'beyond', RawBuilder<unknown>>> = {
  newest: { by: sql`d.published_at`, direction: sql`desc`, beyond: sql`<` },
  'price-up': { by: sql`d.price_fen`, direction: sql`asc`, beyond: sql`>` },
  'price-down': { by: sql`d.price_fen`, direction: sql`desc`, beyond: sql`<` },
};

/** How many match, or almost match in their titles, at most so many. */
export async function countMatching(
  database: Database,
  reading: Reading,
  orNear: readonly string[] = [],
): Promise<number> {
  const matching = await matchingIn(database, reading, orNear);
  const [row] = await readPlannedAnew<{ count: number }>(
    database,
    sql`select count(*)::int as count from (
      select 1 from ${tableOf(reading.kind)} d where ${matching} limit ${reading.limit}) found`,
  );
  return row!.count;
}

/** What a row must fulfil. */
async function matchingIn(
  database: Database,
  reading: Reading,
  orNear: readonly string[] = [],
): Promise<RawBuilder<unknown>> {
  const { kind, within, anyOf } = reading;
  const grams = within === 'title' ? 'title_grams' : 'all_grams';
  const exact = holding(grams, anyOf, await sharesIn(database, kind, grams));
  const match =
    orNear.length === 0
      ? exact
      : sql`(${exact} or ${holding('title_grams', orNear, await sharesIn(database, kind, 'title_grams'))})`;
  const narrowed = [...verified(reading), ...listed(reading)];
  const parts = [match, sql`d.published_at <= ${reading.until}`, ...seen(reading.sieve)];
  return sql.join([...parts, ...narrowed], sql` and `);
}

/**
 * Any of the queries matches. The operator is asked of their leads, by which an index is gone
 * through and the server judges how many there will be; the function, which no index answers, asks
 * the rest of those. It says “not the contrary”, since the server takes two thirds to be so: more
 * than half is the truth, and a third is what it takes of a plain “matches”.
 */
function holding(grams: Grams, anyOf: readonly string[], shareOf: ShareOf): RawBuilder<unknown> {
  const column = sql.ref(`d.${grams}`);
  const leads = leadsOf(anyOf, shareOf);
  const lead =
    leads.length === 1
      ? sql`${column} @@ ${leads[0]}::tsquery`
      : sql`${column} @@ any(${leads}::tsquery[])`;
  const isAll = leads.length === anyOf.length && anyOf.every((query) => leads.includes(query));
  if (isAll) return lead;
  const whole = anyOf.map((query) => `(${query})`).join(' | ');
  return sql`(${lead} and not ts_match_vq(${column}, !! ${whole}::tsquery))`;
}

/** Whom a thing is shown to; of hidden owners nothing, whoever asks. */
function seen({ readerId, hiddenIds, followeeIds, circleIds }: Sieve): RawBuilder<unknown>[] {
  const seenBy =
    readerId === undefined
      ? sql`d.audience = 'public'`
      : sql`(d.audience = 'public' or d.owner_id = ${readerId}
          or (d.audience = 'followers' and d.owner_id = any(${followeeIds}::bigint[]))
          or (d.audience = 'circle' and d.circle_id = any(${circleIds}::bigint[])))`;
  if (hiddenIds.length === 0) return [seenBy];
  return [seenBy, sql`d.owner_id <> all(${hiddenIds}::bigint[])`];
}

function verified({ kind, filters }: Reading): RawBuilder<unknown>[] {
  return filters.verified && kind !== 'note' ? [sql`d.verified_at is not null`] : [];
}

/** What only listings have, and are narrowed down by. */
function listed({ kind, filters }: Reading): RawBuilder<unknown>[] {
  if (kind !== 'listing') return [];
  const { priceFenMin, priceFenMax, conditions, deliveries, city, includeSold } = filters;
  return [
    ...(includeSold ? [] : [sql`d.sold_out_at is null`]),
    ...(priceFenMin === undefined ? [] : [sql`d.price_fen >= ${priceFenMin}`]),
    ...(priceFenMax === undefined ? [] : [sql`d.price_fen <= ${priceFenMax}`]),
    ...(conditions?.length ? [sql`d.condition = any(${conditions}::text[])`] : []),
    ...(deliveries?.length ? [sql`d.delivery = any(${deliveries}::text[])`] : []),
    ...(city ? [sql`starts_with(d.city, ${city})`] : []),
  ];
}
