import { plainNote, type FeedNote, type PlainFeedNote } from '../note-cards.ts';

/** Which feed is shown, as the API names it. */
export interface FeedQuery {
  readonly kind: 'discover' | 'following' | 'nearby' | 'circle' | 'topic' | 'author' | 'market';
  readonly topic?: string | undefined;
  readonly authorId?: string | undefined;
  readonly circleId?: string | undefined;
  readonly city?: string | undefined;
}

/** A page of a feed, with nothing in it that a page could not be sent. */
export interface PlainFeedPage {
  /** Names this serving; impressions speak of it. */
  readonly requestId: string;
  readonly notes: readonly PlainFeedNote[];
  readonly nextCursor: string | null;
}

interface AnyFeedPage {
  readonly requestId: string;
  readonly items: readonly FeedNote[];
  readonly nextCursor: string | null;
}

/** A page as a door or the API answers it, brought down to what its cards show. */
export const plainPage = ({ requestId, items, nextCursor }: AnyFeedPage): PlainFeedPage => ({
  requestId,
  notes: items.map((note) => plainNote(note, requestId)),
  nextCursor,
});
