import { hourMs, minuteMs } from '#platform/clock.ts';
import type { Id } from '#platform/ids.ts';
import type { Sweep } from '#platform/room.ts';
import {
  impressionLifeMs,
  readerIdleMs,
  readerTouchMs,
  timelineGathered,
  timelineKept,
  timelineMax,
} from '../domain/feed-rules.ts';
import type { Room } from '../room.ts';
import { forgetImpressions } from '../store/impressions.ts';
import {
  beginTimeline,
  cutTimeline,
  dropTimeline,
  findIdle,
  findLong,
  gatherTimeline,
  lockReader,
  touchReader,
} from '../store/timelines.ts';

/**
 * Gathers the timeline of a reader who has none, or who was away. Writing to it begins in a commit
 * of its own before the notes are gathered: whatever is published meanwhile is either written by
 * the one or found by the other.
 * @returns whether anything was gathered
 */
export async function gatherIfAway(room: Room, readerId: Id, now: Date): Promise<boolean> {
  const { database } = room.platform;
  const away = new Date(now.getTime() - readerIdleMs);
  const begun = await database.transaction(async (tx) => {
    const row = await lockReader(tx, readerId);
    if (row && row.active_at > away) return row.floor_at === null;
    await beginTimeline(tx, readerId, now);
    return true;
  });
  if (!begun) return false;
  return database.transaction(async (tx) => {
    const row = await lockReader(tx, readerId);
    if (!row || row.floor_at !== null) return row !== undefined;
    await gatherTimeline(tx, readerId, timelineGathered);
    return true;
  });
}

/** Readers remembered as touched; more than read within an hour in one process are touched again. */
const touchedMax = 50_000;

/** Answers a function that writes down that a reader is here, once an hour in this process. */
export function createTouch(platform: Room['platform']): (readerId: Id) => Promise<void> {
  let touched = new Map<Id, number>();
  return async (readerId) => {
    const now = platform.clock.now();
    if (now.getTime() - (touched.get(readerId) ?? -Infinity) < readerTouchMs) return;
    if (touched.size >= touchedMax) touched = new Map();
    touched.set(readerId, now.getTime());
    await touchReader(platform.database.sql, readerId, now);
  };
}

const readersAtOnce = 200;
const impressionsAtOnce = 5_000;

/** Lets the timelines of absent readers go and cuts those that have grown long. */
export function timelineSweeps(room: Room): Sweep[] {
  const { database, clock } = room.platform;
  const before = (ms: number) => new Date(clock.now().getTime() - ms);
  const idle: Sweep = {
    name: 'community/idle-timelines',
    everyMs: 10 * minuteMs,
    async run() {
      for (const readerId of await findIdle(database.sql, before(readerIdleMs), readersAtOnce)) {
        await database.transaction(async (tx) => {
          const row = await lockReader(tx, readerId);
          if (row && row.active_at <= before(readerIdleMs)) await dropTimeline(tx, readerId);
        });
      }
    },
  };
  const long: Sweep = {
    name: 'community/long-timelines',
    everyMs: hourMs,
    async run() {
      for (const readerId of await findLong(database.sql, timelineMax, readersAtOnce)) {
        await database.transaction(async (tx) => {
          await lockReader(tx, readerId);
          await cutTimeline(tx, readerId, timelineKept);
        });
      }
    },
  };
  const old: Sweep = {
    name: 'community/old-impressions',
    everyMs: hourMs,
    async run() {
      while (
        (await forgetImpressions(database.sql, before(impressionLifeMs), impressionsAtOnce)) > 0
      );
    },
  };
  return [idle, long, old];
}
