import { secondMs } from '#platform/clock.ts';
import { afterCommit, type Sql } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import type { Platform } from '#platform/room.ts';
import { createShortCache } from '#platform/short-cache.ts';
import type { FeedKind } from '../domain/feed-rules.ts';
import type { Room } from '../room.ts';
import type { CandidateRow } from '../store/feed.ts';

/** What was proposed for the first page of a reader's feed, and whether it fills the page. */
export type Head = { rows: Rows; isFull: boolean };
type Rows = readonly CandidateRow[] | undefined;

/** How long a head is believed; news of a change comes long before. */
const headsTtlMs = 20 * secondMs;

const headKey = (kind: FeedKind, readerId: Id, count: number) => `${readerId}/${kind}/${count}`;
const readerOf = (key: string): Id => key.slice(0, key.indexOf('/'));

/** Feeds whose first page is one reader's own, and asked for again and again. */
const ownFeeds: readonly FeedKind[] = ['discover', 'following'];

/**
 * The first pages that readers were shown just now. A note that is published or changed ends what
 * Discover proposed; what a reader does, and what is written to their timeline, ends theirs.
 */
export function createHeads({ clock, realtime }: Platform): Room['heads'] {
  const heads: Room['heads'] = createShortCache({
    clock,
    ttlMs: headsTtlMs,
    entriesMax: 5_000,
    isHearing: realtime.isHearing,
    keeps: ({ isFull }) => isFull,
  });
  realtime.whenStale('feeds', () => heads.forget((key) => key.includes('/discover/')));
  realtime.whenStale('reader', (ids) => {
    const stale = new Set(ids);
    const isAll = !ids || stale.has(everyReader);
    heads.forget((key) => isAll || stale.has(readerOf(key)));
  });
  return heads;
}

/** In the place of a reader's id: whoever it may concern. */
export const everyReader = '*';

/** Makes every process propose anew to these readers once the transaction has committed. */
export function forgetReaders(
  { realtime }: Pick<Platform, 'realtime'>,
  tx: Sql,
  readerIds: readonly Id[],
): void {
  afterCommit(tx, () => realtime.forget('reader', readerIds));
}

/**
 * The candidates of a page; of a first page of one's own those of a moment ago if nothing changed.
 * Undefined where the source has no more to propose.
 */
export async function proposed(
  room: Room,
  page: { kind: FeedKind; readerId: Id | undefined; isFirst: boolean; count: number },
  read: () => Promise<Rows>,
): Promise<Rows> {
  const { kind, readerId, isFirst, count } = page;
  if (!isFirst || readerId === undefined || !ownFeeds.includes(kind)) return read();
  const head = await room.heads.getOr(headKey(kind, readerId, count), async () => {
    const rows = await read();
    return { rows, isFull: rows !== undefined && rows.length >= count };
  });
  return head.rows;
}
