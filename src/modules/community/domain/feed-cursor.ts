import { decodeCursor, encodeCursor } from '#platform/http/schemas.ts';
import { isId, type Id } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';
import { topicsOfReader, type FeedKind } from './feed-rules.ts';

/** A place in the order of notes, newest first: after this one. */
export type Mark = { atMs: number; id: Id };

/** Before everything: later than any clock here will show. */
export const beginning: Mark = {
  atMs: Date.parse('9999-12-31T00:00:00Z'),
  id: '9223372036854775807',
};

/** How far a reader has come in a feed. */
export type Place = {
  /** Notes served so far. */
  served: number;
  /** When the first page was read, in ms; 0 on that page. */
  sinceMs: number;
  /** One mark for each of the feed's streams. */
  marks: readonly Mark[];
  /** The topics a Discover was begun with: they stay for its later pages. */
  topics: readonly string[] | undefined;
};

/** Where a feed starts. */
export function startOf(streams: number): Place {
  const marks = Array.from({ length: streams }, () => beginning);
  return { served: 0, sinceMs: 0, marks, topics: undefined };
}

/** The text of a place; marks of streams not yet begun are left short. */
export function writeCursor(kind: FeedKind, place: Place): string {
  const marks = place.marks.flatMap(({ atMs, id }) =>
    id === beginning.id ? ['', ''] : [atMs, id],
  );
  return encodeCursor([kind, place.served, place.sinceMs, ...marks, ...(place.topics ?? [])]);
}

/**
 * Reads a place back.
 * @throws platform/invalid-input for a cursor that is none of this feed's
 */
export function readCursor(kind: FeedKind, streams: number, text: string): Place {
  const [of, served, sinceMs, ...rest] = decodeCursor(text) ?? [];
  const isWhole = of === kind && isCount(served) && isCount(sinceMs) && rest.length >= streams * 2;
  const marks = Array.from({ length: streams }, (_, at) => markOf(rest[at * 2], rest[at * 2 + 1]));
  const topics = rest.slice(streams * 2);
  if (!isWhole || marks.includes(undefined) || topics.length > topicsOfReader) {
    refuse('platform/invalid-input', { fields: 'cursor' });
  }
  return { served: Number(served), sinceMs: Number(sinceMs), marks: marks as Mark[], topics };
}

const isCount = (text: string | undefined): boolean => /^\d{1,14}$/.test(text ?? '');

function markOf(atMs: string | undefined, id: string | undefined): Mark | undefined {
  if (atMs === '' && id === '') return beginning;
  return isCount(atMs) && isId(id ?? '') ? { atMs: Number(atMs), id: id! } : undefined;
}
