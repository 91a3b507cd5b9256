import type { RequestEvent } from '@sveltejs/kit';
import { columnsMin, columnsToDraw } from '#kit/cards/columns.ts';
import { plainPage, type FeedQuery } from './feed-pages.ts';

/** Notes of a page: enough to fill a large screen. */
export const feedPageSize = 24;

/**
 * Notes of a feed's first page in two columns: two screens of a phone. It takes a phone a third of
 * the time of a large page to lay out and to wake; the rest is fetched when it is read on.
 */
const narrowPageSize = 8;

/** The first page of a feed; `?after=` leads on without JavaScript. */
export async function loadFeed(event: RequestEvent, query: FeedQuery) {
  const { rooms, actor } = event.locals;
  const cursor = event.url.searchParams.get('after')?.slice(0, 1_000);
  const columnCount = columnCountOf(event);
  const limit = columnCount === columnsMin ? narrowPageSize : feedPageSize;
  const page = await rooms.community.getFeed(actor, { ...query, cursor, limit });
  // A guest's page is the same for every guest, so a crowd is served from caches.
  if (!actor) event.setHeaders({ 'cache-control': 'public, max-age=5', vary: guestVary });
  return { feed: plainPage(page), query, columnCount };
}

/** How many columns the server draws for this browser. */
export const columnCountOf = ({ cookies, request }: Pick<RequestEvent, 'cookies' | 'request'>) =>
  columnsToDraw(cookies.get('cols'), request.headers.get('user-agent') ?? '');

const guestVary = 'cookie, accept-language, user-agent';
