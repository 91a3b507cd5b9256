import type { RequestEvent } from '@sveltejs/kit';
import { plainListing } from '../product.ts';
import { pictureOf } from '../pictures.ts';
import { loadComments } from './load-comments.ts';
import type { PlainComment, PlainThread } from './plain-comments.ts';

/** Listings one note shows at once; a note carries no more than that. */
const listingsMax = 20;

/** A note with what it sells, ready to be sent to the page. */
export async function loadNote(
  event: Pick<RequestEvent, 'locals'> & { url?: URL },
  noteId: string,
) {
  const { rooms, actor } = event.locals;
  const [note, listings, comments] = await Promise.all([
    rooms.community.getNote(actor, noteId),
    rooms.catalog.listListings(actor, { of: { noteId }, show: 'all', limit: listingsMax }),
    loadComments(event, noteId),
  ]);
  const { author } = note;
  return {
    id: note.id,
    title: note.title,
    body: note.body,
    placeName: note.placeName,
    audience: note.audience.kind,
    links: note.links,
    isEdited: note.version > 1,
    topics: note.topics,
    publishedAt: note.publishedAt.toISOString(),
    editedAt: note.editedAt?.toISOString(),
    isOwn: note.isOwn,
    readerId: actor?.memberId,
    likeCount: note.likeCount,
    saveCount: note.saveCount,
    commentCount: note.commentCount,
    isLiked: note.isLiked,
    isSaved: note.isSaved,
    comments,
    answers: answeredIn(comments.items, event.url?.searchParams.get('reply')),
    /** What was typed when a comment was refused, where the form came without scripts. */
    typed: undefined as { text: string; problem: string } | undefined,
    pictures: note.pictures.map(pictureOf),
    author: {
      id: author.id,
      name: author.nickname,
      avatarSrc: author.avatarUrl ?? undefined,
      joinedAt: author.joinedAt.toISOString(),
      isVerified: author.isVerified,
    },
    listings: listings.items.map(plainListing),
    feeBps: rooms.house.feeBps,
    checkWithinMs: {
      courier: rooms.house.confirmAfterDeliveredMs,
      pickup: rooms.house.confirmAfterHandoverMs,
      virtual: rooms.house.confirmAfterHandoverMs,
    },
  };
}

/** The comment that `?reply=` answers, where scripts do not open the writing by themselves. */
function answeredIn(
  threads: readonly PlainThread[],
  commentId: string | null | undefined,
): PlainComment | undefined {
  const all = threads.flatMap((thread) => [thread, ...thread.replies]);
  return all.find(({ id }) => id === commentId);
}

/** A note as pages receive it. */
export type LoadedNote = Awaited<ReturnType<typeof loadNote>>;
