import { ApiProblem, sendJson, getJson } from '#kit/api.ts';

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
  likeCount = $state(0);
  saveCount = $state(0);
  commentCount = $state(0);
  isLiked = $state(false);
  isSaved = $state(false);
  readonly #noteId: string;
  #likes = 0;

  constructor(note: Reacted) {
    this.#noteId = note.id;
    this.show(note);
  }

  /** Takes over what a fresh reading of the note says. */
  show(note: Reacted): void {
    const { likeCount, saveCount, commentCount, isLiked, isSaved } = note;
    Object.assign(this, { likeCount, saveCount, commentCount, isLiked, isSaved });
  }

  /** Likes or takes it back. @throws ApiProblem, TypeError; what is shown is as before then */
  async toggleLike(): Promise<void> {
    const wanted = !this.isLiked;
    this.#likes += 1;
    const turn = this.#likes;
    this.#showLike(wanted, this.likeCount + (wanted ? 1 : -1));
    try {
      const method = wanted ? 'PUT' : 'DELETE';
      const now = await sendJson<{ isLiked: boolean; likeCount: number }>(
        method,
        `/notes/${this.#noteId}/like`,
      );
      // A later press has asked for something else meanwhile: its own answer counts.
      if (turn === this.#likes) this.#showLike(now.isLiked, now.likeCount);
    } catch (error) {
      if (turn === this.#likes) this.#showLike(!wanted, this.likeCount + (wanted ? -1 : 1));
      throw error;
    }
  }

  #showLike(isLiked: boolean, likeCount: number): void {
    this.isLiked = isLiked;
    this.likeCount = Math.max(0, likeCount);
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
