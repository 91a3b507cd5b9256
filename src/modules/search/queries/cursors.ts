import { decodeCursor, encodeCursor } from '#platform/http/schemas.ts';
import { isId, type Id } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';
import type { Place } from '../domain/score.ts';
import type { After } from '../store/finding.ts';
import type { Sort } from '../types.ts';

/**
 * Where the next page begins. Every page of a search sees what was there at `until`, the time of
 * the first, and orders it by that time; `isNear` is decided by the first page as well.
 */
export type Onward = { until: Date; isNear: boolean; id: Id; value: string };

/** A time in ms, or a number that PostgreSQL takes as well. */
const valueOf = (sort: Sort) => (sort === 'newest' ? /^\d{1,15}$/ : /^-?\d{1,18}$/);

export function writeCursor(sort: Sort, { until, isNear, id, value }: Onward): string {
  return encodeCursor([sort, until.getTime(), isNear ? 1 : 0, id, value]);
}

/**
 * Reads a cursor of this sort; undefined without one.
 * @throws platform/invalid-input for one that is not ours, or of another sort
 */
export function readCursor(sort: Sort, cursor: string | undefined): Onward | undefined {
  if (cursor === undefined) return undefined;
  const [of, untilMs = '', near, id = '', value = ''] = decodeCursor(cursor) ?? [];
  if (of !== sort || !/^\d{1,15}$/.test(untilMs) || !isId(id) || !valueOf(sort).test(value)) {
    refuse('platform/invalid-input', { fields: 'cursor' });
  }
  return { until: new Date(Number(untilMs)), isNear: near === '1', id, value };
}

/** The place of a cursor in the order of relevance. */
export function placeOf({ id, value }: Onward): Place {
  return { id, score: Number(value) };
}

/** The place of a cursor in an order that SQL makes. */
export function afterOf(sort: Sort, { id, value }: Onward): After {
  return { id, value: sort === 'newest' ? new Date(Number(value)) : value };
}
