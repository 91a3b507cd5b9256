import type { Id } from '#platform/ids.ts';
import type { Place } from '../domain/feed-cursor.ts';
import { readerIdleMs, youngFollowMs, type FeedKind } from '../domain/feed-rules.ts';
import { gatherIfAway } from '../commands/keep-timelines.ts';
import type { Room } from '../room.ts';
import {
  ofAuthor,
  ofCircle,
  ofEverybody,
  ofMarket,
  ofPlaces,
  ofTopic,
} from '../store/feed-streams.ts';
import type { CandidateSelect } from '../store/feed.ts';
import { ofFollowees, ofTimeline } from '../store/following.ts';

/** What is asked of a source: who reads which feed, from where on. */
export type FeedAsk = {
  readerId: Id | undefined;
  topic: string | undefined;
  authorId: Id | undefined;
  circleId: Id | undefined;
  city: string | undefined;
  /** The reader's campuses and buildings, where the kind asks for places. */
  placeIds: readonly Id[];
  now: Date;
};

/**
 * Where a feed's notes come from. A source says what might be shown next and why; whether its reader
 * may see it is not its affair. It is asked for a select and not for rows so that a page is one read;
 * one that knows its notes elsewhere (a recommender) selects them from `unnest`.
 */
export type CandidateSource = {
  /** Why a note is shown, one name a stream; written down with every impression. */
  sources: readonly string[];
  /**
   * The next `count` after `place`, or fewer. Asked again with a higher `step` while a page is not
   * full, until there is no further step: later steps may cost more.
   */
  next(
    ask: FeedAsk,
    place: Place,
    turn: { count: number; step: number },
  ): CandidateSelect | undefined;
  /** Makes a reader's feed ready before its costly steps; answers whether it is worth a new start. */
  prepare?(room: Room, ask: FeedAsk): Promise<boolean>;
};

/** A source of one stream that knows all its notes at once. */
const simple = (
  source: string,
  select: (ask: FeedAsk, from: { after: Place['marks'][number]; count: number }) => CandidateSelect,
): CandidateSource => ({
  sources: [source],
  next: (ask, { marks }, { count, step }) =>
    step === 0 ? select(ask, { after: marks[0]!, count }) : undefined,
});

/** Recency, blended with the reader's topics; see `ofEverybody`. */
const discover: CandidateSource = {
  sources: ['recent', 'topical', 'selling', 'selling-more'],
  next(ask, { marks, topics, sinceMs }, { count, step }) {
    if (step > 1) return undefined;
    const since = sinceMs === 0 ? ask.now : new Date(sinceMs);
    return ofEverybody({ readerId: ask.readerId, topics, marks, since, count, fill: step === 1 });
  },
};

const following: CandidateSource = {
  sources: ['following'],
  prepare: (room, { readerId, now }) => gatherIfAway(room, readerId!, now),
  next(ask, { marks }, { count, step }) {
    const from = { readerId: ask.readerId!, after: marks[0]!, count };
    const before = (ms: number) => new Date(ask.now.getTime() - ms);
    if (step === 0) {
      const since = { activeSince: before(readerIdleMs), youngSince: before(youngFollowMs) };
      return ofTimeline({ ...from, ...since });
    }
    return step === 1 ? ofFollowees(from) : undefined;
  },
};

const nearby: CandidateSource = {
  ...simple('', ({ city, placeIds }, from) => ofPlaces({ city, circleIds: placeIds }, from)),
  sources: ['city', 'campus'],
};

/** The built-in sources; a recommender would take the place of `discover`. */
export const builtInSources: Record<FeedKind, CandidateSource> = {
  discover,
  following,
  nearby,
  circle: simple('circle', ({ circleId }, from) => ofCircle(circleId!, from)),
  market: simple('market', (_ask, from) => ofMarket(from)),
  topic: simple('topic', ({ topic }, from) => ofTopic(topic!, from)),
  author: simple('author', ({ authorId, topic }, from) =>
    ofAuthor({ authorId: authorId!, topic }, from),
  ),
};

/** Every name a note may be shown under, as request ids number them: add at the end only. */
export const sourceNames: readonly string[] = [
  'recent',
  'topical',
  'selling',
  'selling-more',
  'following',
  'city',
  'campus',
  'circle',
  'topic',
  'author',
  'market',
];
