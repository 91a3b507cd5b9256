import { ApiProblem, sendJson } from '#kit/api.ts';
import { showLiked, type Liked } from '#kit/cards/liked.svelte.ts';
import { toast } from '#kit/controls/toasts.svelte.ts';

/** Presses of one heart that are still on their way, and what it is if none of them arrives. */
interface Pressed {
  count: number;
  sure: Liked;
  last: Promise<unknown>;
}

const pressed = new Map<string, Pressed>();

/**
 * Likes a note, or takes it back: shown at once, then as the server says. Presses of one heart go
 * one after the other, so that the last one counts and a failure falls back to what is true.
 * @throws ApiProblem, TypeError
 */
export async function toggleLike(noteId: string, shown: Liked): Promise<void> {
  const mine = pressed.get(noteId) ?? { count: 0, sure: shown, last: Promise.resolve() };
  pressed.set(noteId, mine);
  mine.count += 1;
  const wanted = !shown.isLiked;
  showLiked(noteId, {
    isLiked: wanted,
    likeCount: Math.max(0, shown.likeCount + (wanted ? 1 : -1)),
  });
  const sent = mine.last.then(() =>
    sendJson<Liked>(wanted ? 'PUT' : 'DELETE', `/notes/${noteId}/like`),
  );
  mine.last = sent.catch(() => undefined);
  try {
    mine.sure = await sent;
  } finally {
    mine.count -= 1;
    if (mine.count === 0) {
      pressed.delete(noteId);
      showLiked(noteId, mine.sure);
    }
  }
}

/** Presses the heart of a card; a guest is led to signing in and back here. */
export async function pressHeart(noteId: string, shown: Liked, otherwise: string): Promise<void> {
  try {
    await toggleLike(noteId, shown);
  } catch (error) {
    const isProblem = error instanceof ApiProblem;
    const here = encodeURIComponent(location.pathname + location.search);
    if (isProblem && error.status === 401) return location.assign(`/signin?back=${here}`);
    toast(isProblem ? error.message : otherwise, 'bad');
  }
}
