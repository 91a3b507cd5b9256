import { dayMs, hourMs } from '#platform/clock.ts';
import { refuse } from '#platform/refusal.ts';
import {
  listingsPerDayMax,
  listingsPerNoteMax,
  liveMax,
  newSellerListingsPerDayMax,
  newSellerMs,
} from './rules.ts';

/** How much a seller has on sale already, counted under the lock of the shop. */
export type Pace = { openedAt: Date; live: number; publishedToday: number; onNote: number };

// China keeps one time all year, eight hours ahead of UTC.
export const shanghaiAheadMs = 8 * hourMs;

/** The last midnight in Shanghai, from which a day's listings are counted. */
export function startOfShanghaiDay(now: Date): Date {
  const local = now.getTime() + shanghaiAheadMs;
  return new Date(local - (local % dayMs) - shanghaiAheadMs);
}

/** How many listings a seller may publish today. */
export function listingsAllowedToday(openedAt: Date, now: Date): number {
  const isNewSeller = now.getTime() - openedAt.getTime() < newSellerMs;
  return isNewSeller ? newSellerListingsPerDayMax : listingsPerDayMax;
}

/**
 * Refuses one listing more than a seller may have on sale, publish in a day, or hang on one note.
 * @throws catalog/too-many-live, catalog/too-many-today, catalog/too-many-on-note
 */
export function assertPace(pace: Pace, now: Date): void {
  assertRoomOnShelf(pace.live);
  const allowed = listingsAllowedToday(pace.openedAt, now);
  if (pace.publishedToday >= allowed) refuse('catalog/too-many-today', { max: allowed });
  if (pace.onNote >= listingsPerNoteMax) {
    refuse('catalog/too-many-on-note', { max: listingsPerNoteMax });
  }
}

/**
 * Refuses when the shelf is full already; also asked when a sold-out listing is restocked.
 * @throws catalog/too-many-live
 */
export function assertRoomOnShelf(live: number): void {
  if (live >= liveMax) refuse('catalog/too-many-live', { max: liveMax });
}
