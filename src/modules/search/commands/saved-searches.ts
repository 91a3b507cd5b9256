import type { Actor, Call } from '#platform/actor.ts';
import type { Tx } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import { countOnce } from '#platform/rate-limits.ts';
import { refuse } from '#platform/refusal.ts';
import type { Condition, Delivery } from '#catalog';
import { readQuery, type Query } from '../domain/query.ts';
import { queryLengthMax, savedMax, savesPerHour } from '../domain/rules.ts';
import { filtersOf } from '../queries/search.ts';
import {
  deleteSaved,
  findSavedByKey,
  insertSaved,
  readSaved,
  type SavedRow,
} from '../store/saved.ts';
import type { Filters, Room, SavedSearch } from '../types.ts';

export type SaveInput = { q: string } & Omit<Filters, 'includeSold'>;

/**
 * Keeps a search of the caller's, who is then told of new listings that it finds. The same search
 * again is the one that was saved.
 * @throws search/nothing-to-save, search/too-many-saved, search/too-fast
 */
export async function saveSearch(
  room: Room,
  call: Call,
  input: SaveInput,
): Promise<{ savedId: Id }> {
  const q = input.q.trim().slice(0, queryLengthMax);
  const query = readQuery(q) ?? refuse('search/nothing-to-save');
  const { clock, run } = room.platform;
  const { memberId } = call.actor;
  return run(call, async (tx) => {
    const now = clock.now();
    const waitSeconds = await countOnce(tx, savesPerHour, memberId, now);
    if (waitSeconds > 0) refuse('search/too-fast', { retryAfterSeconds: waitSeconds });
    const row = rowOf({ memberId, q, query, filters: filtersOf(input), now });
    const savedId = (await findSavedByKey(tx, memberId, row.key)) ?? (await insertNew(tx, row));
    return { savedId };
  });
}

async function insertNew(tx: Tx, row: Parameters<typeof insertSaved>[1]): Promise<Id> {
  const saved = await readSaved(tx, row.memberId);
  if (saved.length >= savedMax) refuse('search/too-many-saved', { max: savedMax });
  return insertSaved(tx, row);
}

type Saving = { memberId: Id; q: string; query: Query; filters: Filters; now: Date };

function rowOf({ memberId, q, query, filters, now }: Saving) {
  const conditions = (filters.conditions ?? []).toSorted();
  const deliveries = (filters.deliveries ?? []).toSorted();
  const priceFenMin = filters.priceFenMin?.toString() ?? null;
  const priceFenMax = filters.priceFenMax?.toString() ?? null;
  const city = filters.city ?? '';
  const words = query.runs.map((run) => run.text).join(' ');
  const verifiedOnly = filters.verified ?? false;
  const facets = { priceFenMin, priceFenMax, conditions, deliveries, city, verifiedOnly };
  const narrowed = [priceFenMin, priceFenMax, conditions, deliveries, city];
  const key = JSON.stringify([words, ...narrowed, ...(verifiedOnly ? ['verified'] : [])]);
  return { memberId, q, key, exact: query.exact, needle: needleOf(query), ...facets, now };
}

/** The first three signs of the gram that says most: of the longest run. */
function needleOf(query: Query): string {
  const [longest] = query.runs.toSorted((a, b) => b.text.length - a.text.length);
  const signs = [...longest!.text];
  return signs.slice(0, longest!.kind === 'signs' ? 2 : 3).join('');
}

/** The caller's saved searches, the latest first. */
export async function listSavedSearches(
  room: Room,
  actor: Actor,
): Promise<{ items: SavedSearch[] }> {
  const rows = await readSaved(room.platform.database.sql, actor.memberId);
  return { items: rows.map(viewOf) };
}

function viewOf(row: SavedRow): SavedSearch {
  return {
    id: row.id,
    q: row.q,
    priceFenMin: row.price_fen_min === null ? null : BigInt(row.price_fen_min),
    priceFenMax: row.price_fen_max === null ? null : BigInt(row.price_fen_max),
    conditions: row.conditions as Condition[],
    deliveries: row.deliveries as Delivery[],
    city: row.city,
    verified: row.verified_only,
    savedAt: row.saved_at,
  };
}

/** Deletes a saved search of the caller's. @throws platform/not-found */
export function deleteSavedSearch(room: Room, call: Call, savedId: Id): Promise<{ ok: true }> {
  return room.platform.run(call, async (tx) => {
    if (!(await deleteSaved(tx, call.actor.memberId, savedId))) refuse('platform/not-found');
    return { ok: true } as const;
  });
}
