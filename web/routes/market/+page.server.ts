import { columnCountOf, feedPageSize } from '../../views/feed/load-feed.ts';
import { plainNote, type PlainFeedNote } from '../../views/note-cards.ts';
import type { PageServerLoad } from './$types';

/** Pages that are looked through for goods in stock before the reader is asked to go on. */
const pagesMax = 5;

/** What is on sale now, newest first: what has sold out meanwhile is passed over. */
export const load: PageServerLoad = async (event) => {
  const { rooms, actor } = event.locals;
  const query = { kind: 'market' } as const;
  const notes: PlainFeedNote[] = [];
  let cursor: string | null = event.url.searchParams.get('after')?.slice(0, 1_000) ?? null;
  let requestId = '';
  for (let page = 0; page < pagesMax && notes.length < feedPageSize; page += 1) {
    const feed = await rooms.community.getFeed(actor, {
      ...query,
      cursor: cursor ?? undefined,
      limit: feedPageSize,
    });
    requestId ||= feed.requestId;
    const found = feed.items.map((note) => plainNote(note, feed.requestId));
    notes.push(...found.filter(({ offer }) => offer && !offer.isSoldOut));
    cursor = feed.nextCursor;
    if (cursor === null) break;
  }
  return {
    feed: { requestId, notes, nextCursor: cursor },
    query,
    columnCount: columnCountOf(event),
  };
};
