import type { Actor } from '#platform/actor.ts';
import type { Id } from '#platform/ids.ts';
import { readQuery } from '../domain/query.ts';
import { countedMax } from '../domain/rules.ts';
import { placeKey } from '../domain/places.ts';
import { countMatchingTopics, findTopics } from '../store/topics.ts';
import { decodeCursor, encodeCursor } from '#platform/http/schemas.ts';
import type {
  Counts,
  Filters,
  FoundListings,
  FoundMembers,
  FoundNotes,
  FoundTopic,
  Found,
  ListingSearch,
  MemberSearch,
  NoteSearch,
  Room,
  SearchInput,
} from '../types.ts';
import { count, find, type IdPage } from './find.ts';
import { sieveOf } from './sieve.ts';

/** Notes that match, for this reader. */
export async function searchNotes(
  room: Room,
  actor: Actor | undefined,
  input: NoteSearch,
): Promise<FoundNotes> {
  const { q, cursor, limit, sort = 'relevance' } = input;
  const sieve = await sieveOf(room, actor?.memberId);
  const page = await find(room, { kind: 'note', q, sort, sieve, filters: {}, cursor, limit });
  return shown(page, await room.rooms.community.getCards(page.ids, actor?.memberId));
}

/** Listings that match, for this reader; sold out ones only when asked for. */
export async function searchListings(
  room: Room,
  actor: Actor | undefined,
  input: ListingSearch,
): Promise<FoundListings> {
  const { q, cursor, limit, sort = 'relevance' } = input;
  const filters = filtersOf(input);
  const sieve = await sieveOf(room, actor?.memberId);
  const page = await find(room, { kind: 'listing', q, sort, sieve, filters, cursor, limit });
  const cards = await room.rooms.catalog.getListingsFor(actor?.memberId, page.ids);
  // The projection is a moment behind: what has been sold or taken away since is not shown.
  for (const [id, { state }] of cards) {
    const isLater = state === 'sold-out' || state === 'away' || state === 'reserved';
    if (state !== 'live' && !(isLater && input.includeSold)) cards.delete(id);
  }
  return shown(page, cards);
}

/** The filters of an input, places as they are compared. */
export function filtersOf(input: Filters): Filters {
  const { priceFenMin, priceFenMax, conditions, deliveries, verified, includeSold } = input;
  const city = placeKey(input.city ?? '') || undefined;
  return { priceFenMin, priceFenMax, conditions, deliveries, city, verified, includeSold };
}

/** Members whose name or words match. */
export async function searchMembers(
  room: Room,
  actor: Actor | undefined,
  input: MemberSearch,
): Promise<FoundMembers> {
  const sieve = await sieveOf(room, actor?.memberId);
  const page = await find(room, {
    kind: 'member',
    sort: 'relevance',
    sieve,
    filters: { verified: input.verified },
    q: input.q,
    cursor: input.cursor,
    limit: input.limit,
  });
  return shown(page, await room.rooms.identity.getProfiles(room.platform.database.sql, page.ids));
}

/** The page's things in its order; what is gone since is left out. */
function shown<Item>(page: IdPage, items: Map<Id, Item>): Found<Item> {
  const { nextCursor, isNear } = page;
  return { items: page.ids.flatMap((id) => items.get(id) ?? []), nextCursor, isNear };
}

/** Topics that match, those of the most public notes first. */
export async function searchTopics(room: Room, input: SearchInput): Promise<Found<FoundTopic>> {
  const query = readQuery(input.q);
  if (!query) return { items: [], nextCursor: null, isNear: false };
  const [notes, topic] = decodeCursor(input.cursor) ?? [];
  const isPlace = topic !== undefined && /^\d{1,9}$/.test(notes ?? '');
  const found = await findTopics(room.platform.database.sql, {
    anyOf: [query.exact],
    after: isPlace ? { notes: Number(notes), topic } : undefined,
    limit: input.limit + 1,
  });
  const items = found.slice(0, input.limit);
  const last = found.length > items.length ? items.at(-1) : undefined;
  const nextCursor = last ? encodeCursor([last.notes, last.topic]) : null;
  return { items, nextCursor, isNear: false };
}

/** How many of each kind match for this reader, at most `countedMax` each. */
export async function countFound(
  room: Room,
  actor: Actor | undefined,
  input: { q: string } & Filters,
): Promise<Counts> {
  const query = readQuery(input.q);
  if (!query) return { notes: 0, listings: 0, members: 0, topics: 0 };
  const sieve = await sieveOf(room, actor?.memberId);
  const max = countedMax;
  const of = (kind: 'note' | 'listing' | 'member', filters: Filters = {}) =>
    count(room, { kind, sieve, filters, query, max });
  const [notes, listings, members, topics] = await Promise.all([
    of('note'),
    of('listing', filtersOf(input)),
    of('member', { verified: input.verified }),
    countMatchingTopics(room.platform.database.sql, [query.exact], max),
  ]);
  return { notes, listings, members, topics };
}
