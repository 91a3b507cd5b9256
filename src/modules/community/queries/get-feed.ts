import { decodeCursor, encodeCursor } from '#platform/http/schemas.ts';
import { isId } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';
import { normaliseTopic } from '../domain/topics.ts';
import type { Room } from '../room.ts';
import { listFeed, type FeedStart } from '../store/feed.ts';
import type { FeedInput, FeedPage } from '../types.ts';
import { cardJsonOf, cardOf, hydrate, type HydratedRow } from './note-cards.ts';

/**
 * Notes that everybody can see, newest first. The cursor names the last note of a page, so pages
 * neither repeat nor skip a note while new ones arrive.
 * @throws platform/invalid-input for a cursor that is none of ours
 */
export async function getFeed(room: Room, input: FeedInput): Promise<FeedPage> {
  const { rows, nextCursor } = await readPage(room, input);
  return { items: rows.map(cardOf), nextCursor };
}

/** The same page as the bytes of its JSON; those who ask for it at one time share one reading. */
export function getFeedJson(room: Room, input: FeedInput): Promise<Buffer> {
  const { topic, authorId, cursor, limit } = input;
  const key = JSON.stringify([topic, authorId, cursor, limit]);
  return room.feedReads(key, () => readFeedJson(room, input));
}

async function readFeedJson(room: Room, input: FeedInput): Promise<Buffer> {
  const { rows, nextCursor } = await readPage(room, input);
  const items = rows.map(cardJsonOf).join(',');
  return Buffer.from(`{"items":[${items}],"nextCursor":${JSON.stringify(nextCursor)}}`);
}

type HydratedPage = { rows: HydratedRow[]; nextCursor: string | null };

async function readPage(room: Room, input: FeedInput): Promise<HydratedPage> {
  const topic = input.topic === undefined ? undefined : normaliseTopic(input.topic);
  if (input.topic !== undefined && topic === undefined) return { rows: [], nextCursor: null };
  const found = await listFeed(room.platform.database.sql, {
    topic,
    authorId: input.authorId,
    after: input.cursor === undefined ? undefined : startOf(input.cursor),
    count: input.limit + 1,
  });
  const rows = found.slice(0, input.limit);
  const last = rows.at(-1);
  const isMore = found.length > rows.length && last !== undefined;
  return {
    rows: await hydrate(room, rows),
    nextCursor: isMore ? encodeCursor([last.published_at.getTime(), last.id]) : null,
  };
}

function startOf(cursor: string): FeedStart {
  const [atMs, id] = decodeCursor(cursor) ?? [];
  if (!/^\d{1,15}$/.test(atMs ?? '') || !isId(id ?? '')) {
    refuse('platform/invalid-input', { fields: 'cursor' });
  }
  return { publishedAt: new Date(Number(atMs)), id: id! };
}
