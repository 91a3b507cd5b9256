import type { RequestEvent } from '@sveltejs/kit';
import { plainThread, type PlainComments } from './plain-comments.ts';

/** Comments a page brings along; more are asked for. */
export const commentPageSize = 10;

type Event = Pick<RequestEvent, 'locals'> & { url?: URL };

/**
 * The first comments of a note. `?comment=` puts the thread of one of them on top, `?order=liked`
 * and `?comments=` (a cursor) lead on without JavaScript.
 */
export async function loadComments(event: Event, noteId: string): Promise<PlainComments> {
  const { rooms, actor } = event.locals;
  const asked = event.url?.searchParams;
  const order = asked?.get('order') === 'liked' ? 'liked' : 'newest';
  const cursor = asked?.get('comments')?.slice(0, 200);
  const [page, wanted] = await Promise.all([
    rooms.reactions.listComments(actor, { noteId, order, cursor, limit: commentPageSize }),
    threadOf(event, noteId, asked?.get('comment') ?? null),
  ]);
  const others = page.items.filter(({ id }) => id !== wanted?.id);
  const items = (wanted ? [wanted, ...others] : others).map(plainThread);
  return { items, nextCursor: page.nextCursor, order };
}

/** The thread a link leads to; nothing where it is gone, or stands under another note. */
async function threadOf({ locals }: Event, noteId: string, commentId: string | null) {
  if (commentId === null || !/^[1-9]\d{0,18}$/.test(commentId)) return undefined;
  const { rooms, actor } = locals;
  const thread = await rooms.reactions.getThread(actor, commentId).catch(() => undefined);
  return thread?.noteId === noteId ? thread : undefined;
}
