import { columnsToDraw } from '#kit/cards/columns.ts';
import { feedPageSize } from '../../views/feed/load-feed.ts';
import { plainNote, type PlainFeedNote } from '../../views/note-cards.ts';
import type { PageServerLoad } from './$types';

/** Pages of the feed that are looked through for goods before the reader is asked to go on. */
const pagesMax = 5;
const notesAtOnce = 50;

/** What is on sale now, newest first: the notes of the feed that sell something. */
export const load: PageServerLoad = async ({ locals, url, cookies, request }) => {
  const { rooms, actor } = locals;
  const notes: PlainFeedNote[] = [];
  let cursor: string | null = url.searchParams.get('after')?.slice(0, 200) ?? null;
  for (let page = 0; page < pagesMax && notes.length < feedPageSize; page += 1) {
    const feed = await rooms.community.getFeed(actor, {
      cursor: cursor ?? undefined,
      limit: notesAtOnce,
    });
    notes.push(...feed.items.map(plainNote).filter(({ offer }) => offer && !offer.isSoldOut));
    cursor = feed.nextCursor;
    if (cursor === null) break;
  }
  return {
    notes,
    nextCursor: cursor,
    columnCount: columnsToDraw(cookies.get('cols'), request.headers.get('user-agent') ?? ''),
  };
};
