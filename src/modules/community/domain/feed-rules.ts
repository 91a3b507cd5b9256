import { dayMs, hourMs, minuteMs, secondMs } from '#platform/clock.ts';

/** The feeds there are; request ids number them, so new ones are added at the end. */
export const feedKinds = [
  'discover',
  'following',
  'nearby',
  'circle',
  'topic',
  'author',
  'market',
] as const;
export type FeedKind = (typeof feedKinds)[number];

/** Of five notes of Discover one may sell something. @source rules.json feedBalance.commerceShareMax 0.2 */
export const notesPerSelling = 5;
/** Notes that sell, of one seller, in one session of Discover. @source rules.json feedBalance.sellerPerSession 2 */
export const sellingOfOneSeller = 2;
/** The reader's strongest topics that Discover is blended with, and how many notes one of theirs goes with. */
export const topicsOfReader = 5;
export const notesPerTopical = 3;

/** Who has not read for so long is no longer written to; their Following is gathered when they return. */
export const readerIdleMs = 14 * dayMs;
/** A reading is written down no more often than this. */
export const readerTouchMs = hourMs;
/** Notes that are gathered for a returning reader, kept after pruning, and kept at most. */
export const timelineGathered = 500;
export const timelineKept = 800;
export const timelineMax = 1_000;
/** Authors with more followers are not written to each timeline: readers fetch their notes. */
export const writtenFollowersMax = 5_000;
/** Follows so young are fetched by the reader, whether or not the timeline has their notes yet. */
export const youngFollowMs = 10 * minuteMs;
/** Followers in one step of writing, and whose sockets one event wakes: a NOTIFY holds 8,000 bytes. */
export const followersAtOnce = 1_000;
export const wokenAtOnce = 200;
/** A note told of later than this after its publishing is no news to an open page. */
export const newsMs = hourMs;
/** Of an author whose notes are fetched, only those who read so lately are woken. */
export const wokenIfActiveMs = 2 * hourMs;

/** Weights of what a member does with a note, for its topics; halved every two weeks. */
export const interestWeights = { opened: 1, liked: 3, saved: 4 } as const;
export type Doing = keyof typeof interestWeights;
export const interestHalfLifeMs = 14 * dayMs;
/** Topics kept of a member. */
export const interestsMax = 50;

/** An impression: at least half of the card on screen for at least a second. */
export const dwellMsMin = secondMs;
export const dwellMsMax = 10 * minuteMs;
/** A page that was served longer ago is not looked at any more. */
export const servedLifeMs = dayMs;
export const impressionLifeMs = 90 * dayMs;
export const impressionsPerMinute = 60;
