import { ApiProblem, sendJson } from '#kit/api.ts';
import type { NoteCardView } from '#kit/cards/card-views.ts';
import { toast } from '#kit/controls/toasts.svelte.ts';

/** What a card says of liking. */
export interface Liked {
  readonly isLiked: boolean;
  readonly likeCount: number;
}

/**
 * Likes the note of a card, or takes it back: `show` draws it at once, then as the server says, or
 * as it was before. A guest is led to signing in and back here.
 */
export async function likeCard(card: NoteCardView, show: (liked: Liked) => void): Promise<void> {
  const { id, liked: isLiked = false, likeCount = 0 } = card;
  show({ isLiked: !isLiked, likeCount: Math.max(0, likeCount + (isLiked ? -1 : 1)) });
  try {
    show(await sendJson<Liked>(isLiked ? 'DELETE' : 'PUT', `/notes/${id}/like`));
  } catch (error) {
    show({ isLiked, likeCount });
    const isGuest = error instanceof ApiProblem && error.status === 401;
    const here = encodeURIComponent(location.pathname + location.search);
    if (isGuest) return location.assign(`/signin?back=${here}`);
    if (error instanceof ApiProblem) toast(error.message, 'bad');
  }
}
