import type { Id } from '#platform/ids.ts';
import type { Mark, Place } from '../domain/feed-cursor.ts';
import type { FeedKind } from '../domain/feed-rules.ts';
import type { Room } from '../room.ts';
import {
  noMarkColumns,
  readCandidates,
  type CandidateRow,
  type CandidateSelect,
  type MarkedRow,
} from '../store/feed.ts';
import { proposed } from './feed-heads.ts';
import type { CandidateSource, FeedAsk } from './feed-sources.ts';
import { rowsSeenBy } from './seen-by.ts';

/** A note of a page, and the source it came from. */
export type Found = { row: MarkedRow; source: string };

/** The notes of one page and where the next begins; undefined at the feed's end. */
export type Filled = { found: Found[]; next: Place | undefined };

/** How often a page is tried to be filled when what was proposed may not be seen. */
const turnsMax = 6;

type Asked = { kind: FeedKind; ask: FeedAsk; place: Place; limit: number };

/**
 * Fills a page from its source: asks for one note more than fits, drops what the reader may not
 * see, and goes on until the page is full or the source is at its end.
 */
export async function fillPage(
  room: Room,
  source: CandidateSource,
  { kind, ask, place, limit }: Asked,
): Promise<Filled> {
  const { readerId } = ask;
  const read = (select: CandidateSelect) => {
    const marks = readerId ? room.marks.columns(readerId) : noMarkColumns;
    const reader = { readerId, mutes: kind !== 'author', marks };
    return readCandidates(room.platform.database.sql, select, reader);
  };
  const found: Found[] = [];
  let at: Place = { ...place, sinceMs: place.sinceMs || ask.now.getTime() };
  let step = 0;
  for (let turn = 0; turn < turnsMax && found.length < limit; turn += 1) {
    const count = limit - found.length + 1;
    const isFirst = turn === 0 && place.sinceMs === 0;
    const rows = await proposed(room, { kind, readerId, isFirst, count }, async () => {
      const select = source.next(ask, at, { count, step });
      return select && read(select);
    });
    if (!rows) return { found, next: undefined };
    if (rows.length < count && source.next(ask, at, { count, step: step + 1 })) {
      // Too few: the next step has these too, from the same place on.
      if (step === 0 && (await source.prepare?.(room, ask))) continue;
      step += 1;
      continue;
    }
    const used = rows.slice(0, count - 1);
    found.push(...(await seen(room, ask, { rows: used, sources: source.sources })));
    at = movedOn(at, used);
    if (rows.length < count) return { found, next: undefined };
  }
  return { found, next: { ...at, served: place.served + found.length } };
}

/** A place after these candidates, shown or not. */
function movedOn(place: Place, rows: readonly CandidateRow[]): Place {
  const marks: Mark[] = [...place.marks];
  for (const row of rows) {
    const mark = { atMs: row.published_at.getTime(), id: row.id };
    marks[marks.length === 1 ? 0 : row.stream] = mark;
  }
  const told = rows[0]?.topics;
  return { ...place, marks, topics: place.topics ?? (told ? (JSON.parse(told) as string[]) : []) };
}

type Proposed = { rows: readonly CandidateRow[]; sources: readonly string[] };

/** Those the reader may see. What is not for everybody is asked of the one rule of audiences. */
async function seen(room: Room, ask: FeedAsk, { rows, sources }: Proposed): Promise<Found[]> {
  const near = rows.filter((row) => !row.is_hidden);
  const lines = await room.lines.getMany(near.map(({ id }) => id));
  const shown = near.flatMap((row) => {
    const line = lines.get(row.id);
    const { stream, is_liked, is_saved } = row;
    return line ? [{ ...line, stream, is_liked, is_saved }] : [];
  });
  const isOpen = shown.every((row) => row.visibility === 'public');
  const reader: { readerId: Id | undefined; handle: Room['platform']['database']['sql'] } = {
    readerId: ask.readerId,
    handle: room.platform.database.sql,
  };
  const visible = isOpen ? shown : await rowsSeenBy(room, reader, shown);
  return visible.map((row) => ({ row, source: sources[row.stream] ?? sources[0]! }));
}
