import { dayMs, hourMs, minuteMs } from '#platform/clock.ts';
import type { RateLimit } from '#platform/rate-limits.ts';

/** Characters of a comment, as a reader counts them. */
export const commentMax = 500;
/** Paragraphs of a comment. */
export const paragraphsMax = 20;
/** Replies that are shown with their comment before anybody asks for more. */
export const firstRepliesMax = 2;

/** Characters of a collection's name. */
export const collectionNameMax = 20;
/** Collections of a member, the one everybody has included. */
export const collectionsMax = 50;
/** Notes one member saves. */
export const savesMax = 5_000;

/** Faster than anybody writes; a machine would. */
export const commentsPerMinute: RateLimit = {
  kind: 'reactions/comment',
  max: 15,
  perMs: minuteMs,
};
export const commentsPerDay: RateLimit = { kind: 'reactions/comment-day', max: 500, perMs: dayMs };
/** Likes and saves, of notes and comments together; taking one back does not count. */
export const likesPerHour: RateLimit = { kind: 'reactions/like', max: 600, perMs: hourMs };
export const collectionsPerDay: RateLimit = {
  kind: 'reactions/collection',
  max: 100,
  perMs: dayMs,
};

/** Who is woken at most when somebody comments: those who spoke there last. */
export const listenersMax = 50;
/** Notes whose counts are compared with their rows in one go. */
export const recountMax = 2_000;
