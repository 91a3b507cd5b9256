import { decodeCursor, encodeCursor, isTime } from '#platform/http/schemas.ts';
import { isId, type Id } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';

/** Where a page begins: after the row of this sort value and id. */
export type Start = { value: string; id: Id } | undefined;

/** Reads a cursor back; `kind` is what its sort value is. @throws platform/invalid-input */
export function startOf(cursor: string | undefined, kind: 'time' | 'number'): Start {
  if (cursor === undefined) return undefined;
  const [value = '', id = ''] = decodeCursor(cursor) ?? [];
  const isValue = kind === 'time' ? isTime(value) : /^\d{1,9}$/.test(value);
  if (!isValue || !isId(id)) refuse('platform/invalid-input', { fields: 'cursor' });
  return { value, id };
}

/**
 * Cuts what was read for one page and one row more.
 * @returns the page's rows and where the next one begins; null at the end
 */
export function cut<Row>(
  found: readonly Row[],
  limit: number,
  keyOf: (row: Row) => readonly [value: Date | number, id: Id],
): { rows: Row[]; nextCursor: string | null } {
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  if (found.length <= limit || last === undefined) return { rows, nextCursor: null };
  const [value, id] = keyOf(last);
  const text = value instanceof Date ? value.toISOString() : String(value);
  return { rows, nextCursor: encodeCursor([text, id]) };
}
