import type { Actor } from '#platform/actor.ts';
import { bucketCount, bucketOf } from '#platform/ids.ts';
import { servedPageOf, type ServedPage } from '../domain/served-page.ts';
import { sourceNames } from '../queries/feed-sources.ts';
import { signOf } from '../queries/sign-pages.ts';
import type { Room } from '../room.ts';
import { insertImpressions, type ImpressionRow } from '../store/impressions.ts';
import type { SeenPage } from '../types.ts';
import { learnFrom } from './learn-from.ts';

/**
 * Writes down what was really on screen. What names no page we served, a page of another reader, or
 * a place that page did not have, is passed over: a beacon is answered to nobody.
 * @returns how many impressions were taken
 */
export async function logImpressions(
  room: Room,
  actor: Actor | undefined,
  pages: readonly SeenPage[],
): Promise<{ taken: number }> {
  const { clock, database } = room.platform;
  const now = clock.now();
  const rows = pages.flatMap((seen) => {
    const page = servedPageOf(seen.requestId, sourceNames, { sign: signOf(room), now });
    const isOwn = page && (!page.readerId || page.readerId === actor?.memberId);
    return isOwn ? impressionsOf(page, seen, now) : [];
  });
  const once = new Map(rows.map((row) => [`${row.request}/${row.position}`, row]));
  if (once.size === 0) return { taken: 0 };
  await insertImpressions(database.sql, [...once.values()]);
  const opened = [...once.values()].filter((row) => row.openedAt && row.memberId);
  const noteIds = opened.map((row) => row.noteId);
  const memberId = opened[0]?.memberId;
  if (memberId) {
    await database.transaction((tx) => learnFrom(room, tx, { memberId, noteIds, doing: 'opened' }));
  }
  return { taken: once.size };
}

function impressionsOf(page: ServedPage, seen: SeenPage, now: Date): ImpressionRow[] {
  const { request, readerId, kind, servedAt } = page;
  const bucket = readerId ? bucketOf(readerId) : Number(BigInt(request) % BigInt(bucketCount));
  return seen.items.flatMap(({ position, dwellMs, opened }) => {
    const note = page.notes[position - page.firstPosition];
    if (!note) return [];
    return {
      bucket,
      request,
      position,
      noteId: note.noteId,
      memberId: readerId ?? null,
      kind,
      source: note.source,
      servedAt: servedAt.toISOString(),
      dwellMs,
      openedAt: opened ? now.toISOString() : null,
    };
  });
}
