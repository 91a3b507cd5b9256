import type { RequestEvent } from '@sveltejs/kit';
import { columnsToDraw } from '#kit/cards/columns.ts';
import { plainNote } from '../note-cards.ts';

/** Notes of a page: enough to fill a large screen, few enough to be quick on a phone. */
export const feedPageSize = 24;

/** The first page of the feed, or of one channel; `?after=` leads on without JavaScript. */
export async function loadFeed(event: RequestEvent, topic: string | undefined) {
  const { rooms, actor } = event.locals;
  const cursor = event.url.searchParams.get('after')?.slice(0, 200);
  const feed = await rooms.community.getFeed(actor, { topic, cursor, limit: feedPageSize });
  // A guest's page is the same for every guest, so a crowd is served from caches.
  if (!actor) event.setHeaders({ 'cache-control': 'public, max-age=5', vary: guestVary });
  return {
    notes: feed.items.map(plainNote),
    nextCursor: feed.nextCursor,
    topic,
    columnCount: columnsToDraw(
      event.cookies.get('cols'),
      event.request.headers.get('user-agent') ?? '',
    ),
  };
}

const guestVary = 'cookie, accept-language, user-agent';
