import type { Id } from '#platform/ids.ts';
import { readQuery, type Query } from '../domain/query.ts';
import { exactEnough, weighedMax } from '../domain/rules.ts';
import { byRank, rank, type Candidate, type Ranked, type Step } from '../domain/score.ts';
import {
  countMatching,
  newestMatching,
  sortedMatching,
  type FoundRow,
  type Reading,
  type Sieve,
  type SortedRow,
} from '../store/finding.ts';
import type { Filters, Kind, Room, Sort } from '../types.ts';
import { afterOf, placeOf, readCursor, writeCursor, type Onward } from './cursors.ts';

/** One search in one projection, for one reader. */
export type Ask = {
  kind: Kind;
  q: string;
  sort: Sort;
  sieve: Sieve;
  filters: Filters;
  cursor: string | undefined;
  limit: number;
};

/** A page of ids in their order. */
export type IdPage = { ids: Id[]; nextCursor: string | null; isNear: boolean };

/**
 * Finds a page of ids. What holds all that was typed comes first; where that is little, what holds
 * all but one sign follows, and where that is nothing, all but one word.
 * @throws platform/invalid-input for a cursor that is none of ours
 */
export async function find(room: Room, ask: Ask): Promise<IdPage> {
  const onward = readCursor(ask.sort, ask.cursor);
  const query = readQuery(ask.q);
  if (!query) return { ids: [], nextCursor: null, isNear: false };
  const until = onward?.until ?? room.platform.clock.now();
  const base = { kind: ask.kind, sieve: ask.sieve, filters: ask.filters, until };
  return ask.sort === 'relevance'
    ? findBest(room, ask, { query, base, onward })
    : findSorted(room, ask, { query, base, onward, sort: ask.sort });
}

type Base = Omit<Reading, 'within' | 'anyOf' | 'limit'>;
type Search = { query: Query; base: Base; onward: Onward | undefined };

async function findBest(room: Room, ask: Ask, { query, base, onward }: Search): Promise<IdPage> {
  const candidates = await candidatesOf(room, query, base);
  const ranked = rank(query, candidates, base.until);
  const from = onward ? ranked.filter((one) => byRank(placeOf(onward), one) < 0) : ranked;
  const shown = from.slice(0, ask.limit);
  const isNear = onward?.isNear ?? isOnlyNear(ranked);
  return { ids: shown.map(({ id }) => id), isNear, nextCursor: next() };

  function next(): string | null {
    const last = shown.at(-1);
    if (!last || from.length <= shown.length) return null;
    const { id, score } = last;
    return writeCursor('relevance', { until: base.until, isNear, id, value: String(score) });
  }
}

const isOnlyNear = (ranked: Ranked[]): boolean =>
  ranked.length > 0 && ranked.every(({ step }) => step === 'near' || step === 'loose');

/** What is weighed: the newest that hold it in the title, then anywhere, then almost. */
async function candidatesOf(room: Room, query: Query, base: Base): Promise<Candidate[]> {
  const found = new Map<Id, Candidate>();
  const look = (within: Reading['within'], anyOf: readonly string[]) =>
    newestMatching(room.platform.database, { ...base, within, anyOf, limit: weighedMax });
  const take = (step: Step, rows: FoundRow[]) => {
    for (const { id, owner_id: ownerId, words, published_at: publishedAt } of rows) {
      if (!found.has(id)) found.set(id, { id, ownerId, words, publishedAt, step });
    }
  };
  take('title', await look('title', [query.exact]));
  if (found.size >= weighedMax) return [...found.values()];
  // What is in the text seldom makes it enough: both are looked for at once.
  const mayWantNear = wantsNear(query, found.size);
  const [text, near] = await Promise.all([
    look('all', [query.exact]),
    mayWantNear ? look('title', query.near) : [],
  ]);
  take('text', text);
  if (wantsNear(query, found.size)) take('near', near);
  if (found.size === 0 && query.loose.length > 0) take('loose', await look('all', query.loose));
  return [...found.values()];
}

/**
 * Whether what comes close is looked for as well. Half of two signs is much to be wrong about: for
 * them only where there is nothing else.
 */
const wantsNear = (query: Query, exact: number): boolean =>
  query.near.length > 0 && exact < ([...query.flat].length > 2 ? exactEnough : 1);

type Sorted = Search & { sort: Exclude<Sort, 'relevance'> };

async function findSorted(room: Room, ask: Ask, search: Sorted): Promise<IdPage> {
  const { query, base, onward, sort } = search;
  const read = (isNear: boolean) =>
    sortedMatching(
      room.platform.database,
      { ...base, ...matchOf(query, isNear), limit: ask.limit + 1 },
      { order: sort, after: onward && afterOf(sort, onward) },
    );
  const exact = onward?.isNear ? [] : await read(false);
  const isNear = onward?.isNear ?? (exact.length === 0 && query.near.length > 0);
  const rows = isNear ? await read(true) : exact;
  const shown = rows.slice(0, ask.limit);
  const last = shown.at(-1);
  const isMore = rows.length > shown.length && last !== undefined;
  const onwardTo = last && { until: base.until, isNear, id: last.id, value: valueOf(sort, last) };
  return {
    ids: shown.map(({ id }) => id),
    nextCursor: isMore ? writeCursor(sort, onwardTo!) : null,
    isNear: isNear && shown.length > 0,
  };
}

const matchOf = (query: Query, isNear: boolean): Pick<Reading, 'within' | 'anyOf'> =>
  isNear ? { within: 'title', anyOf: query.near } : { within: 'all', anyOf: [query.exact] };

function valueOf(sort: Sorted['sort'], row: SortedRow): string {
  return sort === 'newest' ? String(row.published_at.getTime()) : row.price_fen!;
}

/** How many of a kind the order of relevance shows, at most so many. */
export async function count(
  room: Room,
  ask: Pick<Ask, 'kind' | 'sieve' | 'filters'> & { query: Query; max: number },
): Promise<number> {
  const { kind, sieve, filters, query, max } = ask;
  const { clock, database } = room.platform;
  const base = { kind, sieve, filters, until: clock.now(), limit: max };
  const reading = { ...base, ...matchOf(query, false) };
  const exact = await countMatching(database, reading);
  return wantsNear(query, exact) ? countMatching(database, reading, query.near) : exact;
}
