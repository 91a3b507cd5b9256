import { ApiProblem, sendJson, getJson } from '#kit/api.ts';
import { likedHere, type Liked } from '#kit/cards/liked.svelte.ts';
import { toggleLike } from './like-note.ts';

interface Reacted {
  readonly id: string;
  readonly likeCount: number;
  readonly saveCount: number;
  readonly commentCount: number;
  readonly isLiked: boolean;
  readonly isSaved: boolean;
}

/** A place to keep notes, as the sheet lists it. */
export interface CollectionLine {
  readonly id: string;
  readonly name: string | null;
  readonly isPublic: boolean;
  readonly noteCount: number;
}

/**
 * What the reader does with a note, shown at once and put back where the server says no. Its parts
 * are shared by the bar and the comments.
 */
export class NoteReactions {
  saveCount = $state(0);
  commentCount = $state(0);
  isSaved = $state(false);
  readonly #noteId: string;
  #served: Liked = $state.raw({ isLiked: false, likeCount: 0 });

  constructor(note: Reacted) {
    this.#noteId = note.id;
    this.show(note);
  }

  get isLiked(): boolean {
    return this.#liked.isLiked;
  }

  get likeCount(): number {
    return this.#liked.likeCount;
  }

  /** The card the note was opened from may have been liked since the note was read. */
  get #liked(): Liked {
    return likedHere(this.#noteId) ?? this.#served;
  }

  /** Takes over what a fresh reading of the note says. */
  show(note: Reacted): void {
    const { likeCount, saveCount, commentCount, isLiked, isSaved } = note;
    Object.assign(this, { saveCount, commentCount, isSaved });
    this.#served = { isLiked, likeCount };
  }

  /** Likes or takes it back. @throws ApiProblem, TypeError; what is shown is as before then */
  async toggleLike(): Promise<void> {
    await toggleLike(this.#noteId, this.#liked);
  }

  /** Saves the note into a collection, or the default one. @throws ApiProblem, TypeError */
  async save(collectionId?: string): Promise<void> {
    await this.#saved('PUT', collectionId === undefined ? {} : { collectionId });
  }

  /** Takes the note out of the reader's collections. @throws ApiProblem, TypeError */
  async unsave(): Promise<void> {
    await this.#saved('DELETE');
  }

  async #saved(method: 'PUT' | 'DELETE', body?: unknown): Promise<void> {
    const before = { isSaved: this.isSaved, saveCount: this.saveCount };
    const isSaved = method === 'PUT';
    const more = Number(isSaved) - Number(before.isSaved);
    Object.assign(this, { isSaved, saveCount: before.saveCount + more });
    try {
      const path = `/notes/${this.#noteId}/save`;
      const now = await sendJson<{ isSaved: boolean; saveCount: number }>(method, path, body);
      Object.assign(this, { isSaved: now.isSaved, saveCount: now.saveCount });
    } catch (error) {
      Object.assign(this, before);
      throw error;
    }
  }
}

/** A member's collections, for the sheet. @throws ApiProblem, TypeError */
export async function readCollections(memberId: string): Promise<CollectionLine[]> {
  return (await getJson<{ items: CollectionLine[] }>(`/members/${memberId}/collections`)).items;
}

/** What to say of a failure: the server's sentence, else our own. */
export function sentenceOf(error: unknown, otherwise: string): string {
  return error instanceof ApiProblem ? error.message : otherwise;
}
