import { sendJson, getJson, postJson } from '#kit/api.ts';
import type { NoteReactions } from './note-reactions.svelte.ts';
import {
  plainComment,
  plainThread,
  type CommentSource,
  type PlainComment,
  type PlainComments,
  type PlainThread,
  type ThreadSource,
} from './plain-comments.ts';

type Order = PlainComments['order'];
interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
}

/** The comments of an open note: what is shown of them, and what the reader does with them. */
export class CommentList {
  threads: PlainThread[] = $state.raw([]);
  cursor: string | null = $state(null);
  order: Order = $state('newest');
  /** Comments that came since and are not shown yet. */
  waiting: PlainThread[] = $state.raw([]);
  readonly #noteId: string;
  readonly #reactions: NoteReactions;

  constructor(noteId: string, first: PlainComments, reactions: NoteReactions) {
    this.#noteId = noteId;
    this.#reactions = reactions;
    this.show(first);
  }

  /** Takes over a fresh first page. */
  show({ items, nextCursor, order }: PlainComments): void {
    this.threads = [...items];
    this.cursor = nextCursor;
    this.order = order;
    this.waiting = [];
  }

  /** Sends words; the answer stands where they belong. @throws ApiProblem, TypeError */
  async send(text: string, answers: PlainComment | undefined, key: string): Promise<void> {
    const body = { text, ...(answers ? { answersId: answers.id } : {}) };
    const path = `/notes/${this.#noteId}/comments`;
    const sent = plainComment(await postJson<CommentSource>(path, body, key));
    this.#reactions.commentCount += 1;
    if (sent.topId === null) {
      const pinned = this.threads.filter(({ isPinned }) => isPinned);
      const others = this.threads.filter(({ isPinned, id }) => !isPinned && id !== sent.id);
      this.threads = [...pinned, { ...sent, replies: [], nextReplies: null }, ...others];
    } else {
      this.#change(sent.topId, (thread) => ({
        ...thread,
        replyCount: thread.replyCount + 1,
        replies: [...thread.replies.filter(({ id }) => id !== sent.id), sent],
      }));
    }
  }

  /** Goes on to the next comments. @throws ApiProblem, TypeError */
  async more(): Promise<void> {
    if (this.cursor === null) return;
    const page = await this.#read(this.order, this.cursor);
    const shown = new Set(this.threads.map(({ id }) => id));
    this.threads = [...this.threads, ...page.items.filter(({ id }) => !shown.has(id))];
    this.cursor = page.nextCursor;
  }

  /** Goes on to the next replies of a thread. @throws ApiProblem, TypeError */
  async moreReplies(thread: PlainThread): Promise<void> {
    if (thread.nextReplies === null) return;
    const asked = new URLSearchParams({ cursor: thread.nextReplies, limit: '20' });
    const path = `/comments/${thread.id}/replies?${asked}`;
    const page = await getJson<Page<CommentSource>>(path);
    const found = page.items.map(plainComment);
    const ids = new Set(found.map(({ id }) => id));
    this.#change(thread.id, (one) => ({
      ...one,
      replies: [...one.replies.filter(({ id }) => !ids.has(id)), ...found],
      nextReplies: page.nextCursor,
    }));
  }

  /** Reads anew in an order. @throws ApiProblem, TypeError */
  async sortBy(order: Order): Promise<void> {
    this.show({ ...(await this.#read(order)), order });
  }

  /** Looks whether something came; it waits until the reader wants to see it. */
  async look(): Promise<void> {
    const { items } = await this.#read('newest');
    const shown = new Set(this.threads.map(({ id }) => id));
    this.waiting = items.filter(({ id, isOwn, isPinned }) => !shown.has(id) && !isOwn && !isPinned);
    // What is shown gets its new replies and likes at once, in its place.
    const fresh = new Map(items.map((thread) => [thread.id, thread]));
    this.threads = this.threads.map((thread) => grown(thread, fresh.get(thread.id)));
  }

  /** Puts what waits on top. */
  showWaiting(): void {
    const pinned = this.threads.filter(({ isPinned }) => isPinned);
    const others = this.threads.filter(({ isPinned }) => !isPinned);
    this.threads = [...pinned, ...this.waiting, ...others];
    this.#reactions.commentCount += this.waiting.length;
    this.waiting = [];
  }

  /** Likes a comment or takes it back, shown at once. @throws ApiProblem, TypeError */
  async toggleLike(comment: PlainComment): Promise<void> {
    const isLiked = !comment.isLiked;
    const likeCount = Math.max(0, comment.likeCount + (isLiked ? 1 : -1));
    this.#replace({ ...comment, isLiked, likeCount });
    try {
      const path = `/comments/${comment.id}/like`;
      const now = await sendJson<Pick<PlainComment, 'isLiked' | 'likeCount'>>(
        isLiked ? 'PUT' : 'DELETE',
        path,
      );
      this.#replace({ ...comment, ...now });
    } catch (error) {
      this.#replace(comment);
      throw error;
    }
  }

  /** Deletes a comment; one with replies leaves an empty line. @throws ApiProblem, TypeError */
  async delete(comment: PlainComment): Promise<void> {
    await sendJson('DELETE', `/comments/${comment.id}`);
    this.#reactions.commentCount = Math.max(0, this.#reactions.commentCount - 1);
    const { id, topId } = comment;
    if (topId !== null) {
      this.#change(topId, (thread) => ({
        ...thread,
        replyCount: thread.replyCount - 1,
        replies: thread.replies.filter((one) => one.id !== id),
      }));
    } else if (comment.replyCount > 0) {
      this.#replace({ ...comment, writer: null, body: [], isGone: true, isPinned: false });
    } else {
      this.threads = this.threads.filter((one) => one.id !== id);
    }
  }

  /** Pins a comment, or unpins it. @throws ApiProblem, TypeError */
  async pin(comment: PlainComment): Promise<void> {
    await sendJson(comment.isPinned ? 'DELETE' : 'PUT', `/comments/${comment.id}/pin`);
    await this.sortBy(this.order);
  }

  async #read(order: Order, cursor?: string): Promise<Page<PlainThread>> {
    const asked = new URLSearchParams({ order, limit: '10' });
    if (cursor !== undefined) asked.set('cursor', cursor);
    const path = `/notes/${this.#noteId}/comments?${asked}`;
    const page = await getJson<Page<ThreadSource>>(path);
    return { items: page.items.map(plainThread), nextCursor: page.nextCursor };
  }

  #change(topId: string, change: (thread: PlainThread) => PlainThread): void {
    this.threads = this.threads.map((thread) => (thread.id === topId ? change(thread) : thread));
  }

  #replace(comment: PlainComment): void {
    this.#change(comment.topId ?? comment.id, (thread) =>
      comment.topId === null
        ? { ...thread, ...comment }
        : {
            ...thread,
            replies: thread.replies.map((one) => (one.id === comment.id ? comment : one)),
          },
    );
  }
}

/** A thread as it was read anew, with the replies that were shown already. */
function grown(thread: PlainThread, fresh: PlainThread | undefined): PlainThread {
  if (!fresh) return thread;
  const ids = new Set(thread.replies.map(({ id }) => id));
  const replies = [...thread.replies, ...fresh.replies.filter(({ id }) => !ids.has(id))];
  const isMore = replies.length < fresh.replyCount;
  return {
    ...fresh,
    replies,
    nextReplies: isMore ? (thread.nextReplies ?? fresh.nextReplies) : null,
  };
}
