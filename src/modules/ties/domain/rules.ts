import { dayMs, hourMs, minuteMs } from '#platform/clock.ts';
import type { RateLimit } from '#platform/rate-limits.ts';

/** How many a member may follow; a feed of more is nobody's reading. */
export const followingMax = 5000;
/** How many a member may block, and how many they may mute. */
export const blockedMax = 2000;
export const mutedMax = 2000;

/** Changes of follows, so that nobody is followed and left by a machine. */
export const followsPerHour: RateLimit = { kind: 'ties/follow', max: 120, perMs: hourMs };
/** Blocks and mutes, and their ends. */
export const hidesPerDay: RateLimit = { kind: 'ties/hide', max: 300, perMs: dayMs };

/** How many members' counts are made anew at a time, and how often. */
export const recountBatch = 200;
export const recountEveryMs = minuteMs;
/** A count younger than this is left alone. */
export const recountAfterMs = 6 * hourMs;
